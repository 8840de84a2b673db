import { isArray, isObject, type Json, type JsonObject } from "../json/value";
import { NO_FIELDS, without, type FoundRow } from "./foundRow";
import { batchLine, evaluationRow, gradedRow, nested, outputItem } from "./shapes/services";
import { nemoRollout, trlCompletion, verlRollout } from "./shapes/trainers";

/** A kind of row that somebody else writes; undefined for any other. */
type Shape = (row: JsonObject) => FoundRow | undefined;

/** In the order in which they are tried; each asks for members that no other has together. */
const SHAPES: readonly Shape[] = [
  outputItem,
  gradedRow,
  batchLine,
  nemoRollout,
  trlCompletion,
  verlRollout,
  evaluationRow,
];

/** What makes an object a row of ours. */
const OUTPUT_KEYS = ["model_sample", "sample"];
/** Of a row of ours, what is no field of its item. */
const OWN_KEYS = [...OUTPUT_KEYS, "item", "name", "label", "group", "expect", "hosted", "recorded"];

/**
 * Whether an object is to be read as a row of ours is written, and checked as one.
 * @param row with its objects in place ({@link nested})
 */
export function isOwnRow(row: JsonObject): boolean {
  return row.has("item") || row.has("model_sample") || isObject(row.get("sample"));
}

/** The row that an object is. */
export function findRow(given: JsonObject): FoundRow {
  const row = nested(given);
  for (const shape of SHAPES) {
    const found = shape(row);
    if (found) return found;
  }
  if (!isOwnRow(row)) return { columns: row, fields: NO_FIELDS };
  const fields = new Map([...row].filter(([key]) => OWN_KEYS.includes(key) && key !== "item"));
  // What stands beside an output is its data, where no item says otherwise.
  const item = row.has("item") ? row.get("item") : without(row, OWN_KEYS);
  return {
    columns: isObject(item) ? item : NO_FIELDS,
    item: item ?? new Map(),
    fields,
    isOwn: row.has("item"),
  };
}

/**
 * Whether a value is read as it is written: a row in which nothing is to be found, and about which nothing is guessed,
 * or no row at all, whose fault has its place there.
 */
export function isAsWritten(value: Json): boolean {
  if (isArray(value)) return false;
  if (!isObject(value)) return true;
  const { isOwn = false, item } = findRow(value);
  return isOwn || (isOwnRow(value) && isObject(item) && item.size === 0);
}

/** Members under which whole files keep their rows. */
const LISTS = ["data", "rows", "items", "output_items", "content"];

/**
 * The rows that a value holds, where it is no row itself: a page of a list, a run's data source, a page of a hub.
 * Undefined for a row.
 *
 * @param isDocument whether it is all of a file
 */
export function rowsWithin(value: Json, isDocument = false): readonly Json[] | undefined {
  if (isArray(value)) return value.flatMap((entry) => rowsWithin(entry) ?? [entry]);
  if (!isObject(value) || isOwnRow(value) || value.has("datasource_item")) return undefined;
  const source = fileContent(value);
  if (source) return source;
  for (const name of LISTS) {
    const list = listOf(value.get(name));
    if (!list?.every(isObject)) continue;
    const [first] = list;
    const isPage = value.get("object") === "list" && name === "data";
    if (!isPage && !(first && isKnown(first)) && !(isDocument && first && isOnlyList(value, name))) continue;
    return list.flatMap((entry) => rowsWithin(entry) ?? [inner(entry)]);
  }
  return undefined;
}

/** A list, or a page of one in its place. */
function listOf(value: Json | undefined): readonly Json[] | undefined {
  if (isArray(value)) return value;
  const data = isObject(value) && value.get("object") === "list" ? value.get("data") : undefined;
  return isArray(data) ? data : undefined;
}

/** The rows of `source` in a run's `data_source`, and of that alone. */
function fileContent(value: JsonObject): readonly Json[] | undefined {
  for (const holder of [value, value.get("data_source")]) {
    const source = isObject(holder) ? holder.get("source") : undefined;
    if (!isObject(source) || source.get("type") !== "file_content") continue;
    const content = source.get("content");
    return isArray(content) ? content : [];
  }
  return undefined;
}

/** A row that can't be taken for an entry of somebody's field. */
function isKnown(entry: Json): boolean {
  if (!isObject(entry)) return false;
  return isOwnRow(entry) || isHubRow(entry) || SHAPES.some((shape) => shape(nested(entry)) !== undefined);
}

/** Of the rows API of a hub of datasets. */
function isHubRow(entry: JsonObject): boolean {
  return isObject(entry.get("row")) && entry.has("row_idx");
}

function inner(entry: Json): Json {
  return isObject(entry) && isHubRow(entry) ? (entry.get("row") ?? entry) : entry;
}

/** A document that is a list of objects and what is said of it. */
function isOnlyList(document: JsonObject, name: string): boolean {
  if (isOwnRow(document) || name === "content") return false;
  return [...document].every(([key, value]) => key === name || !isArray(value) || !value.some(isObject));
}
