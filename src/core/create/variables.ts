import type { JsonPath } from "../json/value";
import { fieldsAt, type Field } from "../template/fields";
import type { Sample } from "../sample/sample";
import type { Namespace } from "../template/names";
import { pathText } from "../template/render";

/** A variable of a template, such as `item.answer`. */
export interface Variable {
  readonly namespace: Namespace;
  readonly path: JsonPath;
}

export function templateOf({ namespace, path }: Variable): string {
  return `{{${pathText(namespace, path)}}}`;
}

/** The last key of a variable's path. */
export function lastKey({ path }: Variable): string {
  return String(path.at(-1) ?? "");
}

const SCALARS: ReadonlySet<string> = new Set(["string", "number", "boolean"]);
const MOST_DEPTH = 3;

/**
 * The variables below `path` that have a text, number or boolean in every sample, those higher up first: what
 * is missing in one row would make that row errored.
 */
export function scalarVariables(
  namespace: Namespace,
  path: JsonPath,
  samples: readonly Sample[],
): readonly Variable[] {
  const everywhere = fieldsEverywhere(namespace, path, samples);
  const here = everywhere
    .filter(({ kinds }) => kinds.every((kind) => SCALARS.has(kind)))
    .map(({ step }) => ({ namespace, path: [...path, step] }));
  if (path.length >= MOST_DEPTH) return here;
  const below = everywhere
    .filter(({ kinds }) => isOnly(kinds, "object"))
    .flatMap(({ step }) => scalarVariables(namespace, [...path, step], samples));
  return [...here, ...below];
}

/** Whether a field is an object in every sample that has an output. */
export function isObjectEverywhere(namespace: Namespace, key: string, samples: readonly Sample[]): boolean {
  return fieldsEverywhere(namespace, [], samples).some(
    ({ step, kinds }) => step === key && isOnly(kinds, "object"),
  );
}

/** The top-level variables of `item` that are there in every sample, whatever they hold. */
export function itemVariables(samples: readonly Sample[]): readonly Variable[] {
  return fieldsEverywhere("item", [], samples).map(({ step }) => ({ namespace: "item", path: [step] }));
}

function fieldsEverywhere(
  namespace: Namespace,
  path: JsonPath,
  samples: readonly Sample[],
): readonly Field[] {
  const { fields, samples: looked } = fieldsAt(namespace, path, samples);
  return fields.filter(({ step, count }) => typeof step === "string" && count > 0 && count === looked);
}

function isOnly(kinds: readonly string[], kind: string): boolean {
  return kinds.length === 1 && kinds[0] === kind;
}
