import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { LineRange } from "../core/dataset/lineRanges";
import { readSampleLines, type LocatedSample } from "../core/dataset/rows";
import type { LookedRange } from "../core/runs/rangeWire";
import { runRows } from "../core/runs/runner";
import type { FileEngine } from "../node/engineWorker/workerEngine";
import { readLines } from "../node/files/readLines";
import { lookThrough, readSampleRange, sampleRanges, type RangeLook } from "../node/files/sampleRanges";
import { UsageError } from "./exitCodes";

/** From this size on threads read a file of JSON Lines by themselves: for a shorter one a row at a time is as fast. */
const LONG_BYTES = 512 * 1024;

/** The rows of a long file: each is read when it is asked for. */
export interface LongSamples {
  readonly path: string;
  readonly count: number;
  readonly rows: Iterable<LocatedSample>;
  /** The same rows in parts, for those who read the file themselves. */
  readonly ranges: readonly LookedRange[];
  /** What is wrong with some of them, as lines for people; the last one counts what is left out. */
  readonly findings: readonly string[];
}

/** Who looks through the ranges of a file, at so many at once. */
export type RangeLooker = Pick<FileEngine, "threads" | "look">;

export interface LongOptions {
  readonly looker?: RangeLooker;
  /** Whether one row that can't be graded keeps all from it. */
  readonly strict?: boolean;
}

/**
 * Looks through a long file of JSON Lines once, and gives its rows to be read again, so that a million rows take no
 * more memory than a thousand. Undefined for a file that is short, no JSON Lines, or none of whose rows can be read
 * (or all, where `strict` wants that): reading it whole tells what is wrong, and where. Ends with the signal's reason.
 */
export async function openLongSamples(
  path: string,
  signal: AbortSignal,
  { looker = HERE, strict = false }: LongOptions = {},
): Promise<LongSamples | undefined> {
  if (path.endsWith(".json") || !isLong(path)) return undefined;
  const looks = await lookThroughFile(path, signal, looker);
  const sum = (number: (look: RangeLook) => number) => looks.reduce((all, { look }) => all + number(look), 0);
  if (sum(({ readable }) => readable) === 0) return undefined;
  if (strict && looks.some(({ look }) => !look.isGradable)) return undefined;
  const findings = looks.flatMap(({ look }) => look.findings);
  const more = sum(({ more }) => more) + Math.max(findings.length - MOST_FINDINGS, 0);
  const count = sum(({ rows }) => rows);
  return {
    path,
    count,
    ranges: looks.map(({ range, look: { readable } }) => ({ ...range, readable })),
    rows: { [Symbol.iterator]: () => rowsOf(path, count) },
    findings: [
      ...findings.slice(0, MOST_FINDINGS).map((finding) => `${path}:${finding}`),
      ...(more > 0 ? [`${path}: ${more} more findings`] : []),
    ],
  };
}

const MOST_FINDINGS = 20;

function isLong(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size >= LONG_BYTES;
}

/** Between two of its parts: Ctrl+C is heard in turns of the event loop only. */
const HERE: RangeLooker = {
  threads: 1,
  async look(path, range, signal) {
    await setImmediate();
    signal.throwIfAborted();
    return lookThrough(path, range);
  },
};

interface LookedAt {
  readonly range: LineRange;
  readonly look: RangeLook;
}

/** Nothing where the file can't be read by ranges: it has other bytes than UTF-8's, say, or changes meanwhile. */
async function lookThroughFile(
  path: string,
  signal: AbortSignal,
  { threads, look }: RangeLooker,
): Promise<readonly LookedAt[]> {
  const looks: LookedAt[] = [];
  const ask = (range: LineRange) => look(path, range, signal);
  try {
    // Another one waits in each thread, so that none waits for us.
    for await (const event of runRows(ask, sampleRanges(path), { concurrency: 2 * threads, signal })) {
      if (event.kind === "started") continue;
      if (event.outcome.rows !== event.row.count) return [];
      if (event.row.count > 0) looks.push({ range: event.row, look: event.outcome });
    }
    return looks;
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function* rowsOf(path: string, count: number): Generator<LocatedSample> {
  let read = 0;
  for (const { sample } of readSampleLines(readLines(path))) {
    if (++read > count) break;
    yield sample;
  }
  if (read !== count) throw fileChanged(path);
}

/** The rows of some of its parts. */
export function* rowsOfRanges(path: string, ranges: readonly LineRange[]): Generator<LocatedSample> {
  for (const range of ranges) for (const { sample } of readSampleRange(path, range)) yield sample;
}

export function fileChanged(path: string): UsageError {
  return new UsageError(`${path}: the file was changed while it was graded.`);
}
