import type { Json, JsonObject } from "../json/value";

/** A row as it was found in somebody's file, told apart into what a sample is made of. */
export interface FoundRow {
  /** Its columns by name, for a mapping to choose from. */
  readonly columns: JsonObject;
  /** What templates see as `item`; the columns where it is not told apart. */
  readonly item?: Json;
  /** Whether it was written as a row of ours: nothing is guessed about it. */
  readonly isOwn?: boolean;
  /** Fields of a row of ours beside `item`: the output, and what is said of it. */
  readonly fields: JsonObject;
}

export const NO_FIELDS: JsonObject = new Map();

/** The members of an object without some of them. */
export function without(object: JsonObject, keys: Iterable<string>): JsonObject {
  const copy = new Map(object);
  for (const key of keys) copy.delete(key);
  return copy;
}

/** Those that are there. */
export function fieldsOf(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return new Map(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
