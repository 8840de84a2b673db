import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { PlaceLink } from "../core/report/panel/panelView";
import { ask } from "./ask";

/** Leads to a place in the grader or its samples. */
export function placeLink({ label, place }: PlaceLink): TemplateResult {
  return html`<button class="link" title=${t("Show it in the editor")} @click=${open}>${label}</button>`;

  function open({ currentTarget }: Event): void {
    if (currentTarget) ask(currentTarget, { type: "open-place", place });
  }
}
