import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { LineRange } from "../core/dataset/lineRanges";
import { readSampleLines, type LocatedSample } from "../core/dataset/rows";
import { runRows } from "../core/runs/runner";
import type { FileEngine } from "../node/engineWorker/workerEngine";
import { readLines } from "../node/files/readLines";
import { isGradable, readSampleRange, sampleRanges } from "../node/files/sampleRanges";
import { UsageError } from "./exitCodes";

/** From this size on a file of JSON Lines is read as it is graded; a smaller one costs little memory whole. */
const LONG_BYTES = 8 * 1024 * 1024;

/** The rows of a long file: each is read when it is asked for. */
export interface LongSamples {
  readonly path: string;
  readonly count: number;
  readonly rows: Iterable<LocatedSample>;
  /** The same rows in parts, for those who read the file themselves. */
  readonly ranges: readonly LineRange[];
}

/** Who looks whether the rows of a range can be graded, for so many ranges at once. */
export type RangeCheck = Pick<FileEngine, "threads" | "check">;

/**
 * Reads a long file of JSON Lines once to see that every row can be graded, and gives its rows to be read
 * again, so that a million rows take no more memory than a thousand. Undefined for a file that is short, no
 * JSON Lines or at fault: reading it whole tells what is wrong, and where. Ends with the signal's reason.
 *
 * @param check by threads, where there are any
 */
export async function openLongSamples(
  path: string,
  signal: AbortSignal,
  check: RangeCheck = HERE,
): Promise<LongSamples | undefined> {
  if (path.endsWith(".json") || !isLong(path)) return undefined;
  const ranges = await gradableRanges(path, signal, check);
  const count = ranges.reduce((sum, range) => sum + range.count, 0);
  return count === 0 ? undefined : { path, count, ranges, rows: { [Symbol.iterator]: () => rowsOf(path) } };
}

function isLong(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size >= LONG_BYTES;
}

/** Between two of its parts: Ctrl+C is heard in turns of the event loop only. */
const HERE: RangeCheck = {
  threads: 1,
  async check(path, range, signal) {
    await setImmediate();
    signal.throwIfAborted();
    return isGradable(path, range);
  },
};

/** None where the file is at fault. */
async function gradableRanges(
  path: string,
  signal: AbortSignal,
  { threads, check }: RangeCheck,
): Promise<readonly LineRange[]> {
  const ranges: LineRange[] = [];
  const ask = (range: LineRange) => check(path, range, signal);
  try {
    // Another one waits in each thread, so that none waits for us.
    for await (const event of runRows(ask, sampleRanges(path), { concurrency: 2 * threads, signal })) {
      if (event.kind === "started") continue;
      if (!event.outcome) return [];
      if (event.row.count > 0) ranges.push(event.row);
    }
    return ranges;
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function* rowsOf(path: string): Generator<LocatedSample> {
  for (const { sample, problems } of readSampleLines(readLines(path))) {
    if (problems.length > 0) throw fileChanged(path);
    yield sample;
  }
}

/** The rows of some of its parts. */
export function* rowsOfRanges(path: string, ranges: readonly LineRange[]): Generator<LocatedSample> {
  for (const range of ranges) for (const { sample } of readSampleRange(path, range)) yield sample;
}

export function fileChanged(path: string): UsageError {
  return new UsageError(`${path}: the file was changed while it was graded.`);
}
