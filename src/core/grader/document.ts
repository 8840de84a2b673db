import { JsonDocument } from "../json/document";
import { isObject, type JsonObject, type JsonPath } from "../json/value";
import type { GraderType } from "./types";
import { typeOf } from "./typeAndName";

/** A grader in a text, with its JSON, whatever state it is in. */
export interface GraderDocument {
  /** The file's name or URI for messages. */
  readonly name: string;
  /** The grader's part of the text: paths begin at the grader, ranges at the start of the text. */
  readonly json: JsonDocument;
  /** Where the grader stands in the text: empty in a grader file, `method.reinforcement.grader` in a job's. */
  readonly base: JsonPath;
  /** The grader where it is an object. */
  readonly root: JsonObject | undefined;
  /** Its `type` where it is one we know. */
  readonly type: GraderType | undefined;
}

export interface ReadGraderOptions {
  readonly comments?: boolean;
  /** The grader's place in the text; where nothing stands there, the document is without a root. */
  readonly base?: JsonPath;
}

/**
 * Reads a grader file. Comments are allowed in all of them (architecture.md "Files a user keeps"; VS Code's JSON service
 * allows them too, by the schema's `allowComments`), trailing commas in `.jsonc` and in editors' JSON with Comments.
 */
export function readGraderDocument(
  name: string,
  text: string,
  { comments, base = [] }: ReadGraderOptions = {},
): GraderDocument {
  const trailingCommas = comments ?? name.endsWith(".jsonc");
  const json = JsonDocument.read(text, { comments: true, trailingCommas });
  return graderAt(name, json, base);
}

/** The grader at a place of a text that has been read: a sub-grader, a job's grader, a criterion of an eval. */
export function graderAt(name: string, whole: JsonDocument, base: JsonPath): GraderDocument {
  const json = base.length === 0 ? whole : (whole.within(base) ?? JsonDocument.empty(whole));
  const root = isObject(json.value) ? json.value : undefined;
  return { name, json, base, root, type: typeOf(root) };
}

/** A part of a grader's document as one of its own: an eval's criterion, a multi's sub-grader. */
export function partOf(document: GraderDocument, path: JsonPath): GraderDocument {
  return { ...graderAt(document.name, document.json, path), base: [...document.base, ...path] };
}

/**
 * The grader as the API takes it: `$schema` is ours and stays here, `id` is what the Evals API gives a criterion and
 * no grader has; comments went with parsing.
 */
export function wireGrader(root: JsonObject): JsonObject {
  return new Map([...root].filter(([key]) => key !== "$schema" && key !== "id"));
}
