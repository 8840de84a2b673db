import { statSync, type Stats } from "node:fs";
import { documentRecords } from "../core/dataset/documentRecords";
import { guessWords, type GuessedMapping } from "../core/dataset/guessMapping";
import { readRow, unreadableRow } from "../core/dataset/row";
import type { LocatedSample } from "../core/dataset/rows";
import { valuesOf } from "../core/dataset/spooledRows";
import { isAsWritten } from "../core/dataset/unwrap";
import { namedFormat } from "../core/grader/dataFormats";
import { openData, STANDARD_INPUT, type OpenData, type OpenDocument } from "../node/data/readData";
import type { RowSpool } from "../node/data/rowSpool";
import { spoolData, type MappingChoice } from "../node/data/spoolData";
import { JsonDocument } from "../core/json/document";
import { faultProblem } from "../core/validate/jsonProblems";
import { inSlices } from "../node/slices";
import { UsageError } from "./exitCodes";
import { problemLines } from "./output/problems";
import { inOneGo } from "./signals";
import { joined, shown, type Shown } from "./output/shown";
import type { Terminal } from "./output/terminal";

/** Whether a file's name says that it is text with a row in each place, which is read where it lies. */
export function isPlainJson(path: string): boolean {
  const named = path === STANDARD_INPUT ? undefined : namedFormat(path);
  return named?.packed === false && (named.format === "json" || named.format === "jsonl");
}

/** Undefined where nothing can be said of it: whoever reads it says why. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Whether a file's rows are all written as rows of ours, as far as its first ones show: then they are read where they
 * lie, with the place of each fault.
 */
export async function isReadAsWritten(path: string, signal: AbortSignal): Promise<boolean> {
  if (!isPlainJson(path) || statsOf(path)?.isFile() !== true) return isPlainJson(path);
  const opened = await openData(path, { signal });
  if ("text" in opened) {
    const json = inOneGo(() => JsonDocument.read(opened.text));
    return json.value === undefined || [json.value].flat().every((value) => isAsWritten(value));
  }
  let count = 0;
  for await (const record of opened.records) {
    const values = valuesOf(record);
    if (!("fault" in values) && !(values.length === 1 && values.every(isAsWritten))) return false;
    if (++count >= LOOKED_AT) break;
  }
  return true;
}

const LOOKED_AT = 200;

/** @throws UsageError where it is no JSON: then nothing in it is a row */
function documentData({ name, text }: OpenDocument): OpenData {
  const json = inOneGo(() => JsonDocument.read(text));
  const broken = json.faults
    .map((fault) => faultProblem(fault, json))
    .find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (broken) throw new UsageError(problemLines(name, text, [broken]));
  const records = inOneGo(() => documentRecords(json));
  return { name, format: "json", records: inSlices(records) };
}

/** Rows of a file of any format, kept to be read again. */
export interface DataSamples {
  readonly rows: Iterable<LocatedSample>;
  readonly count: number;
  readonly close: () => Promise<void>;
}

/** How rows are read, and whether one that can't be keeps all from being graded. */
export type DataChoice = MappingChoice & { readonly strict: boolean };

/**
 * Reads a data file, and says on stderr what was guessed of it.
 * @throws UsageError or FileError for a file that can't be used
 */
export async function openDataSamples(
  path: string,
  { strict, ...choice }: DataChoice,
  terminal: Pick<Terminal, "err">,
  signal: AbortSignal,
): Promise<DataSamples> {
  const opened = await openData(path, { signal });
  const data = "records" in opened ? opened : documentData(opened);
  const { spool, guessed } = await spoolData(data, choice, signal);
  const { lines: faults, count: faulty } = faultsOf(data, spool);
  if ((strict && faulty > 0) || faulty === spool.count) {
    await spool.remove();
    throw new UsageError(faulty > 0 ? joined(faults, "\n") : `${opened.name}: there is no sample in it.`);
  }
  if (faulty > 0) terminal.err(shown`${joined(faults, "\n")}\n`);
  sayGuess(opened.name, guessed, terminal);
  return {
    count: spool.count,
    rows: { [Symbol.iterator]: () => samplesOf(spool, data) },
    close: () => spool.remove(),
  };
}

const MOST_FAULTS = 20;

/** The rows that can't be read: the first ones with their places, and how many. */
function faultsOf({ name, format }: OpenData, spool: RowSpool) {
  const lines: Shown[] = [];
  let count = 0;
  for (const row of spool.read()) {
    if (!("fault" in row) || ++count > MOST_FAULTS) continue;
    const place = format === "parquet" ? `: row ${row.line}` : `:${row.line}`;
    lines.push(shown`${name}${place}: ${row.fault}`);
  }
  if (count > MOST_FAULTS) lines.push(shown`${name}: ${count - MOST_FAULTS} more findings`);
  return { lines, count };
}

/** What was guessed, and how it is set; once for a file. */
function sayGuess(name: string, guessed: GuessedMapping, terminal: Pick<Terminal, "err">): void {
  const words = guessWords(guessed);
  if (words !== undefined) terminal.err(shown`${name}: ${words} Set it by --map output=COLUMN.\n`);
}

/** What can't be read is told in its place, and stops nobody. */
function* samplesOf(spool: RowSpool, { format }: OpenData): Generator<LocatedSample> {
  const unit = format === "parquet" ? "Row" : "Line";
  let index = 0;
  for (const spooled of spool.read()) {
    const { line } = spooled;
    const sample =
      "fault" in spooled
        ? unreadableRow(spooled.text, `${unit} ${line}: ${spooled.fault}`)
        : readRow(spooled.row);
    yield { index: index++, line, range: NOWHERE, sample };
  }
}

const NOWHERE = { start: 0, end: 0 };
