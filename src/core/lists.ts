import { t } from "@vscode/l10n";

/** "a, b and c" in the user's language; empty for no words. */
export function andWords(words: readonly string[]): string {
  return listed(words, (first, last) => t("{0} and {1}", first, last));
}

/** "a, b or c" in the user's language; empty for no words. */
export function orWords(words: readonly string[]): string {
  return listed(words, (first, last) => t("{0} or {1}", first, last));
}

function listed(words: readonly string[], join: (first: string, last: string) => string): string {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? join(words.slice(0, -1).join(", "), last) : last;
}
