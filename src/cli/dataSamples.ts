import { guessWords, type GuessedMapping } from "../core/dataset/guessMapping";
import { readRow, unreadableRow } from "../core/dataset/row";
import type { LocatedSample } from "../core/dataset/rows";
import { namedFormat } from "../core/grader/dataFormats";
import { openData, STANDARD_INPUT, type OpenData } from "../node/data/readData";
import type { RowSpool } from "../node/data/rowSpool";
import { spoolData, type MappingChoice } from "../node/data/spoolData";
import { UsageError } from "./exitCodes";
import { joined, shown, type Shown } from "./output/shown";
import type { Terminal } from "./output/terminal";

/** Whether a file's name says that it is text with a row in each place, which is read where it lies. */
export function isPlainJson(path: string): boolean {
  const named = path === STANDARD_INPUT ? undefined : namedFormat(path);
  return named?.packed === false && (named.format === "json" || named.format === "jsonl");
}

/** Rows of a file of any format, kept to be read again; or the text of a JSON document. */
export type DataSamples =
  | {
      readonly rows: Iterable<LocatedSample>;
      readonly count: number;
      readonly close: () => Promise<void>;
    }
  | { readonly document: string };

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
  if (!("records" in opened)) return { document: opened.text };
  const { spool, guessed } = await spoolData(opened, choice, signal);
  const { lines: faults, count: faulty } = faultsOf(opened, spool);
  if ((strict && faulty > 0) || faulty === spool.count) {
    await spool.remove();
    throw new UsageError(faulty > 0 ? joined(faults, "\n") : `${opened.name}: there is no sample in it.`);
  }
  if (faulty > 0) terminal.err(shown`${joined(faults, "\n")}\n`);
  sayGuess(opened.name, guessed, terminal);
  return {
    count: spool.count,
    rows: { [Symbol.iterator]: () => samplesOf(spool, opened) },
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
