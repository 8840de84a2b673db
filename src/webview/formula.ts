import { t } from "@vscode/l10n";
import { css, html } from "lit";
import type { FormulaView } from "../core/report/panel/panelView";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** A multi's formula, and the same with its sub-rewards put in. */
class Formula extends ViewElement<FormulaView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        line-height: 1.6;
      }
      code {
        overflow-wrap: anywhere;
      }
      .numbers {
        margin-inline-start: 12px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  override render() {
    const { expression, substituted } = this.view;
    return html`<span class="unseen">${t("The reward")} </span><code>= ${expression}</code>
      <code class="numbers dim">= ${substituted}</code>`;
  }
}

customElements.define("graders-formula", Formula);
