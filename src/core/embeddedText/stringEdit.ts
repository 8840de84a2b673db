import { difference } from "../json/difference";
import type { JsonDocument } from "../json/document";
import type { JsonPath } from "../json/value";
import { stringOffsetsAt } from "../validate/places";
import type { TextEdit } from "../validate/problem";
import { EditorText } from "./editorText";
import { escapeJson, escapeStyleOf } from "./literal";

/**
 * The one edit that makes an editor show `text` for the string at `path`. It spans from the first to the last
 * difference, so that what has not changed keeps its escapes, its line ends and its cursor.
 *
 * @returns undefined where no string stands there, or nothing differs
 */
export function stringEdit(json: JsonDocument, path: JsonPath, text: string): TextEdit | undefined {
  const offsets = stringOffsetsAt(json, path);
  if (!offsets) return undefined;
  const before = EditorText.of(offsets.decoded);
  const after = EditorText.of(text).text;
  const differs = difference(before.text, after);
  if (!differs) return undefined;
  let { start } = differs;
  while (joinsWithNext(before, start)) start--;
  const inserted = after.slice(start, differs.endAfter);
  const lineEnd = offsets.decoded.includes("\r\n") ? "\r\n" : "\n";
  return {
    range: offsets.toSourceRange(before.toOriginal(start), before.toOriginal(differs.endBefore)),
    newText: escapeJson(inserted.replaceAll("\n", lineEnd), escapeStyleOf(json.text)),
  };
}

/** Whether what stands before a place makes one with what is put there: a lone `\r`, half of a surrogate pair. */
function joinsWithNext(before: EditorText, at: number): boolean {
  return at > 0 && /[\r\ud800-\udbff]/.test(before.original.charAt(before.toOriginal(at) - 1));
}
