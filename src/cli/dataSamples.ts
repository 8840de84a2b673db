import { guessWords, type GuessedMapping } from "../core/dataset/guessMapping";
import { readRow } from "../core/dataset/row";
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

/**
 * Reads a data file, and says on stderr what was guessed of it.
 * @throws UsageError or FileError for a file that can't be used
 */
export async function openDataSamples(
  path: string,
  choice: MappingChoice,
  terminal: Pick<Terminal, "err">,
  signal: AbortSignal,
): Promise<DataSamples> {
  const opened = await openData(path, { signal });
  if (!("records" in opened)) return { document: opened.text };
  const { spool, guessed } = await spoolData(opened, choice, signal);
  const faults = faultLines(opened, spool);
  if (faults.length > 0 || spool.count === 0) {
    await spool.remove();
    throw new UsageError(
      faults.length > 0 ? joined(faults, "\n") : `${opened.name}: there is no sample in it.`,
    );
  }
  sayGuess(opened.name, guessed, terminal);
  return {
    count: spool.count,
    rows: { [Symbol.iterator]: () => samplesOf(spool) },
    close: () => spool.remove(),
  };
}

const MOST_FAULTS = 20;

function faultLines({ name, format }: OpenData, spool: RowSpool): readonly Shown[] {
  const lines: Shown[] = [];
  for (const row of spool.read()) {
    if (!("fault" in row)) continue;
    const place = format === "parquet" ? `: row ${row.line}` : `:${row.line}`;
    lines.push(shown`${name}${place}: ${row.fault}`);
    if (lines.length >= MOST_FAULTS) break;
  }
  return lines;
}

/** What was guessed, and how it is set; once for a file. */
function sayGuess(name: string, guessed: GuessedMapping, terminal: Pick<Terminal, "err">): void {
  const words = guessWords(guessed);
  if (words !== undefined) terminal.err(shown`${name}: ${words} Set it by --map output=COLUMN.\n`);
}

function* samplesOf(spool: RowSpool): Generator<LocatedSample> {
  let index = 0;
  for (const spooled of spool.read()) {
    if ("fault" in spooled) continue;
    yield { index: index++, line: spooled.line, range: NOWHERE, sample: readRow(spooled.row) };
  }
}

const NOWHERE = { start: 0, end: 0 };
