import { t } from "@vscode/l10n";

/** jsonc-parser's error names in words that say what to do; `token` is the offending text, in quotes. */
const WORDS: Readonly<Record<string, (token: string) => string>> = {
  InvalidSymbol: (token) => t("{0} is no JSON value: strings need double quotes.", token),
  InvalidNumberFormat: (token) => t("{0} is no JSON number.", token),
  PropertyNameExpected: () => t("A property name in double quotes is expected here."),
  ValueExpected: () => t("A value is expected here."),
  ColonExpected: () => t("A colon is expected here."),
  CommaExpected: () => t("A comma is expected here."),
  CloseBraceExpected: () => t("A closing brace is missing here."),
  CloseBracketExpected: () => t("A closing bracket is missing here."),
  EndOfFileExpected: () => t("The JSON value ended before this: only one value may stand in the file."),
  InvalidCommentToken: () => t("Comments are not JSON: remove this one."),
  UnexpectedEndOfComment: () => t("The comment is not closed."),
  UnexpectedEndOfString: () => t("The string is not closed on its line: write line breaks as \\n."),
  UnexpectedEndOfNumber: () => t("The number is cut off."),
  InvalidUnicode: () => t("The \\u escape needs four hexadecimal digits."),
  InvalidEscapeCharacter: () =>
    t('Only \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u escapes exist in JSON: write a backslash as \\\\.'),
  InvalidCharacter: () => t("Control characters must be escaped in a string (a tab is \\t)."),
};

/** One sentence for a syntax error; `token` is the offending text. */
export function describeSyntaxError(code: string, token: string): string {
  if (INVISIBLE.test(token)) return invisibleWords(token);
  return WORDS[code]?.(JSON.stringify(shorten(token))) ?? t("Not valid JSON ({0}).", code);
}

/** What an editor draws as nothing; a quoted message would show nothing either. */
const INVISIBLE = /^[\p{Z}\p{Cc}\p{Cf}]/u;

function invisibleWords(token: string): string {
  if (token.startsWith("\ufeff"))
    return t("A byte order mark stands here, which is no JSON: save the file without it.");
  const code = token.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return t("The invisible character {0} is no JSON: delete it.", `U+${code}`);
}

function shorten(token: string): string {
  return token.length > 30 ? `${token.slice(0, 29)}…` : token;
}
