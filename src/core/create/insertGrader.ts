import { t } from "@vscode/l10n";
import { isEval, TESTING_CRITERIA } from "../grader/criteria";
import type { GraderDocument } from "../grader/document";
import { isEvalFileName } from "../grader/fileNames";
import { JOB_GRADER } from "../grader/places";
import { JsonDocument, type ReadOptions } from "../json/document";
import { appendEntry, type TextEdit } from "../json/edits";
import { isArray, isObject, textAt, valueAt, type Json, type JsonObject, type JsonPath } from "../json/value";
import { writePrettyJson } from "../json/write";
import { withEdits } from "../edit/change";
import { carriedText } from "./carriedText";
import { layoutOf } from "../edit/layout";
import { appendMembers } from "../edit/members";

/** A job or an eval that takes a grader. */
export interface InsertionTarget {
  /** Its file's name: what has no criteria yet is an eval by its name only. */
  readonly name: string;
  readonly json: JsonDocument;
}

/** A job or an eval with a grader put in, or why it can't be. */
export type GraderInsertion =
  | {
      readonly kind: "inserted";
      /** The whole text then. */
      readonly text: string;
      /** Where the grader stands in it. */
      readonly base: JsonPath;
      /** What stood there before. */
      readonly replaced: Json | undefined;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** A place for the grader that holds a `null`, or the grader that is to be replaced. */
interface Room {
  readonly edits: readonly TextEdit[];
  readonly base: JsonPath;
}

/**
 * Puts a grader into a job's `method.reinforcement.grader`, in place of the one that is there, or behind the
 * last of an eval's `testing_criteria`. What the file lacks around it is made; the rest of its text stays.
 * @param grader where it stands; its `$schema` does not come along, its comments only where the file takes them
 * @param stem a criterion's name where the grader has none
 */
export function insertGrader(target: InsertionTarget, grader: GraderDocument, stem: string): GraderInsertion {
  const reason = faultIn(target.json, target.name) ?? faultIn(grader.json, grader.name);
  if (reason !== undefined) return { kind: "refused", reason };
  const { value: root } = target.json;
  if (!isObject(root)) return refused(t("{0} is no JSON object.", target.name));
  if (grader.type === undefined) return refused(t("{0} is no grader: it has no known type.", grader.name));
  const isIntoEval = isEval(root) || isEvalFileName(target.name);
  // Not in Evals (facts.md "Evals").
  if (isIntoEval && grader.type === "multi")
    return refused(
      t("An eval takes no multi among its testing_criteria. Write its sub-graders as criteria of their own."),
    );
  const room = isIntoEval ? roomInEval(target, root) : roomInJob(target, root);
  if (typeof room === "string") return refused(room);
  const { base } = room;
  const made = JsonDocument.read(withEdits(target.json.text, room.edits), { comments: true });
  const edit = {
    range: made.rangeOf(base),
    newText: carriedText(
      grader,
      { json: made, base },
      { takes: takenBy(target), ...(isIntoEval && { added: { name: stem } }) },
    ),
  };
  const replaced = valueAt(root, base);
  return { kind: "inserted", text: withEdits(made.text, [edit]), base, replaced };
}

function refused(reason: string): GraderInsertion {
  return { kind: "refused", reason };
}

/** A file that has comments takes more of them; a `.json` without is sent as it is. */
function takenBy({ name, json }: InsertionTarget): ReadOptions {
  const trailingCommas = name.endsWith(".jsonc");
  return { comments: trailingCommas || JsonDocument.read(json.text).faults.length > 0, trailingCommas };
}

function faultIn(json: JsonDocument, name: string): string | undefined {
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  return fault && t("The JSON of {0} has to be mended first. {1}", name, fault.message);
}

function roomInEval({ json, name }: InsertionTarget, root: JsonObject): Room | string {
  const criteria = root.get(TESTING_CRITERIA);
  const at = [TESTING_CRITERIA];
  if (criteria === undefined)
    return { edits: appendMembers(json, [], [[TESTING_CRITERIA, [null]]]), base: [...at, 0] };
  if (!isArray(criteria)) return t("testing_criteria of {0} is no list. Make it one first.", name);
  const base = [...at, criteria.length];
  if (criteria.length > 0) return { edits: appendEntry(json, at, "null"), base };
  const range = json.rangeOf(at);
  const { indent, lineEnd } = layoutOf(json, range);
  const { unit } = layoutOf(json, json.rangeOf([]));
  const newText = writePrettyJson([null], indent, unit).replaceAll("\n", lineEnd);
  return { edits: [{ range, newText }], base };
}

function roomInJob({ json, name }: InsertionTarget, root: JsonObject): Room | string {
  const method = textAt(root, ["method", "type"]);
  if (method !== undefined && method !== "reinforcement")
    return t('The method of {0} is "{1}": only "reinforcement" has a grader.', name, method);
  if (valueAt(root, JOB_GRADER) !== undefined) return { edits: [], base: JOB_GRADER };
  const depth = [2, 1, 0].find((length) => valueAt(root, JOB_GRADER.slice(0, length)) !== undefined) ?? 0;
  const outer = JOB_GRADER.slice(0, depth);
  if (!isObject(valueAt(root, outer)))
    return t("{0} of {1} is no object. Make it one first.", outer.join("."), name);
  return {
    edits: appendMembers(json, outer, [[String(JOB_GRADER[depth]), missingFrom(depth)]]),
    base: JOB_GRADER,
  };
}

/** What the job lacks around its grader, from a depth on. */
function missingFrom(depth: number): Json {
  if (depth === 2) return null;
  const reinforcement = new Map([["grader", null]]);
  if (depth === 1) return reinforcement;
  return new Map<string, Json>([
    ["type", "reinforcement"],
    ["reinforcement", reinforcement],
  ]);
}
