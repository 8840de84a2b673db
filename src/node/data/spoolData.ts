import type { ColumnUse } from "../../core/dataset/columnUse";
import { foundRow, type RowReading } from "../../core/dataset/dataRows";
import { guessMapping, type GuessedMapping } from "../../core/dataset/guessMapping";
import type { Mapping } from "../../core/dataset/mapping";
import type { DataRecord } from "../../core/dataset/records";
import { spooledRow, valuesOf } from "../../core/dataset/spooledRows";
import { Turn } from "../slices";
import type { OpenData } from "./readData";
import { RowSpool } from "./rowSpool";

/** How the rows of a file become samples. */
export interface MappingChoice {
  /** What the user said. */
  readonly given: Mapping;
  /** What the grader reads. */
  readonly use: ColumnUse;
}

/** So many of the first rows say which column is the output. */
const LOOKED_AT = 200;

export interface SpooledData {
  readonly spool: RowSpool;
  readonly guessed: GuessedMapping;
}

/**
 * Reads a file to its end, and keeps its rows to be read again; the mapping is chosen from the first of them.
 * @throws FileError where the file can't be read as what it is, or the signal's reason
 */
export async function spoolData(
  { format, records }: OpenData,
  { given, use }: MappingChoice,
  signal: AbortSignal,
): Promise<SpooledData> {
  const cells = format === "csv" || format === "tsv";
  const spool = new RowSpool();
  const head: DataRecord[] = [];
  let guessed: GuessedMapping | undefined;
  const choose = (): GuessedMapping =>
    guessMapping(
      head.flatMap((record) => foundIn(record, cells)),
      given,
      use,
    );
  try {
    for await (const record of inTurns(records, signal)) {
      if (guessed) await add(spool, record, { mapping: guessed.mapping, cells });
      else if (head.push(record) >= LOOKED_AT) {
        guessed = choose();
        for (const early of head) await add(spool, early, { mapping: guessed.mapping, cells });
      }
    }
    if (!guessed) {
      guessed = choose();
      for (const early of head) await add(spool, early, { mapping: guessed.mapping, cells });
    }
    await spool.end();
    return { spool, guessed };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}

function foundIn(record: DataRecord, cells: boolean) {
  const values = valuesOf(record);
  return "fault" in values ? [] : values.flatMap((value) => foundRow(value, { cells }) ?? []);
}

async function add(spool: RowSpool, record: DataRecord, reading: RowReading): Promise<void> {
  const values = valuesOf(record);
  if (!("fault" in values)) {
    for (const value of values) await spool.add(spooledRow(value, record.line, reading));
    return;
  }
  const text = record.kind === "text" ? record.text : "";
  await spool.add({ line: record.line, fault: values.fault, text });
}

/** Records come without a turn of the event loop, and signals are heard in turns only. */
async function* inTurns(records: AsyncIterable<DataRecord>, signal: AbortSignal): AsyncGenerator<DataRecord> {
  const turn = new Turn();
  for await (const record of records) {
    if (turn.isLong()) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    yield record;
  }
}
