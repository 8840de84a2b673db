import { isArray, isObject, type Json, type JsonObject } from "../json/value";

/**
 * Fields that may be left out, and whose schema knows no `null`. Programs that write out an object of an SDK put
 * `null` there for each that was never set. test/unit/core/grader holds the list to the schema.
 */
export const OPTIONAL_FIELDS: ReadonlySet<string> = new Set([
  "$schema",
  "detail",
  "headers",
  "id",
  "image_tag",
  "invalid_grade",
  "name",
  "pass_threshold",
  "range",
  "rate_limit",
]);

/** A grader without the fields that are `null` where they may be left out, in its parts too. */
export function withoutUnset(grader: JsonObject): JsonObject {
  const entries = [...grader].filter(([key, value]) => value !== null || !OPTIONAL_FIELDS.has(key));
  return new Map(entries.map(([key, value]) => [key, partWithoutUnset(value)]));
}

function partWithoutUnset(value: Json): Json {
  if (isArray(value)) return value.map(partWithoutUnset);
  return isObject(value) ? withoutUnset(value) : value;
}
