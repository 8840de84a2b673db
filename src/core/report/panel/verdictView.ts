import { t } from "@vscode/l10n";
import { formatBound } from "../numbers";
import type { VerdictView } from "./panelView";

/** Whether something passed, with the threshold where one decided. */
export function verdictView(yes: boolean, threshold?: number): VerdictView {
  if (threshold === undefined) return { yes, text: yes ? t("passed") : t("not passed") };
  const least = formatBound(threshold);
  return { yes, text: yes ? t("passed (≥ {0})", least) : t("not passed (≥ {0})", least) };
}
