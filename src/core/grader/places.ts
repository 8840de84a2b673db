import { isArray, isObject, valueAt, type Json, type JsonObject, type JsonPath } from "../json/value";
import { isEval, TESTING_CRITERIA } from "./criteria";
import { isGraderFileName } from "./fileNames";
import { isGraderType, type GraderType } from "./types";

/** A grader's place in a JSON document. */
export interface GraderPlace {
  readonly base: JsonPath;
  /** What makes it one: a grader file, a job's grader, an eval's criterion, or an object that looks like one. */
  readonly kind: "file" | "job" | "criterion" | "embedded";
}

/** Where a fine-tuning job has its grader; azd's jobs too (facts.md "Foundry"). */
export const JOB_GRADER: JsonPath = ["method", "reinforcement", "grader"];

export interface PlacesOptions {
  /** Any object that looks like a grader counts, at any depth: for files that the user named. */
  readonly anywhere?: boolean;
}

/**
 * Which graders stand in a JSON document, in its order. A grader file has one whatever state it is in, so that
 * its faults are seen.
 * @param fileName the document's name or path
 * @param root the document's value; undefined where it can't be read
 */
export function graderPlaces(
  fileName: string,
  root: Json | undefined,
  { anywhere = false }: PlacesOptions = {},
): readonly GraderPlace[] {
  if (isObject(root)) {
    if (isEval(root)) return criterionPlaces(root);
    if (valueAt(root, JOB_GRADER) !== undefined) return [{ base: JOB_GRADER, kind: "job" }];
    if (isGraderType(root.get("type"))) return [{ base: [], kind: "file" }];
  }
  if (isGraderFileName(fileName)) return [{ base: [], kind: "file" }];
  return anywhere && root !== undefined ? [...embeddedPlaces(root, [])] : [];
}

/** Where what can be validated and run stands: an eval as a whole, else each grader. */
export function gradableBases(
  fileName: string,
  root: Json | undefined,
  options: PlacesOptions = {},
): readonly JsonPath[] {
  if (isObject(root) && isEval(root)) return [[]];
  return graderPlaces(fileName, root, options).map(({ base }) => base);
}

function criterionPlaces(root: JsonObject): readonly GraderPlace[] {
  const criteria = root.get(TESTING_CRITERIA);
  if (!isArray(criteria)) return [];
  return criteria.map((_, index) => ({ base: [TESTING_CRITERIA, index], kind: "criterion" }));
}

/** A grader's own sub-graders are its parts and no places. */
function* embeddedPlaces(value: Json, base: JsonPath): Generator<GraderPlace> {
  if (isObject(value)) {
    if (looksLikeGrader(value)) yield { base, kind: "embedded" };
    else for (const [key, inner] of value) yield* embeddedPlaces(inner, [...base, key]);
  } else if (isArray(value)) {
    for (const [index, inner] of value.entries()) yield* embeddedPlaces(inner, [...base, index]);
  }
}

/** Fields that tell a grader from other objects with such a `type`; one is enough while it is being written. */
const OWN_FIELDS: Readonly<Record<GraderType, readonly string[]>> = {
  string_check: ["input", "reference", "operation"],
  text_similarity: ["input", "reference", "evaluation_metric"],
  python: ["source"],
  score_model: ["input", "model"],
  label_model: ["input", "labels", "passing_labels"],
  multi: ["graders", "calculate_output"],
  endpoint: ["url"],
};

function looksLikeGrader(value: JsonObject): boolean {
  const type = value.get("type");
  return isGraderType(type) && OWN_FIELDS[type].some((field) => value.has(field));
}
