import type { JsonDocument } from "../json/document";
import { LineIndex } from "../json/lines";
import { isArray, isObject, type Json, type JsonPath } from "../json/value";
import { rowValues } from "./dataRows";
import type { DataRecord } from "./records";

/** The rows of a JSON document, wherever they stand in it: an array, one row, or a list and what is said of it. */
export function documentRecords(json: JsonDocument): readonly DataRecord[] {
  if (json.value === undefined) return [];
  const values = rowValues(json.value, true);
  const places = placesOf(json.value, new Set(values.filter(isObject)));
  const lines = new LineIndex(json.text);
  return values.map((value, index): DataRecord => {
    const path = places.get(value) ?? (isArray(json.value) ? [index] : []);
    const { start, end } = json.rangeOf(path);
    return { kind: "value", value, line: lines.positionOf(start).line + 1, start, end };
  });
}

/** Rows stand no deeper. */
const DEEPEST = 8;

function placesOf(root: Json, wanted: ReadonlySet<Json>): ReadonlyMap<Json, JsonPath> {
  const places = new Map<Json, JsonPath>();
  const visit = (value: Json, path: JsonPath): void => {
    if (wanted.has(value)) {
      places.set(value, path);
      return;
    }
    if (path.length >= DEEPEST || (!isObject(value) && !isArray(value))) return;
    for (const [step, entry] of value.entries()) visit(entry, [...path, step]);
  };
  visit(root, []);
  return places;
}
