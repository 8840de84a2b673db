import { t } from "@vscode/l10n";
import { css, html, nothing, svg, type TemplateResult } from "lit";
import type { PartView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { placeLink } from "./placeLink";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./partDetails";

/** The grader itself, or a multi's sub-graders with their rewards as bars, aligned. */
class Parts extends ViewElement<readonly PartView[]> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: auto auto minmax(40px, 440px) auto 1fr;
        gap: 0 14px;
      }
      article {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        line-height: 24px;
      }
      article + article {
        margin-block-start: 4px;
        padding-block-start: 4px;
        border-block-start: 1px solid var(--line);
      }
      /* A long name wraps here, and not before: bars leave it this room. */
      h2 {
        inline-size: max-content;
        max-inline-size: 34cqi;
      }
      .measure {
        display: flex;
        align-items: center;
        align-self: start;
        gap: 6px;
        min-inline-size: 0;
        min-block-size: 24px;
      }
      svg.bar {
        display: block;
        inline-size: 100%;
        block-size: 8px;
      }
      .track {
        fill: var(--vscode-scrollbarSlider-background);
        opacity: 0.5;
      }
      .fill {
        fill: var(--vscode-progressBar-background);
      }
      .frame {
        fill: none;
        stroke: var(--vscode-contrastBorder, transparent);
      }
      .reward {
        justify-self: end;
        font-weight: 600;
      }
      .verdict {
        white-space: nowrap;
      }
      graders-part-details {
        line-height: 1.4;
        grid-column: 1 / -1;
        min-inline-size: 0;
      }
      .alone {
        grid-column: 1 / -1;
      }
      @container (max-width: 599px) {
        .verdict {
          grid-column: 1 / 5;
          justify-self: end;
        }
      }
      @container (max-width: 479px) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto auto;
          gap: 0 10px;
        }
        h2 {
          inline-size: auto;
          max-inline-size: none;
        }
        .measure {
          grid-row: 2;
          grid-column: 1 / -1;
          min-block-size: 0;
          padding-block: 2px 4px;
        }
        .verdict {
          grid-column: 1 / -1;
          justify-self: start;
        }
      }
    `,
  ];

  override render() {
    return this.view.map((part) => (part.key === undefined ? alone(part) : subGrader(part, part.key)));
  }
}

/** Its reward is the headline already. */
function alone(part: PartView): TemplateResult {
  return html`<article>
    <h2 class="alone">${placeLink({ label: part.type, place: part.place.place })}</h2>
    <graders-part-details .view=${part}></graders-part-details>
  </article>`;
}

function subGrader(part: PartView, key: string): TemplateResult {
  return html`<article aria-label=${key}>
    <h2>${placeLink({ label: key, place: part.place.place })}</h2>
    <span class="dim">${part.type}</span>
    <div class="measure">${measure(part)}</div>
    <span class="reward number"
      >${part.errored ? html`<span class="dim">${t("no score")}</span>` : part.reward}</span
    >
    ${verdict(part)}
    <graders-part-details .view=${part}></graders-part-details>
  </article>`;
}

/** Of an eval's criterion. */
function verdict({ passed }: PartView): TemplateResult | typeof nothing {
  if (!passed) return nothing;
  return html`<span class="verdict with-icon"
    >${passed.yes ? icon("pass", "pass") : icon("error", "warning")}${passed.text}</span
  >`;
}

function measure({ errored, flags, fraction }: PartView): TemplateResult | typeof nothing {
  if (errored) return html`${icon("error", "error")}<span>${flags.join(", ")}</span>`;
  if (fraction === undefined) return nothing;
  const width = `${(fraction * 100).toFixed(2)}%`;
  return html`<svg class="bar" aria-hidden="true">
    ${svg`<rect class="track" width="100%" height="8" rx="1"></rect><rect class="fill" width=${width} height="8" rx="1"></rect>
    <rect class="frame" width="100%" height="8"></rect>`}
  </svg>`;
}

customElements.define("graders-parts", Parts);
