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
  InvalidCommentToken: "Comments are not JSON: remove this one",
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
  if (INVISIBLE.test(token)) return invisibleWords(token);
  return words.startsWith("is ") ? `${JSON.stringify(shorten(token))} ${words}.` : `${words}.`;
}

/** What an editor draws as nothing; a quoted message would show nothing either. */
const INVISIBLE = /^[\p{Z}\p{Cc}\p{Cf}]/u;

function invisibleWords(token: string): string {
  if (token.startsWith("\ufeff"))
    return "A byte order mark stands here, which is no JSON: save the file without it.";
  const code = token.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `The invisible character U+${code} is no JSON: delete it.`;
}

function shorten(token: string): string {
  return token.length > 30 ? `${token.slice(0, 29)}…` : token;
}
