import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from "yaml";
import type { Json } from "../../json/value";
import { JsonNumber } from "../../json/value";

/** What YAML's documents say, or the first thing that is wrong with them. */
export type YamlRead =
  | { readonly documents: readonly Json[] }
  | { readonly fault: { readonly message: string; readonly offset: number } };

/** Aliases may multiply what they stand for. */
const MAX_NODES = 200_000;

/** Reads YAML 1.2 as JSON: numbers keep their digits, anchors are followed, keys become texts. */
export function readYaml(text: string): YamlRead {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
  if (!Array.isArray(documents)) return { documents: [] };
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) return { fault: { message: error.message.split("\n")[0] ?? "", offset: error.pos[0] } };
  const budget = { left: MAX_NODES };
  const values = documents.map((document) => jsonOf(document.contents, { document, budget, open: [] }));
  if (budget.left < 0) return { fault: { message: "There are too many values.", offset: 0 } };
  return { documents: values };
}

interface Reading {
  readonly document: Document;
  readonly budget: { left: number };
  /** The anchors that are being followed: one within itself has no value. */
  readonly open: readonly Node[];
}

function jsonOf(node: unknown, reading: Reading): Json {
  if (reading.budget.left-- < 0 || node === null || node === undefined) return null;
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    if (!target || reading.open.includes(target)) return null;
    return jsonOf(target, { ...reading, open: [...reading.open, target] });
  }
  if (isSeq(node)) return node.items.map((item) => jsonOf(item, reading));
  if (isMap(node)) return mapOf(node.items, reading);
  if (!isScalar(node)) return null;
  return scalarOf(node.value, node.source);
}

function mapOf(
  items: readonly { readonly key: unknown; readonly value?: unknown }[],
  reading: Reading,
): ReadonlyMap<string, Json> {
  const members = new Map<string, Json>();
  for (const { key, value } of items) {
    const name = isScalar(key) ? String(key.value) : "";
    const inner = jsonOf(value, reading);
    // `<<: *base`, which is how YAML spreads.
    const merged = name === "<<" ? (Array.isArray(inner) ? inner : [inner]) : undefined;
    if (merged === undefined) members.set(name, inner);
    else
      for (const each of merged as readonly Json[])
        if (each instanceof Map)
          for (const [field, entry] of each as ReadonlyMap<string, Json>)
            if (!members.has(field)) members.set(field, entry);
  }
  return members;
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

function scalarOf(value: unknown, source: string | undefined): Json {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return new JsonNumber(String(value));
  if (typeof value !== "number") return source === undefined || value === null ? null : source;
  if (source !== undefined && JSON_NUMBER.test(source)) return new JsonNumber(source);
  return Number.isFinite(value) ? new JsonNumber(String(value)) : (source ?? null);
}
