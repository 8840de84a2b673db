import { JsonDocument } from "../json/document";
import { appendEntry, type TextEdit } from "../json/edits";
import type { Json, JsonPath } from "../json/value";
import { PYTHON, writeJson, writePrettyJson } from "../json/write";
import { withEdits } from "../edit/change";
import { layoutOf } from "../edit/layout";
import { appendMembers, removeNode } from "../edit/members";

/** A value put at a path, or what stands there taken out. */
export interface ValueChange {
  readonly path: JsonPath;
  /** Absent: take out. */
  readonly value?: Json;
}

/** A JSON text after changes, one after another: comments and layout elsewhere stay. */
export function withChanges(text: string, changes: readonly ValueChange[]): string {
  return changes.reduce(
    (now, change) => withEdits(now, editsFor(JsonDocument.read(now, { comments: true }), change)),
    text,
  );
}

/** None where nothing is to be taken out, or no object or array is there to take the value. */
function editsFor(json: JsonDocument, { path, value }: ValueChange): readonly TextEdit[] {
  const node = json.nodeAt(path);
  if (value === undefined) {
    const part = node?.parent?.type === "property" ? node.parent : node;
    return part?.parent ? removeNode(json.text, part) : [];
  }
  if (node) {
    const range = json.rangeOf(path);
    const { unit, lineEnd } = layoutOf(json, json.rangeOf([]));
    const { indent } = layoutOf(json, range);
    return [{ range, newText: writePrettyJson(value, indent, unit).replaceAll("\n", lineEnd) }];
  }
  const [parent, key] = [path.slice(0, -1), path.at(-1)];
  return typeof key === "string"
    ? appendMembers(json, parent, [[key, value]])
    : appendEntry(json, parent, writeJson(value, PYTHON));
}
