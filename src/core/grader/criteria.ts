import { isArray, type Json, type JsonObject, type JsonPath } from "../json/value";
import { isGraderType } from "./types";
import { nameOf } from "./typeAndName";

/** Where an eval's graders stand. */
export const TESTING_CRITERIA = "testing_criteria";

/** Whether an object is an eval, as the Evals API takes and returns it, and no grader. */
export function isEval(root: JsonObject | undefined): boolean {
  return root?.has(TESTING_CRITERIA) === true && !isGraderType(root.get("type"));
}

/** One of an eval's graders. */
export interface Criterion {
  /** Its name, made unique: what its results go by. */
  readonly key: string;
  /** Counted from the eval. */
  readonly path: JsonPath;
  readonly value: Json;
}

/** The graders of an eval in their order; none where `testing_criteria` is no array. */
export function criteriaOf(root: JsonObject | undefined): readonly Criterion[] {
  const criteria = root?.get(TESTING_CRITERIA);
  if (!isArray(criteria)) return [];
  const taken = new Set<string>();
  return criteria.map((value, index) => {
    const key = uniqueKey(criterionName(value, index), taken);
    taken.add(key);
    return { key, path: [TESTING_CRITERIA, index], value };
  });
}

/** The criterion's own name, or its number where it has none. */
function criterionName(value: Json, index: number): string {
  return nameOf(value) ?? `criterion ${index + 1}`;
}

/** `name`, `name (2)`, …: the service tells criteria of one name apart by an identifier that it invents. */
function uniqueKey(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const key = count === 1 ? name : `${name} (${count})`;
    if (!taken.has(key)) return key;
  }
}
