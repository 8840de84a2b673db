import { t } from "@vscode/l10n";
import { tryReadJson } from "../json/read";
import { isArray, isObject, JsonNumber, type Json, type JsonObject } from "../json/value";
import { CsvReader, type CsvRecord } from "./csvRecords";
import type { DataRecord } from "./records";

/** What keeps a whole table from being read: its header. */
export class TableError extends Error {}

/** Reads a table with a header from a text that comes in pieces: an object a record, its cells as texts. */
export class TableReader {
  private reader: CsvReader | undefined;
  private header: readonly string[] | undefined;
  private before = "";

  /** @param separator what stands between cells; where none is given it is found from the first lines */
  constructor(private readonly separator?: string) {}

  /**
   * The records that end in what has come so far.
   * @throws TableError where the header can't be used
   */
  *add(text: string): Generator<DataRecord> {
    if (this.reader) {
      yield* this.records(this.reader.add(text));
      return;
    }
    this.before += text;
    if (this.before.length >= LOOKED_AT) yield* this.begin(false);
  }

  /** What is left when no more comes. @throws TableError */
  *end(): Generator<DataRecord> {
    if (!this.reader) yield* this.begin(true);
    if (this.reader) yield* this.records(this.reader.end());
  }

  private *begin(isWhole: boolean): Generator<DataRecord> {
    const text = this.before;
    this.before = "";
    this.reader = new CsvReader(this.separator ?? findSeparator(text, isWhole));
    yield* this.records(this.reader.add(text));
  }

  private *records(records: Iterable<CsvRecord>): Generator<DataRecord> {
    for (const record of records) {
      if (this.header) yield recordOf(record, this.header);
      else if (record.start > 0 || !SEPARATOR_LINE.test(record.cells.join(this.separator ?? "")))
        this.header = headerOf(record);
    }
  }
}

/** So much of a file shows what separates its cells. */
const LOOKED_AT = 64 * 1024;
const SEPARATORS = [",", ";", "\t", "|"];
/** What Excel takes as the separator, in a line of its own before the header. */
const SEPARATOR_LINE = /^sep=.?$/i;

/** The separator that gives the first records the most cells, the same number each. */
function findSeparator(text: string, isWhole: boolean): string {
  const [, named] = /^sep=([^\r\n])(?=[\r\n])/i.exec(text) ?? [];
  if (named !== undefined) return named;
  const scored = SEPARATORS.map((separator) => ({ separator, score: scoreOf(text, separator, isWhole) }));
  const [first, ...others] = scored;
  return others.reduce(
    (best, one) => (one.score > best.score ? one : best),
    first ?? { separator: ",", score: 0 },
  ).separator;
}

const MOST_SCORED = 50;

/** How well a separator fits: the share of records with as many cells as the header; 0 where it separates nothing. */
function scoreOf(text: string, separator: string, isWhole: boolean): number {
  const reader = new CsvReader(separator);
  const counts: number[] = [];
  const records = function* () {
    yield* reader.add(text);
    if (isWhole) yield* reader.end();
  };
  for (const { cells, fault } of records()) {
    counts.push(fault === undefined ? cells.length : 0);
    if (counts.length > MOST_SCORED) break;
  }
  const [columns = 0, ...rows] = counts;
  if (columns < 2) return 0;
  const fitting = rows.filter((count) => count === columns).length;
  // Of two that fit alike the one with more columns counts.
  return (rows.length === 0 ? 1 : fitting / rows.length) + columns / 1_000_000;
}

function headerOf({ cells, fault, line }: CsvRecord): readonly string[] {
  if (fault !== undefined) throw new TableError(t("the header in line {0} can't be read: {1}", line, fault));
  const names = cells.map((cell, index) => nameOf(cell) ?? `column ${index + 1}`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new TableError(t('the header names the column "{0}" twice. Give each a name of its own.', twice));
  return names;
}

function nameOf(cell: string | null): string | undefined {
  const name = cell?.trim();
  return name === "" ? undefined : name;
}

function recordOf({ line, start, end, cells, fault }: CsvRecord, header: readonly string[]): DataRecord {
  const place = { line, start, end };
  if (fault !== undefined) return { ...place, kind: "fault", message: fault };
  const extra = cells.slice(header.length);
  if (cells.length < header.length || extra.some((cell) => cell !== null))
    return { ...place, kind: "fault", message: countFault(cells.length, header.length) };
  const value = new Map(header.map((name, index): [string, Json] => [name, cells[index] ?? null]));
  return { ...place, kind: "value", value };
}

function countFault(count: number, wanted: number): string {
  return count === 1
    ? t("it has 1 field, and the header names {0}. Is a quote or a separator wrong?", wanted)
    : t("it has {0} fields, and the header names {1}. Is a quote or a separator wrong?", count, wanted);
}

/** Columns whose cells are JSON where they look like it: what they hold in rows that we know is no text. */
const STRUCTURED = new Set(["item", "sample", "expect", "messages", "datasource_item", "results"]);

/** A record of a table with the cells of such columns read; what is a number or a truth value to us is one. */
export function readCells(record: JsonObject): JsonObject {
  const row = new Map(record);
  for (const [name, cell] of record) {
    const wanted = STRUCTURED.has(name) ? isStructure : isScalarColumn(name) ? isScalar : undefined;
    const value = wanted && typeof cell === "string" ? tryReadJson(cell) : undefined;
    if (value !== undefined && wanted?.(value)) row.set(name, value);
  }
  return row;
}

function isScalarColumn(name: string): boolean {
  return name === "label" || name.startsWith("expect.");
}

function isStructure(value: Json): boolean {
  return isObject(value) || isArray(value);
}

function isScalar(value: Json): boolean {
  return value instanceof JsonNumber || typeof value === "boolean";
}

/** What templates see of a record: a text where nothing stands in a cell. */
export function withoutBlanks(item: Json): Json {
  if (!isObject(item)) return item;
  return new Map([...item].map(([name, cell]) => [name, cell ?? ""]));
}
