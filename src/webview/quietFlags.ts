import { t } from "@vscode/l10n";
import { html } from "lit";
import type { RunView } from "../core/report/panel/panelView";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./fold";

export type FlagCounts = Pick<RunView, "failures" | "quietFlags">;

/** "Errors: none of 15", with what each flag would mean. */
class QuietFlags extends ViewElement<FlagCounts> {
  static override readonly styles = shared;

  override render() {
    const { failures, quietFlags } = this.view;
    const raised = new Set(failures.map(({ flag }) => flag)).size;
    const all = raised + quietFlags.length;
    return html`<graders-fold
      name="flags"
      label=${t("Error flags")}
      detail=${raised === 0 ? t("none of {0} raised", all) : t("{0} of {1} raised", raised, all)}
    >
      <dl class="facts">
        ${quietFlags.map(
          ({ flag, meaning }) =>
            html`<dt><code>${flag}</code></dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
    </graders-fold>`;
  }
}

customElements.define("graders-quiet-flags", QuietFlags);
