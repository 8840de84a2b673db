import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import type { RunView } from "../core/report/panel/panelView";
import { icon } from "./icon";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";
import "./facts";
import "./failures";
import "./fold";
import "./formula";
import "./parts";
import "./quietFlags";
import "./reward";

/** What matters first of a run: the number, or what stands in its place. */
class RunHead extends ViewElement<RunView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
    `,
  ];

  override render() {
    const { reward, failures, formula } = this.view;
    const flags =
      failures.length > 0 ? html`<graders-failures .view=${failures}></graders-failures>` : nothing;
    return html`${reward.errored ? flags : nothing}
      <graders-reward .view=${reward}></graders-reward>
      ${formula ? html`<graders-formula .view=${formula}></graders-formula>` : nothing}
      ${reward.errored ? nothing : flags}`;
  }
}

/** The rest of a run, for looking things up. */
class RunBody extends ViewElement<RunView> {
  static override readonly styles = [
    ...shared,
    css`
      .lookup {
        margin-block-start: 12px;
        padding-block-start: 8px;
        border-block-start: 1px solid var(--line);
      }
      .note {
        padding: 2px 0;
      }
    `,
  ];

  override render() {
    const { view } = this;
    const { metadata, rawJson } = view;
    return html`${view.notes.map(
        (note) =>
          html`<p class="note with-icon">${icon("info", "info")}<span class="message">${note}</span></p>`,
      )}
      <graders-parts .view=${view.parts}></graders-parts>
      <div class="lookup">
        <graders-quiet-flags .view=${view}></graders-quiet-flags>
        <graders-fold name="metadata" label=${t("Metadata")}>
          <graders-facts .view=${metadata}></graders-facts>
        </graders-fold>
        <graders-fold name="raw" label=${t("Raw JSON")}>
          <pre tabindex="0" aria-label=${t("Raw JSON")}>${rawJson}</pre>
        </graders-fold>
      </div>`;
  }
}

customElements.define("graders-run-head", RunHead);
customElements.define("graders-run-body", RunBody);
