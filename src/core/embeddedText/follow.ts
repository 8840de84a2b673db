import { writePointer } from "../json/pointer";
import { isArray, isObject, type Json, type JsonPath } from "../json/value";

/** A place of a document, with a fingerprint of the text that stands there. */
export interface TextPlace {
  readonly path: JsonPath;
  readonly text: string;
}

/**
 * Where a text has gone: its sub-grader was renamed, or one was put before it in a list. It is where it was
 * while that text stands there; else at the only place that has the text now and had it not before, since a copy
 * that was there before is another's.
 *
 * @param text what stood at `path` when it was last looked at
 * @param before the places that had the text then
 * @returns undefined where it can't be told
 */
export function followText(
  path: JsonPath,
  text: string,
  before: ReadonlySet<string>,
  now: readonly TextPlace[],
): JsonPath | undefined {
  const places = now.filter((place) => place.text === text);
  const pointer = writePointer(path);
  if (places.some((place) => writePointer(place.path) === pointer)) return path;
  const [moved, ...more] = places.filter((place) => !before.has(writePointer(place.path)));
  return more.length === 0 ? moved?.path : undefined;
}

/** The strings of a document that stand under the same key as the one at `path`: where that one may have gone. */
export function textsLike(
  path: JsonPath,
  root: Json | undefined,
): readonly { path: JsonPath; text: string }[] {
  const key = path.findLast((step) => typeof step === "string");
  return stringsIn(root, []).filter(
    (found) => found.path.findLast((step) => typeof step === "string") === key,
  );
}

function stringsIn(value: Json | undefined, path: JsonPath): readonly { path: JsonPath; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (isArray(value)) return value.flatMap((entry, index) => stringsIn(entry, [...path, index]));
  if (isObject(value)) return [...value].flatMap(([key, entry]) => stringsIn(entry, [...path, key]));
  return [];
}
