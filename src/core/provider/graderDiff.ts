import { isArray, isObject, JsonNumber, type Json, type JsonObject, type JsonPath } from "../json/value";
import { writeJson } from "../json/write";

/** How one field of a grader that a provider gave back differs from what was sent. */
export type GraderChange = {
  readonly path: JsonPath;
} & (
  | { readonly change: "added"; readonly returned: Json }
  | { readonly change: "dropped"; readonly sent: Json }
  | { readonly change: "changed"; readonly sent: Json; readonly returned: Json }
);

/**
 * What a provider invented, dropped and changed, field by field, in the order of the sent grader with what
 * is new at its object's end. Numbers are compared by value (`1` and `1.0` are the same), keys without order.
 *
 * @param sent the grader as it was sent: `$schema` taken off
 */
export function graderDiff(sent: JsonObject, returned: JsonObject): readonly GraderChange[] {
  return diffValues(sent, returned, []);
}

function diffValues(sent: Json, returned: Json, path: JsonPath): readonly GraderChange[] {
  if (isObject(sent) && isObject(returned)) return diffMembers(sent, returned, path);
  if (isArray(sent) && isArray(returned)) return diffMembers(indexed(sent), indexed(returned), path);
  return sameScalar(sent, returned) ? [] : [{ path, change: "changed", sent, returned }];
}

function diffMembers<K extends string | number>(
  sent: ReadonlyMap<K, Json>,
  returned: ReadonlyMap<K, Json>,
  path: JsonPath,
): readonly GraderChange[] {
  const kept = [...sent].flatMap(([key, value]): readonly GraderChange[] => {
    const other = returned.get(key);
    const place = [...path, key];
    return other === undefined
      ? [{ path: place, change: "dropped", sent: value }]
      : diffValues(value, other, place);
  });
  const added = [...returned]
    .filter(([key]) => !sent.has(key))
    .map(([key, value]): GraderChange => ({ path: [...path, key], change: "added", returned: value }));
  return [...kept, ...added];
}

function indexed(values: readonly Json[]): ReadonlyMap<number, Json> {
  return new Map(values.entries());
}

function sameScalar(a: Json, b: Json): boolean {
  return numberOr(a) === numberOr(b);
}

/** Numbers by their value, all else by its JSON text. */
function numberOr(value: Json): number | string {
  return value instanceof JsonNumber && Math.abs(value.value) <= Number.MAX_SAFE_INTEGER
    ? value.value
    : writeJson(value);
}
