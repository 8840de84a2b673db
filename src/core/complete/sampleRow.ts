import { getLocation, type Location } from "jsonc-parser";
import samplesSchema from "../../../schemas/samples.schema.json";
import type { TextRange } from "../json/document";
import { Markdown } from "../markdown";
import { ERROR_FLAGS } from "../result/errorFlags";
import { flagWords } from "../result/flags";

/**
 * Completion and hover for a row of a JSONL samples file, which no language service serves; both read
 * schemas/samples.schema.json, as the checks do.
 */
export interface RowCompletion {
  readonly kind: "property" | "value";
  readonly label: string;
  readonly documentation: Markdown;
  /** In VS Code's snippet syntax. */
  readonly snippet: string;
  /** What is replaced, as offsets into the line. */
  readonly range: TextRange;
}

export interface RowHover {
  readonly markdown: Markdown;
  readonly range: TextRange;
}

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

const ROW: SchemaNode = samplesSchema.definitions.row;

/** What can stand at `offset` of a line. */
export function completeRow(line: string, offset: number): readonly RowCompletion[] {
  if (line.trim() === "") return [wholeRow(offset)];
  const location = getLocation(line, offset);
  const range = replacedRange(location, offset);
  if (location.isAtPropertyKey) return propertyCompletions(line, location, range);
  const node = schemaAt(location.path);
  return (node?.enum ?? []).map((value) => ({
    kind: "value",
    label: value,
    documentation: Markdown.text(ERROR_FLAGS.some((flag) => flag === value) ? flagWords(value).meaning : ""),
    snippet: JSON.stringify(value),
    range,
  }));
}

/** What the property or value at `offset` of a line means. */
export function hoverRow(line: string, offset: number): RowHover | undefined {
  const location = getLocation(line, offset);
  const { previousNode } = location;
  if (!previousNode || offset > previousNode.offset + previousNode.length) return undefined;
  const range = { start: previousNode.offset, end: previousNode.offset + previousNode.length };
  const value: unknown = previousNode.value;
  const flag = ERROR_FLAGS.find((known) => known === value);
  if (flag && !location.isAtPropertyKey) return { markdown: Markdown.text(flagWords(flag).meaning), range };
  const node = schemaAt(location.path);
  return node?.markdownDescription === undefined ? undefined : { markdown: Markdown.ofSchema(node), range };
}

function wholeRow(offset: number): RowCompletion {
  const [{ label, description, body }] = samplesSchema.definitions.row.defaultSnippets as [
    { label: string; description: string; body: unknown },
  ];
  // "^…" marks text that is a value and no string, as in VS Code's JSON snippets.
  const snippet = JSON.stringify(body).replace(/"\^((?:[^"\\]|\\.)*)"/g, "$1");
  const documentation = Markdown.text(description);
  return { kind: "value", label, documentation, snippet, range: { start: offset, end: offset } };
}

function propertyCompletions(line: string, location: Location, range: TextRange): readonly RowCompletion[] {
  const parent = schemaAt(location.path.slice(0, -1));
  const hasValue = /^\s*:/.test(line.slice(range.end));
  return Object.entries(parent?.properties ?? {}).map(([name, node]) => ({
    kind: "property",
    label: name,
    documentation: Markdown.ofSchema(node),
    snippet: hasValue ? JSON.stringify(name) : `${JSON.stringify(name)}: ${valueSnippet(node)}`,
    range,
  }));
}

const VALUE_SNIPPETS: Readonly<Record<string, string>> = {
  string: '"$1"',
  number: "${1:1}",
  boolean: "${1:true}",
  object: "{$1}",
  array: "[$1]",
};

function valueSnippet({ type }: SchemaNode): string {
  const first = typeof type === "string" ? type : type?.[0];
  return VALUE_SNIPPETS[first ?? "object"] ?? "$1";
}

/** The string under the cursor, else nothing. */
function replacedRange({ previousNode }: Location, offset: number): TextRange {
  if (!previousNode) return { start: offset, end: offset };
  const end = previousNode.offset + previousNode.length;
  const inside = offset > previousNode.offset && offset <= end;
  return inside ? { start: previousNode.offset, end } : { start: offset, end: offset };
}

function schemaAt(path: Location["path"]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, step) => (typeof step === "number" ? node?.items : node?.properties?.[step]),
    ROW,
  );
}
