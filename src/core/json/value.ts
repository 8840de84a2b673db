/**
 * JSON as it was written: numbers keep their digits (`1.0`, `12345678901234567890`) and objects their key
 * order, integer-like keys and `__proto__` included. Python, templates and hosted services see the
 * difference, so nothing on the way may go through JavaScript numbers and objects
 * (architecture.md "Files a user keeps").
 */
export type Json = null | boolean | string | JsonNumber | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export type JsonObject = ReadonlyMap<string, Json>;

/** A JSON number by its text; `value` is the nearest double. */
export class JsonNumber {
  constructor(readonly text: string) {}

  get value(): number {
    return Number(this.text);
  }
}

/** A place in a JSON value: object keys and array indices from the root. */
export type JsonPath = readonly (string | number)[];

/** Ordinary JavaScript data, for code that needs no digits: typed graders, reports, messages. */
export type PlainJson = null | boolean | string | number | PlainJson[] | { [key: string]: PlainJson };

export type JsonKind = "null" | "boolean" | "string" | "number" | "array" | "object";

export function kindOf(value: Json): JsonKind {
  if (value === null) return "null";
  if (isObject(value)) return "object";
  if (isArray(value)) return "array";
  if (value instanceof JsonNumber) return "number";
  return typeof value === "string" ? "string" : "boolean";
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The value at `path`, or `undefined` where the path leaves the data. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let current = value;
  for (const step of path) {
    if (isObject(current)) current = current.get(String(step));
    else if (isArray(current) && typeof step === "number") current = current[step];
    else return undefined;
  }
  return current;
}

/** How many steps of a path lead to a value, and the last value that they lead to. */
export function reach(value: Json, path: JsonPath): { readonly depth: number; readonly value: Json } {
  let reached = value;
  for (const [depth, step] of path.entries()) {
    const next = valueAt(reached, [step]);
    if (next === undefined) return { depth, value: reached };
    reached = next;
  }
  return { depth: path.length, value: reached };
}

/** The text at `path`; undefined where nothing or something else stands there. */
export function textAt(value: Json | undefined, path: JsonPath): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** Lossy: doubles and plain objects. Keys such as `__proto__` become own properties, never prototypes. */
export function toPlain(value: Json): PlainJson {
  if (value instanceof JsonNumber) return value.value;
  if (isArray(value)) return value.map(toPlain);
  return isObject(value) ? plainObject(value) : value;
}

function plainObject(value: JsonObject): PlainJson {
  const plain: Record<string, PlainJson> = {};
  for (const [key, entry] of value) {
    if (key === "__proto__") Object.defineProperty(plain, key, { ...OWN, value: toPlain(entry) });
    else plain[key] = toPlain(entry);
  }
  return plain;
}

const OWN = { configurable: true, enumerable: true, writable: true };

/** Reads JavaScript data as JSON; `undefined` members are left out, as `JSON.stringify` does. */
export function fromPlain(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? new JsonNumber(String(value)) : null;
  if (value instanceof JsonNumber) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const entries = value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  return new Map(
    entries.filter(([, entry]) => entry !== undefined).map(([key, entry]) => [key, fromPlain(entry)]),
  );
}
