import type { Node as SyntaxNode } from "jsonc-parser";
import type { JsonDocument, TextRange } from "../json/document";
import type { Json, JsonPath } from "../json/value";
import { PYTHON, writeJson, writePrettyJson } from "../json/write";
import type { TextEdit } from "../json/edits";
import { layoutOf, lineStart, restOfLine, skipTrivia, type Layout } from "./layout";

/**
 * The edits that put members behind the last one of the object at `path`, laid out as the object is. The rest
 * of the text stays as it is, comments included. No edits where no object is there.
 */
export function appendMembers(
  json: JsonDocument,
  path: JsonPath,
  members: readonly (readonly [key: string, value: Json])[],
): readonly TextEdit[] {
  const node = json.nodeAt(path);
  if (node?.type !== "object") return [];
  const range = json.rangeOf(path);
  const layout = layoutOf(json, range);
  const last = node.children?.at(-1);
  if (!last) return [insertInEmpty(json.text, range, members, layout)];
  const { text } = json;
  const lastEnd = last.offset + last.length;
  const next = skipTrivia(text, lastEnd);
  const comma = text.charAt(next) === "," ? next : undefined;
  const behind = comma === undefined ? lastEnd : comma + 1;
  const isOnOwnLine = lineStart(text, last.offset) > range.start;
  const place = isOnOwnLine ? restOfLine(text, behind) : undefined;
  const written = writeMembers(members, { ...layout, isOneLine: place === undefined });
  const trailing = comma === undefined ? "" : ",";
  const insertions = comma === undefined ? [insert(lastEnd, ",")] : [];
  const at = place ?? behind;
  const addition = insert(at, place === undefined ? ` ${written}${trailing}` : `${written}${trailing}`);
  return at === lastEnd ? [insert(at, `,${addition.newText}`)] : [...insertions, addition];
}

function insertInEmpty(
  text: string,
  range: TextRange,
  members: readonly (readonly [string, Json])[],
  layout: Layout,
): TextEdit {
  const written = writeMembers(members, { ...layout, isOneLine: false });
  const inside = { start: range.start + 1, end: range.end - 1 };
  const isBlank = text.slice(inside.start, inside.end).trim() === "";
  const newText = `${written}${layout.lineEnd}${layout.indent}`;
  return isBlank ? { range: inside, newText } : insert(inside.end, newText);
}

/** On a line each, behind a line end, or on one line. */
function writeMembers(
  members: readonly (readonly [string, Json])[],
  { isOneLine, indent, unit, lineEnd }: Layout,
): string {
  if (isOneLine)
    return members.map(([key, value]) => `${JSON.stringify(key)}: ${writeJson(value, PYTHON)}`).join(", ");
  const inner = indent + unit;
  return members
    .map(([key, value]) => `\n${inner}${JSON.stringify(key)}: ${writePrettyJson(value, inner, unit)}`)
    .join(",")
    .replaceAll("\n", lineEnd);
}

function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** The edits that take a member out with its comma, and with its line where nothing else stands there. */
export function removeMember(json: JsonDocument, path: JsonPath): readonly TextEdit[] {
  const property = json.nodeAt(path)?.parent;
  return property?.type === "property" ? removeNode(json.text, property) : [];
}

/** The same of a member, or an entry of an array, by its node. */
export function removeNode(text: string, node: SyntaxNode): readonly TextEdit[] {
  const start = node.offset;
  const end = start + node.length;
  const next = skipTrivia(text, end);
  if (text.charAt(next) === ",") {
    return next === end
      ? [removeFromLine(text, start, end + 1)]
      : [removeFromLine(text, start, end), remove(next)];
  }
  const siblings = node.parent?.children ?? [];
  const before = siblings[siblings.indexOf(node) - 1];
  if (!before) return [removeFromLine(text, start, end)];
  const comma = skipTrivia(text, before.offset + before.length);
  const isNear = text.slice(comma + 1, start).trim() === "";
  return isNear ? [remove(comma, end)] : [remove(comma), removeFromLine(text, start, end)];
}

function remove(start: number, end = start + 1): TextEdit {
  return { range: { start, end }, newText: "" };
}

/** Where the blanks before a place begin. A line may be the whole text, and is not looked through for each member. */
function blanksBefore(text: string, place: number): number {
  let at = place;
  while (/[ \t]/.test(text.charAt(at - 1))) at--;
  return at;
}

/** Takes a range out with its line where that is left blank, else with the blanks behind it. */
function removeFromLine(text: string, start: number, end: number): TextEdit {
  const from = blanksBefore(text, start);
  const rest = /^[ \t]*(\r\n|\n|\r)?/.exec(text.slice(end))?.[0] ?? "";
  const isWholeLine = /^[\r\n]?$/.test(text.charAt(from - 1)) && /[\r\n]/.test(rest);
  return isWholeLine
    ? remove(from, end + rest.length)
    : remove(start, end + rest.replace(/[\r\n]/g, "").length);
}
