import { withoutUnset } from "../../grader/optionalFields";
import { typeOf } from "../../grader/typeAndName";
import type { GraderType } from "../../grader/types";
import { tryReadJson } from "../../json/read";
import { isArray, isObject, type Json, type JsonObject } from "../../json/value";

/** A grader that stands in a pasted value. */
export interface FoundGrader {
  readonly type: GraderType;
  readonly grader: JsonObject;
  /** Whether it is one of an eval's `testing_criteria`. */
  readonly isCriterion: boolean;
}

/** Deeper than `method.reinforcement.grader` of a job in an answer's list. */
const MOST_DEPTH = 12;

/**
 * The graders of a value, in their order: the value itself, or what stands in a job (`method.reinforcement.grader`),
 * an eval (`testing_criteria`), a request's body (`grader`) or a list. Sub-graders belong to their multi.
 */
export function gradersInValue(value: Json, isCriterion = false, depth = 0): readonly FoundGrader[] {
  if (depth > MOST_DEPTH) return [];
  if (isArray(value)) return value.flatMap((entry) => gradersInValue(entry, isCriterion, depth + 1));
  if (typeof value === "string") return gradersInText(value, isCriterion, depth);
  if (!isObject(value)) return [];
  const type = typeOf(value);
  if (type !== undefined && value.size > 1) return [{ type, grader: withoutUnset(value), isCriterion }];
  return [...value].flatMap(([key, entry]) =>
    gradersInValue(entry, isCriterion || key === "testing_criteria", depth + 1),
  );
}

/** A text that is JSON itself, as logs and some answers carry it. */
function gradersInText(text: string, isCriterion: boolean, depth: number): readonly FoundGrader[] {
  if (!/^\s*\{[^]*"type"/.test(text)) return [];
  const value = tryReadJson(text);
  return isObject(value) ? gradersInValue(value, isCriterion, depth + 1) : [];
}
