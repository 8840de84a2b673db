import { isArray, isObject, JsonNumber, type Json } from "./value";

/** Separators between members and after keys. */
export interface JsonStyle {
  readonly comma: string;
  readonly colon: string;
}

/** As `JSON.stringify(value)` writes it. */
export const COMPACT: JsonStyle = { comma: ",", colon: ":" };
/** As Python's `json.dumps(value, ensure_ascii=False)` writes it: how values reach templates (facts.md "Templates"). */
export const PYTHON: JsonStyle = { comma: ", ", colon: ": " };

/** JSON text of a value with numbers and key order as they were read. */
export function writeJson(value: Json, style: JsonStyle = COMPACT): string {
  if (value instanceof JsonNumber) return value.text;
  if (isArray(value)) return `[${value.map((entry) => writeJson(entry, style)).join(style.comma)}]`;
  if (isObject(value)) return `{${[...value].map((entry) => writeMember(entry, style)).join(style.comma)}}`;
  return JSON.stringify(value);
}

function writeMember([key, value]: [string, Json], style: JsonStyle): string {
  return `${JSON.stringify(key)}${style.colon}${writeJson(value, style)}`;
}

/**
 * Indented like `JSON.stringify(value, null, 2)`, for people.
 * @param indent what the lines behind the first begin with
 * @param unit one more level of it
 */
export function writePrettyJson(value: Json, indent = "", unit = "  "): string {
  const inner = indent + unit;
  if (isArray(value) && value.length > 0) {
    const rows = value.map((entry) => inner + writePrettyJson(entry, inner, unit));
    return `[\n${rows.join(",\n")}\n${indent}]`;
  }
  if (isObject(value) && value.size > 0) {
    const rows = [...value].map(
      ([key, entry]) => `${inner}${JSON.stringify(key)}: ${writePrettyJson(entry, inner, unit)}`,
    );
    return `{\n${rows.join(",\n")}\n${indent}}`;
  }
  return writeJson(value);
}
