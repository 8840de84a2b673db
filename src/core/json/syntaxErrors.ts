/** jsonc-parser's error names in words that say what to do. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: "is no JSON value: strings need double quotes",
  InvalidNumberFormat: "is no JSON number",
  PropertyNameExpected: "A property name in double quotes is expected here",
  ValueExpected: "A value is expected here",
  ColonExpected: "A colon is expected here",
  CommaExpected: "A comma is expected here",
  CloseBraceExpected: "A closing brace is missing here",
  CloseBracketExpected: "A closing bracket is missing here",
  EndOfFileExpected: "The JSON value ended before this: only one value may stand in the file",
  InvalidCommentToken: "Comments are not JSON: remove this one, or name the file .jsonc",
  UnexpectedEndOfComment: "The comment is not closed",
  UnexpectedEndOfString: "The string is not closed on its line: write line breaks as \\n",
  UnexpectedEndOfNumber: "The number is cut off",
  InvalidUnicode: "The \\u escape needs four hexadecimal digits",
  InvalidEscapeCharacter:
    'Only \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u escapes exist in JSON: write a backslash as \\\\',
  InvalidCharacter: "Control characters must be escaped in a string (a tab is \\t)",
};

/** One sentence for a syntax error; `token` is the offending text. */
export function describeSyntaxError(code: string, token: string): string {
  const words = WORDS[code] ?? `Not valid JSON (${code})`;
  return words.startsWith("is ") ? `${JSON.stringify(shorten(token))} ${words}.` : `${words}.`;
}

function shorten(token: string): string {
  return token.length > 30 ? `${token.slice(0, 29)}…` : token;
}
