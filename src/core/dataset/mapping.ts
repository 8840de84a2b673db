import { isArray, isObject, JsonNumber, type Json, type JsonObject } from "../json/value";
import { writeJson } from "../json/write";
import type { FoundRow } from "./foundRow";
import { chatColumn, chatOutput, outputFields } from "./output";
import { put } from "./put";

/** Which column of somebody's rows is what of a sample; a column may be a dotted path. */
export interface Mapping {
  readonly output?: string;
  readonly label?: string;
  readonly group?: string;
  readonly name?: string;
  /** Fields of the item, and their columns; the others stay as they are. */
  readonly item?: Readonly<Record<string, string>>;
}

/** What a mapping may set beside fields of the item. */
export const MAPPED = ["output", "label", "group", "name"] as const;

/** A mapping whose output may be a guess: then it stands for what a row does not say itself. */
export interface ChosenMapping extends Mapping {
  /** `chat`: the last message of the column, where the model wrote it. */
  readonly guess?: "column" | "chat";
}

/** The value at a column: the column of that name, else along its dots; undefined where there is none. */
export function columnAt(row: Json | undefined, column: string): Json | undefined {
  if (isObject(row)) {
    const whole = row.get(column);
    if (whole !== undefined) return whole;
    for (let dot = column.indexOf("."); dot > 0; dot = column.indexOf(".", dot + 1)) {
      const inner = row.get(column.slice(0, dot));
      const found = inner === undefined ? undefined : columnAt(inner, column.slice(dot + 1));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isArray(row)) return undefined;
  const [, index = "", rest] = /^(-?\d+)(?:\.(.*))?$/s.exec(column) ?? [];
  const entry = index === "" ? undefined : row.at(Number(index));
  return rest === undefined || entry === undefined ? entry : columnAt(entry, rest);
}

/**
 * A row of ours of what was found, as a mapping has it. What the mapping names is looked for in the row as it was
 * written, then in its columns.
 */
export function mapRow(raw: JsonObject, found: FoundRow, mapping: ChosenMapping): JsonObject {
  const at = (column: string) => columnAt(raw, column) ?? columnAt(found.columns, column);
  const item = mapItem(found.item ?? found.columns, mapping.item, at);
  const given: [string, Json][] = [];
  for (const [field, column] of [
    ["label", mapping.label],
    ["group", mapping.group],
    ["name", mapping.name],
  ] as const) {
    const value = column === undefined ? undefined : scalar(at(column), field === "label");
    if (value !== undefined) given.push([field, value]);
  }
  return new Map<string, Json>([["item", item], ...outputOf(found, mapping, at), ...given]);
}

/** The fields beside the item; an output that the row brings by itself gives way to a named one only. */
function outputOf(
  { fields, columns, isOwn = false }: FoundRow,
  { output, guess }: ChosenMapping,
  at: (column: string) => Json | undefined,
): JsonObject {
  if (output === undefined) return fields;
  if (guess !== undefined && (isOwn || hasOutput(fields))) return fields;
  const value = at(output);
  const isChat = guess === "chat" || chatColumn(columns) === output;
  const others = [...fields].filter(([key]) => key !== "sample" && key !== "model_sample");
  return new Map([...others, ...(isChat ? chatOutput(value) : outputFields(value))]);
}

/** Whether fields of a row say what the model wrote. */
export function hasOutput(fields: JsonObject): boolean {
  return fields.has("sample") || fields.has("model_sample");
}

function mapItem(item: Json, fields: Mapping["item"], at: (column: string) => Json | undefined): Json {
  const names = Object.entries(fields ?? {});
  if (names.length === 0) return item;
  const mapped = new Map(isObject(item) ? item : []);
  for (const [name, column] of names) put(mapped, name.split("."), at(column) ?? null);
  return mapped;
}

/** A text, or what a label may be beside it. */
function scalar(value: Json | undefined, isLabel: boolean): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (isLabel && (value instanceof JsonNumber || typeof value === "boolean")) return value;
  return typeof value === "string" ? value : writeJson(value);
}
