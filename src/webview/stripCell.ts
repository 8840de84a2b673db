import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { StripCell } from "../core/report/panel/panelView";
import { icon } from "./icon";

/**
 * One sample: its number and whether it passed, or a sign for its state; all of it in words for who asks.
 * @param at where it stands, counted from 0
 */
export function stripCell(cell: StripCell, at: number, inTabOrder: boolean): TemplateResult {
  const words = inWords(cell, at);
  return html`<div
    role="option"
    class="cell ${cell.state}"
    tabindex=${inTabOrder ? "0" : "-1"}
    aria-selected=${String(cell.current)}
    aria-label=${words}
    title=${words}
  >
    ${face(cell)}
  </div>`;
}

function face({ state, text, passed }: StripCell): TemplateResult {
  switch (state) {
    case "scored":
      return html`${verdict(passed)}<span>${text}</span>`;
    case "errored":
      // A row may expect its error.
      return html`${icon("error", "error")}${verdict(passed)}`;
    case "running":
      return icon("loading");
    case "no-output":
      return icon("circle-slash");
    case "none":
      return html`<span>·</span>`;
  }
}

function verdict(passed: boolean | undefined): TemplateResult | typeof nothing {
  if (passed === undefined) return nothing;
  return passed ? icon("check", "pass") : icon("close", "warning");
}

function inWords({ label, text, passed }: StripCell, at: number): string {
  const number = String(at + 1);
  const sample = label === number ? t("Sample {0}", number) : t('Sample {0} "{1}"', number, label);
  const verdictWords = passed === undefined ? [] : [passed ? t("passed") : t("not passed")];
  return `${sample}: ${[text, ...verdictWords].join(", ")}`;
}
