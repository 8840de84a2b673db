import { t } from "@vscode/l10n";
import { JsonDocument, MAX_JSON_DEPTH, type JsonFault } from "./document";
import { JsonNumber, type Json, type PlainJson } from "./value";

/** A JSON text that can't be read; `fault` has the place in it. */
export class JsonReadError extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.message);
  }
}

/**
 * Reads strict JSON without loss, for data that needs no positions: rows, answers, model outputs. Of a key
 * that stands twice the last one counts, as in Python.
 *
 * @throws JsonReadError where the text is no JSON, or nested too deep
 */
export function readJson(text: string): Json {
  return readCanonical(text) ?? readSlowly(text);
}

/**
 * The fast way: JavaScript's own parser, allowed where it loses nothing, which a look at the text proves:
 * no digits that a double may not give back, no integer-like key.
 */
function readCanonical(text: string): Json | undefined {
  if (MAY_LOSE.test(text)) return undefined;
  try {
    return fromCanonical(JSON.parse(text) as PlainJson, 0);
  } catch {
    return undefined;
  }
}

const MAY_LOSE = /-0|\d[.eE]|\d{16}|"(?:\d|\\u003\d)+"\s*:/;

/** Throws at a depth that the slow way reports with its place. */
function fromCanonical(value: PlainJson, depth: number): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return new JsonNumber(String(value));
  if (depth >= MAX_JSON_DEPTH) throw new RangeError("too deep");
  if (Array.isArray(value)) return value.map((entry) => fromCanonical(entry, depth + 1));
  const members = new Map<string, Json>();
  for (const key of Object.keys(value)) members.set(key, fromCanonical(value[key] ?? null, depth + 1));
  return members;
}

function readSlowly(text: string): Json {
  const document = JsonDocument.read(text);
  const fault = document.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault) throw new JsonReadError(fault);
  if (document.value === undefined) throw new JsonReadError(emptyText(text));
  return document.value;
}

function emptyText(text: string): JsonFault {
  return { code: "json-syntax", message: t("There is no JSON value here."), start: 0, end: text.length };
}

/**
 * The value of a text that may be no JSON at all, such as a model's output. Most are none: they are told apart
 * without working out where they are wrong.
 */
export function tryReadJson(text: string): Json | undefined {
  if (!BEGINS_LIKE_JSON.test(text)) return undefined;
  const value = readCanonical(text);
  if (value !== undefined || !parses(text)) return value;
  try {
    return readSlowly(text);
  } catch (error) {
    if (error instanceof JsonReadError) return undefined;
    throw error;
  }
}

/** A word is JSON only if nothing follows it: half of all sentences would be tried for their first letter. */
const BEGINS_LIKE_JSON = /^\s*(?:[{["\-\d]|(?:true|false|null)\s*$)/;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
