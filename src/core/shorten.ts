import { t } from "@vscode/l10n";
/** A text cut to its first characters, with how many are left out; whole surrogate pairs only. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = (text.codePointAt(most - 1) ?? 0) > 0xffff ? most - 1 : most;
  return `${text.slice(0, end)}… (${t("{0} more characters", text.length - end)})`;
}
