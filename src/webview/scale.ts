import { t } from "@vscode/l10n";
import { css, html, nothing, svg } from "lit";
import type { ScaleView } from "../core/report/panel/panelView";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

export interface RewardOnScale {
  readonly reward: string;
  readonly scale: ScaleView;
}

/** A reward placed on its range: `0 ────●──┆── 1`. */
class Scale extends ViewElement<RewardOnScale> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 10px;
        max-inline-size: 440px;
        color: var(--dim);
      }
      svg {
        flex: 1;
        min-inline-size: 40px;
        block-size: 18px;
        overflow: visible;
      }
      .track {
        stroke: var(--vscode-scrollbarSlider-background);
        stroke-width: 2;
      }
      .way {
        stroke: var(--vscode-progressBar-background);
        stroke-width: 2;
      }
      .marker {
        fill: var(--vscode-progressBar-background);
        stroke: var(--vscode-editor-background);
        stroke-width: 2;
      }
      .threshold {
        stroke: var(--vscode-foreground);
        stroke-width: 1;
        stroke-dasharray: 2 2;
      }
    `,
  ];

  override render() {
    const { reward, scale } = this.view;
    const { low, high, at, threshold } = scale;
    return html`<span class="number">${low}</span>
      <svg role="img" aria-label=${t("{0} on a range from {1} to {2}", reward, low, high)}>
        <line class="track" x1="0" x2="100%" y1="9" y2="9"></line>
        <line class="way" x1="0" x2=${percent(at)} y1="9" y2="9"></line>
        ${threshold === undefined ? nothing : thresholdLine(threshold)}
        <circle class="marker" cx=${percent(at)} cy="9" r="6"></circle>
      </svg>
      <span class="number">${high}</span>`;
  }
}

function thresholdLine(at: number) {
  return svg`<line class="threshold" x1=${percent(at)} x2=${percent(at)} y1="0" y2="18"></line>`;
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}

customElements.define("graders-scale", Scale);
