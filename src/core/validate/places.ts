import type { JsonDocument, TextRange } from "../json/document";
import { StringOffsets } from "../json/stringOffsets";
import type { JsonPath } from "../json/value";
import type { Span } from "../template/parse";

/** A long text has many findings: its offsets are worked out once, by the place of its literal. */
const known = new WeakMap<object, StringOffsets>();

/** Offsets of the string literal at `path`, for places in its decoded text. */
export function stringOffsetsAt(json: JsonDocument, path: JsonPath): StringOffsets | undefined {
  const node = json.nodeAt(path);
  if (node?.type !== "string") return undefined;
  const literal = json.text.slice(node.offset, node.offset + node.length);
  const offsets = known.get(node) ?? StringOffsets.of(literal, node.offset);
  known.set(node, offsets);
  return offsets;
}

/** The document's range of a span of the decoded string at `path`; at least one character wide, to be seen. */
export function rangeInString(json: JsonDocument, path: JsonPath, span: Span): TextRange {
  const { start, end } = editRangeInString(json, path, span);
  if (end > start) return { start, end };
  // A string that was not closed may have nothing behind it.
  return { start: Math.max(start - 1, 0), end: Math.min(start + 1, json.text.length) };
}

/** The same as it is, for edits: an empty span is a place. */
export function editRangeInString(json: JsonDocument, path: JsonPath, { start, end }: Span): TextRange {
  return stringOffsetsAt(json, path)?.toSourceRange(start, end) ?? json.rangeOf(path);
}
