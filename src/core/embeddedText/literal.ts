/** How a JSON file writes what is not ASCII. */
export interface EscapeStyle {
  /** Everything beyond ASCII is a `\u` escape, as Python's `json.dumps` writes unless told otherwise. */
  readonly ascii: boolean;
}

/** The style of a JSON text: escapes beyond ASCII, and nothing beyond ASCII without one. */
export function escapeStyleOf(json: string): EscapeStyle {
  return { ascii: !/[^\0-\x7f]/.test(json) && /\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(json) };
}

/**
 * A text as it stands between the quotes of a JSON string. Half surrogates are always escaped, since no UTF-8
 * file can hold them, and so are U+2028 and U+2029, which VS Code warns of in a file.
 */
export function escapeJson(text: string, { ascii }: EscapeStyle): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped.replace(ascii ? /[^\0-\x7e]/g : /[\u2028\u2029]/g, unicodeEscape);
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
