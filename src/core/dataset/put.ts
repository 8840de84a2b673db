import { isObject, type Json } from "../json/value";

/** Puts a value at a path of keys into an object, in whose place copies of the objects on the way come. */
export function put(target: Map<string, Json>, [key = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target.set(key, value);
    return;
  }
  const known = target.get(key);
  const inner = new Map(isObject(known) ? known : []);
  put(inner, rest, value);
  target.set(key, inner);
}
