import { wireGrader, type GraderDocument } from "../grader/document";
import { JsonDocument, type ReadOptions } from "../json/document";
import type { TextEdit } from "../json/edits";
import type { JsonObject, JsonPath } from "../json/value";
import { PYTHON, writeJson, writePrettyJson } from "../json/write";
import { withEdits } from "../edit/change";
import { layoutOf, type Layout } from "../edit/layout";
import { removeMember } from "../edit/members";
import { reindented } from "./reindent";

/** A value's place in another file. */
interface Place {
  readonly json: JsonDocument;
  readonly base: JsonPath;
}

/** What else a text that is carried there may have or must have. */
interface Carriage {
  /** Comments and trailing commas that the other file takes. */
  readonly takes: ReadOptions;
  /** Members that the grader gets where it has none of that name. */
  readonly added?: Readonly<Record<string, string>>;
}

/**
 * A grader's text as it is written at a place of another file: on one line where what holds it is, else with the
 * grader's own line breaks and the file's indentation. `$schema` stays behind, since no API takes it; comments too,
 * where the file takes none.
 */
export function carriedText(
  { json, root }: GraderDocument,
  place: Place,
  { takes, added = {} }: Carriage,
): string {
  const { isOneLine, ...to } = layoutAt(place);
  const value = withMembers(wireGrader(root ?? new Map()), added);
  if (isOneLine) return writeJson(value, PYTHON);
  const range = json.rangeOf([]);
  const from = layoutOf(json, range);
  const own = JsonDocument.read(json.text.slice(range.start, range.end), takes);
  const isFaulty = own.faults.some(({ code }) => code === "json-syntax");
  if (from.isOneLine || isFaulty)
    return writePrettyJson(value, to.indent, to.unit).replaceAll("\n", to.lineEnd);
  const edits = [...removeMember(own, ["$schema"]), ...additions(own, added)];
  return reindented(withEdits(own.text, edits), from, to);
}

function layoutAt({ json, base }: Place): Layout {
  const { isOneLine } = layoutOf(json, json.rangeOf(base.slice(0, -1)));
  const { unit } = layoutOf(json, json.rangeOf([]));
  return { ...layoutOf(json, json.rangeOf(base)), isOneLine, unit };
}

/** Behind the type, where names usually stand. */
function withMembers(grader: JsonObject, added: Readonly<Record<string, string>>): JsonObject {
  const [type, ...fields] = grader;
  const missing = Object.entries(added).filter(([key]) => !grader.has(key));
  return new Map([...(type ? [type] : []), ...missing, ...fields]);
}

function additions(own: JsonDocument, added: Readonly<Record<string, string>>): readonly TextEdit[] {
  const { start, end } = own.rangeOfMember(["type"]);
  const gap = /\s*$/.exec(own.text.slice(0, start))?.[0] ?? "";
  const missing = Object.entries(added).filter(([key]) => own.nodeAt([key]) === undefined);
  return missing.map(([key, value]) => ({
    range: { start: end, end },
    newText: `,${gap || " "}${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  }));
}
