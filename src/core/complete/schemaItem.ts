import { findNodeAtLocation, getNodeValue, type Node as SyntaxNode } from "jsonc-parser";
import { DATA_SOURCE, dataSourceOf } from "../grader/dataSource";
import type { GraderDocument } from "../grader/document";
import {
  fromPlain,
  isArray,
  textAt,
  type Json,
  type JsonKind,
  type JsonPath,
  type PlainJson,
} from "../json/value";
import type { Field } from "../template/fields";

/** What can follow `path` in `item` by the schema of the eval whose criterion this is; for evals without rows. */
export function schemaFieldsAt(document: GraderDocument, path: JsonPath): readonly Field[] {
  const config = configOf(document.json.root);
  if (config === undefined) return [];
  const { item } = dataSourceOf(new Map([[String(DATA_SOURCE[0]), config]]));
  return [...(item?.fields.fields(path) ?? [])].map(([step, schema]) => ({
    step,
    kinds: kindsOf(schema),
    count: 0,
    example: undefined,
    description: textAt(schema, ["description"]) ?? textAt(schema, ["title"]),
  }));
}

/** A criterion's document is a part of its eval's text. */
function configOf(part: SyntaxNode | undefined): Json | undefined {
  let root = part;
  while (root?.parent) root = root.parent;
  const node = root && findNodeAtLocation(root, [...DATA_SOURCE]);
  return node && fromPlain(getNodeValue(node) as PlainJson);
}

const KINDS: ReadonlyMap<Json | undefined, JsonKind> = new Map([
  ...(["string", "number", "boolean", "null", "object", "array"] as const).map(
    (kind) => [kind, kind] as const,
  ),
  ["integer", "number"],
]);

function kindsOf(schema: Json): readonly JsonKind[] {
  const type = schema instanceof Map ? (schema as ReadonlyMap<string, Json>).get("type") : undefined;
  const types = isArray(type) ? type : [type];
  return types.flatMap((name) => KINDS.get(name) ?? []);
}
