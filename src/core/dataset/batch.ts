import type { JsonObject } from "../json/value";
import { ProviderError, type GraderProvider } from "../provider/provider";
import { isErrored } from "../result/flags";
import type { RunResult } from "../result/runResult";
import type { LocatedSample } from "./rows";

export interface BatchOptions {
  /** Samples in flight at once; 1 or more. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** One row's outcome; a row that could not be asked has an error and no result. */
export interface RowOutcome {
  readonly row: LocatedSample;
  readonly outcome: RunResult | ProviderError;
}

/** Outcomes that wait for an earlier row, per sample in flight: one slow row does not hold up the others. */
const AHEAD = 16;

/**
 * Grades rows with several in flight and gives the outcomes in the rows' order, each as soon as it and all
 * before it are there. Ends with the signal's reason when aborted.
 */
export async function* runBatch(
  run: (row: LocatedSample) => Promise<RunResult | ProviderError>,
  rows: Iterable<LocatedSample>,
  { concurrency, signal }: BatchOptions,
): AsyncGenerator<RowOutcome> {
  const limit = Math.max(concurrency, 1);
  const started: Promise<RowOutcome>[] = [];
  const iterator = rows[Symbol.iterator]();
  let running = 0;
  let over = false;
  const startMore = () => {
    while (!over && !signal.aborted && running < limit && started.length < limit * AHEAD) {
      const next = iterator.next();
      if (next.done === true) return;
      running++;
      started.push(follow(next.value));
    }
  };
  const follow = (row: LocatedSample) => {
    const promise = run(row).then((outcome) => {
      running--;
      startMore();
      return { row, outcome };
    });
    // A rejection is taken when its turn comes; until then it must not count as unhandled.
    promise.catch(() => undefined);
    return promise;
  };
  try {
    startMore();
    for (let outcome = started.shift(); outcome; outcome = started.shift()) {
      signal.throwIfAborted();
      yield await outcome;
      startMore();
    }
    signal.throwIfAborted();
  } finally {
    over = true;
    iterator.return?.();
  }
}

/** Grades one row at a provider; what keeps the provider from answering is a value here. */
export function rowRunner(
  provider: GraderProvider,
  grader: JsonObject,
  signal: AbortSignal,
): (row: LocatedSample) => Promise<RunResult | ProviderError> {
  return async ({ sample }) => {
    try {
      return await provider.run({ grader, sample }, signal);
    } catch (error) {
      if (error instanceof ProviderError) return error;
      throw error;
    }
  };
}

/** What many results come to; errored ones are counted and in no mean (design.md, "silent zero"). */
export interface Summary {
  readonly rows: number;
  readonly scored: number;
  readonly errored: number;
  /** Of the scored rows; absent where there is none. */
  readonly mean?: number;
}

export function summarize(results: readonly (RunResult | undefined)[]): Summary {
  const tally = new Tally();
  for (const result of results) tally.add(result);
  return tally.summary;
}

/** Counts results as they come, without keeping them. */
export class Tally {
  private rows = 0;
  private scored = 0;
  private sum = 0;

  /** @param result undefined for a row that could not be asked */
  add(result: RunResult | undefined): void {
    this.rows++;
    if (result === undefined || isErrored(result)) return;
    this.scored++;
    this.sum += result.reward;
  }

  get summary(): Summary {
    const { rows, scored, sum } = this;
    return { rows, scored, errored: rows - scored, ...(scored > 0 && { mean: sum / scored }) };
  }
}
