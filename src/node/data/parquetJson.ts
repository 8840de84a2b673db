import type { SchemaElement, SchemaTree } from "hyparquet";
import { tryReadJson } from "../../core/json/read";
import { JsonNumber, type Json } from "../../core/json/value";

/** What a leaf's values mean, which we read ourselves: the library would make doubles and milliseconds of them. */
type Meaning =
  | { readonly kind: "decimal"; readonly scale: number }
  | { readonly kind: "date" }
  | { readonly kind: "timestamp"; readonly digits: number; readonly isUtc: boolean }
  | { readonly kind: "time"; readonly digits: number }
  | { readonly kind: "float" }
  | { readonly kind: "json" };

const DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

function meaningOf({
  type,
  converted_type: converted,
  logical_type: logical,
  scale,
}: SchemaElement): Meaning | undefined {
  if (converted === "DECIMAL" || logical?.type === "DECIMAL")
    return { kind: "decimal", scale: logical?.type === "DECIMAL" ? logical.scale : (scale ?? 0) };
  if (converted === "DATE" || logical?.type === "DATE") return { kind: "date" };
  if (logical?.type === "TIMESTAMP")
    return { kind: "timestamp", digits: DIGITS[logical.unit], isUtc: logical.isAdjustedToUTC };
  if (converted === "TIMESTAMP_MILLIS" || converted === "TIMESTAMP_MICROS")
    return { kind: "timestamp", digits: converted === "TIMESTAMP_MILLIS" ? 3 : 6, isUtc: true };
  if (logical?.type === "TIME") return { kind: "time", digits: DIGITS[logical.unit] };
  if (converted === "TIME_MILLIS" || converted === "TIME_MICROS")
    return { kind: "time", digits: converted === "TIME_MILLIS" ? 3 : 6 };
  if (type === "FLOAT" || type === "DOUBLE" || logical?.type === "FLOAT16") return { kind: "float" };
  return converted === "JSON" || logical?.type === "JSON" ? { kind: "json" } : undefined;
}

/** Those that the library leaves alone once nothing is said of them. */
const OURS: ReadonlySet<Meaning["kind"]> = new Set(["decimal", "date", "timestamp", "time", "json"]);

/** Meanings of leaves by their paths; the schema is made to say nothing of those that we read. */
export function takeMeanings(schema: SchemaTree): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  const visit = ({ element, path, children }: SchemaTree): void => {
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const meaning = meaningOf(element);
    if (meaning) meanings.set(path.join("."), meaning);
    const isOdd = element.converted_type === "BSON" || element.converted_type === "INTERVAL";
    if (!isOdd && !(meaning && OURS.has(meaning.kind))) return;
    delete element.converted_type;
    delete element.logical_type;
  };
  visit(schema);
  return meanings;
}

/** A value of a column, by its place in the schema, as JSON without loss; what JSON lacks is null. */
export function columnJson(value: unknown, node: SchemaTree, meanings: ReadonlyMap<string, Meaning>): Json {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const inner = elementOf(node);
    return value.map((entry) => columnJson(entry, inner, meanings));
  }
  if (node.children.length > 0 && typeof value === "object" && !ArrayBuffer.isView(value))
    return structJson(value as Record<string, unknown>, node, meanings);
  return leafJson(value, meanings.get(node.path.join(".")));
}

function structJson(
  value: Record<string, unknown>,
  node: SchemaTree,
  meanings: ReadonlyMap<string, Meaning>,
): Json {
  const [pair] = node.children;
  const values = isMap(node) ? pair?.children.find(({ element }) => element.name === "value") : undefined;
  // A map's keys are data; a struct's fields stand in the schema's order.
  const fields: readonly (readonly [string, SchemaTree])[] = values
    ? Object.keys(value).map((key) => [key, values])
    : node.children.map((child) => [child.element.name, child]);
  return new Map(
    fields.map(([name, field]): [string, Json] => [name, columnJson(value[name], field, meanings)]),
  );
}

