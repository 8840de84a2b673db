import { t } from "@vscode/l10n";
import { FORMULA_FUNCTIONS } from "./functions";

const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What keeps a text from being a sub-grader's key; undefined where nothing does (facts.md "Multi"). */
export function keyFault(key: string): string | undefined {
  if (FORMULA_FUNCTIONS.has(key)) return t('"{0}" is the name of a formula function.', key);
  return KEY.test(key) ? undefined : t('"{0}" can\'t be written in a formula.', key);
}

/** How {@link keyFault} is mended. */
export const keyAdvice = (): string => t("Use letters, digits and underscores, a letter first.");
