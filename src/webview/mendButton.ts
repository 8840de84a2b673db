import { html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { MendView } from "../core/report/panel/panelView";
import { ask } from "./ask";

/** One click mends it. */
export function mendButton({ id, title }: MendView): TemplateResult {
  return html`<vscode-button secondary icon="lightbulb" @click=${apply}>${title}</vscode-button>`;

  function apply({ currentTarget }: Event): void {
    if (currentTarget) ask(currentTarget, { type: "apply-mend", id });
  }
}
