import type { JsonDocument, TextRange } from "./document";
import type { JsonPath } from "./value";

/** A replacement in a text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Text as it stands between the quotes of a JSON string. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Puts an entry behind the last one of the array at `path`, laid out like it.
 *
 * @param entry JSON text
 */
export function appendEntry(json: JsonDocument, path: JsonPath, entry: string): readonly TextEdit[] {
  const array = json.nodeAt(path);
  if (array?.type !== "array") return [];
  const last = array.children?.at(-1);
  const end = last ? last.offset + last.length : array.offset + 1;
  const gap = last ? /\s*$/.exec(json.text.slice(array.offset, last.offset))?.[0] : "";
  const before = last ? `,${gap === undefined || gap === "" ? " " : gap}` : "";
  return [{ range: { start: end, end }, newText: before + entry }];
}
