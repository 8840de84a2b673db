import { isArray, textAt, type Json, type JsonObject, type JsonPath } from "../json/value";
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
  /** The only service that can ask it, where that is no grader type. */
  readonly onlyAskedBy?: string;
}

/** Criteria that are asked of a service's own evaluators, by how their types begin (facts.md "Evals"). */
const SERVICES: Readonly<Record<string, string>> = { azure_ai_: "Microsoft Foundry" };

/** The service that alone can ask a criterion; undefined of graders, and of types that nobody knows. */
export function onlyAskedBy(criterion: Json): string | undefined {
  const type = textAt(criterion, ["type"]) ?? "";
  return Object.entries(SERVICES).find(([start]) => type.startsWith(start))?.[1];
}

/** The criteria of an eval that can be asked wherever graders run. */
export function askedCriteria(root: JsonObject | undefined): readonly Criterion[] {
  return criteriaOf(root).filter((criterion) => criterion.onlyAskedBy === undefined);
}

/** The graders of an eval in their order; none where `testing_criteria` is no array. */
export function criteriaOf(root: JsonObject | undefined): readonly Criterion[] {
  const criteria = root?.get(TESTING_CRITERIA);
  if (!isArray(criteria)) return [];
  const taken = new Set<string>();
  return criteria.map((value, index) => {
    const key = uniqueKey(criterionName(value, index), taken);
    taken.add(key);
    const service = onlyAskedBy(value);
    const only = service === undefined ? {} : { onlyAskedBy: service };
    return { key, path: [TESTING_CRITERIA, index], value, ...only };
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
