import { isPlaceholder } from "../../grader/placeholders";
import { isArray, isObject, JsonNumber, type Json } from "../../json/value";
import { formatted } from "./format";
import { callMethod, METHODS } from "./known";
import type { Reading } from "./reading";

/** What a method makes of a value, where that can be told; the reader stands behind the value. */
export function callOn(reading: Reading, value: Json, name: string, parenthesis: number): Json {
  const start = reading.at;
  const isEmpty = /^\(\s*\)/.test(reading.text.slice(parenthesis, parenthesis + 40));
  // What programs do with an object as a whole (`.copy()`, `.freeze`, `.to_json()`) leaves it what it is.
  if (typeof value !== "string" && isEmpty) {
    reading.at = reading.text.indexOf(")", parenthesis) + 1;
    return value;
  }
  const apply = METHODS.get(name);
  if (isEmpty && (!apply || typeof value !== "string")) throw reading.computed(`.${name}()`, start);
  reading.at = parenthesis;
  const given = reading.nested(() => reading.arguments(")"));
  if (isEmpty && apply && typeof value === "string") return isPlaceholder(value) ? value : apply(value);
  const changed =
    name === "format" && typeof value === "string"
      ? formatted(value, given)
      : callMethod(value, name, given.positionals);
  if (changed === undefined || isPlaceholder(value)) throw reading.computed(`.${name}(…)`, start);
  return changed;
}

/** `["key"]` and `[0]` behind a value. */
export function stepInto(reading: Reading, value: Json, start: number): Json {
  reading.at = start;
  const key = reading.nested(() => reading.expression());
  const found = isObject(value) && typeof key === "string" ? value.get(key) : entryAt(value, key);
  if (found === undefined || !reading.takes("]")) throw reading.computed("[…]", start);
  return found;
}

function entryAt(value: Json, key: Json): Json | undefined {
  return isArray(value) && key instanceof JsonNumber ? value[key.value] : undefined;
}
