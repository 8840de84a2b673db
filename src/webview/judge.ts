import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import type { JudgeView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./fold";

/** Who judged, step by step to the result. */
class Judge extends ViewElement<JudgeView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }
      ol {
        display: grid;
        gap: 6px;
        counter-reset: step;
        max-inline-size: 90ch;
      }
      li {
        display: grid;
        grid-template-columns: 2ch minmax(0, 1fr);
        gap: 0 8px;
        counter-increment: step;
      }
      li::before {
        content: counter(step);
        color: var(--dim);
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      li p + p {
        grid-column: 2;
      }
    `,
  ];

  override render() {
    const { steps, result, raw, adjustments, tokens } = this.view;
    return html`<ol>
        ${steps.map(
          ({ description, conclusion }) =>
            html`<li>
              <p class="message dim">${description}</p>
              <p class="message">${conclusion}</p>
            </li>`,
        )}
      </ol>
      <p>
        ${t("Result")}
        <strong class="number">${result}</strong
        >${tokens === undefined ? nothing : html`<span class="dim number"> · ${tokens}</span>`}
      </p>
      ${adjustments.map((adjustment) => html`<p class="with-icon">${icon("info", "info")}${adjustment}</p>`)}
      ${
        raw === ""
          ? nothing
          : html`<graders-fold name="judge-raw" label=${t("Raw answer")}>
              <pre tabindex="0" aria-label=${t("Raw answer")}>${raw}</pre>
            </graders-fold>`
      }`;
  }
}

customElements.define("graders-judge", Judge);
