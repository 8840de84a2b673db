import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { readSampleLines, type LocatedSample } from "../core/dataset/rows";
import { readLines } from "../node/files/readLines";
import { UsageError } from "./exitCodes";

/** From this size on a file of JSON Lines is read as it is graded; a smaller one costs little memory whole. */
const LONG_BYTES = 8 * 1024 * 1024;

/** The rows of a long file: each is read when it is asked for. */
export interface LongSamples {
  readonly count: number;
  readonly rows: Iterable<LocatedSample>;
}

/**
 * Reads a long file of JSON Lines once to see that every row can be graded, and gives its rows to be read
 * again, so that a million rows take no more memory than a thousand. Undefined for a file that is short, no
 * JSON Lines or at fault: reading it whole tells what is wrong, and where. Ends with the signal's reason.
 */
export async function openLongSamples(path: string, signal: AbortSignal): Promise<LongSamples | undefined> {
  if (path.endsWith(".json") || !isLong(path)) return undefined;
  const count = await countRows(path, signal);
  return count === undefined ? undefined : { count, rows: { [Symbol.iterator]: () => rowsOf(path) } };
}

function isLong(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size >= LONG_BYTES;
}

async function countRows(path: string, signal: AbortSignal): Promise<number | undefined> {
  let count = 0;
  let lines = 0;
  try {
    for (const { sample, problems } of readSampleLines(readLines(path))) {
      // A million rows take seconds, and Ctrl+C is heard in turns of the event loop only.
      if (++lines % 1000 === 0) {
        await setImmediate();
        signal.throwIfAborted();
      }
      if (problems.length > 0 || sample?.sample.output.kind === "none") return undefined;
      if (sample) count++;
    }
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  return count === 0 ? undefined : count;
}

function* rowsOf(path: string): Generator<LocatedSample> {
  for (const { sample, problems } of readSampleLines(readLines(path))) {
    if (problems.length > 0) throw new UsageError(`${path}: the file was changed while it was graded.`);
    if (sample) yield sample;
  }
}