function isMap({ element }: SchemaTree): boolean {
  const { converted_type: converted, logical_type: logical } = element;
  return converted === "MAP" || converted === "MAP_KEY_VALUE" || logical?.type === "MAP";
}

/** The schema of a list's elements, whose lists have a group or two around them. */
function elementOf(node: SchemaTree): SchemaTree {
  if (node.element.repetition_type === "REPEATED" || node.children.length !== 1) return node;
  const [repeated] = node.children;
  if (repeated?.element.repetition_type !== "REPEATED") return node;
  const [element] = repeated.children;
  return repeated.children.length === 1 && element ? element : repeated;
}

function leafJson(value: unknown, meaning: Meaning | undefined): Json {
  switch (meaning?.kind) {
    case "decimal":
      return decimalJson(value, meaning.scale);
    case "date":
      return typeof value === "number" ? dateText(BigInt(value)) : otherJson(value);
    case "timestamp":
      return isWhole(value) ? timestampText(BigInt(value), meaning.digits, meaning.isUtc) : otherJson(value);
    case "time":
      return isWhole(value) ? timeText(BigInt(value), meaning.digits) : otherJson(value);
    case "json":
      return jsonOf(value);
    case "float":
      return typeof value === "number" ? floatJson(value) : otherJson(value);
    case undefined:
      return otherJson(value);
  }
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

function otherJson(value: unknown): Json {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return new JsonNumber(String(value));
  if (typeof value === "number") return Number.isFinite(value) ? new JsonNumber(String(value)) : null;
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(otherJson);
  if (typeof value !== "object" || value === null) return null;
  return new Map(Object.entries(value).map(([key, entry]): [string, Json] => [key, otherJson(entry)]));
}

/** A double as Python writes it, so that a column of doubles has no integers in it. */
function floatJson(value: number): Json {
  if (!Number.isFinite(value)) return null;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return new JsonNumber(/^-?\d+$/.test(text) ? `${text}.0` : text);
}

function decimalJson(value: unknown, scale: number): Json {
  if (!isWhole(value) && !(value instanceof Uint8Array)) return otherJson(value);
  const unscaled = value instanceof Uint8Array ? signed(value) : BigInt(value);
  if (scale <= 0) return new JsonNumber(String(unscaled));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return new JsonNumber(unscaled < 0n ? `-${text}` : text);
}

/** Two's complement, the first byte counts most. */
function signed(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(Math.max(bytes.length * 8, 1), value);
}

function jsonOf(value: unknown): Json {
  const text = value instanceof Uint8Array ? utf8Of(value) : value;
  return typeof text === "string" ? (tryReadJson(text) ?? text) : otherJson(value);
}

/** Text where the bytes are one, else Base64. */
function bytesText(bytes: Uint8Array): string {
  return utf8Of(bytes) ?? Buffer.from(bytes).toString("base64");
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const DAY_SECONDS = 86_400n;

/** `2024-02-29T12:00:00.000001`, with `Z` where it is a moment and no reading of a clock. */
function timestampText(units: bigint, digits: number, isUtc: boolean): string {
  const perDay = DAY_SECONDS * 10n ** BigInt(digits);
  const day = floorDivide(units, perDay);
  return `${dateText(day)}T${timeText(units - day * perDay, digits)}${isUtc ? "Z" : ""}`;
}

function timeText(units: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const seconds = units / unit;
  const fraction = String(units % unit).padStart(digits, "0");
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) =>
    String(part).padStart(2, "0"),
  );
  return /^0*$/.test(fraction) ? parts.join(":") : `${parts.join(":")}.${fraction}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value < 0n ? -((-value + by - 1n) / by) : value / by;
}

/** What a date can be in JavaScript: ± 100,000,000 days. */
const MOST_DAYS = 100_000_000n;

function dateText(days: bigint): string {
  if (days > MOST_DAYS || days < -MOST_DAYS) return `${days} days`;
  return new Date(Number(days) * 86_400_000).toISOString().slice(0, -14);
}
