import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { FailureView, PanelAction } from "../core/report/panel/panelView";
import { ask } from "./ask";
import { icon } from "./icon";
import { placeLink } from "./placeLink";
import { shared } from "./styles";
import { ViewElement } from "./viewElement";

/** The provider could not be asked: why, and what can be done right here. */
class Failure extends ViewElement<FailureView> {
  static override readonly styles = [
    ...shared,
    css`
      :host {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 5px 8px;
      }
      :host > :not(.icon) {
        grid-column: 2;
      }
      h2 {
        font-size: 1.3em;
        line-height: 1.25;
      }
      h2,
      p,
      div {
        grid-column: 2;
      }
      :host > .icon {
        margin-block-start: 3px;
      }
      .actions {
        margin-block-start: 8px;
      }
    `,
  ];

  override render() {
    const { title, message, mend, place, requestId, actions } = this.view;
    return html`${icon("error", "error")}
      <h2>${title}</h2>
      <p class="message">${message}</p>
      ${place ? html`<p class="with-icon">${icon("go-to-file")}${placeLink(place)}</p>` : nothing}
      ${
        mend === undefined
          ? nothing
          : html`<p class="with-icon">${icon("lightbulb", "info")}<span class="message">${mend}</span></p>`
      }
      ${requestId === undefined ? nothing : html`<p class="dim">${t("Request id")} <code>${requestId}</code></p>`}
      ${actions.length > 0 ? html`<div class="row actions">${actions.map(actionButton)}</div>` : nothing}`;
  }
}

function actionButton({ id, label }: PanelAction, at: number): TemplateResult {
  return html`<vscode-button ?secondary=${at > 0} @click=${start}>${label}</vscode-button>`;

  function start({ currentTarget }: Event): void {
    if (currentTarget) ask(currentTarget, { type: "action", id });
  }
}

customElements.define("graders-failure", Failure);
