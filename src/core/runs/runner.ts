import type { JsonObject } from "../json/value";
import type { GraderProvider } from "../provider/provider";
import type { Sample } from "../sample/sample";
import { whyNotGraded } from "./neededOutput";
import { outcomeOf, unanswered, type Outcome } from "./outcome";
import { pausing, type QuotaPause } from "./quotaPause";

/** What happens to a row; `ended` comes once for each row that was started, in the rows' order. */
export type RowEvent<Row, Came> =
  | { readonly kind: "started"; readonly row: Row }
  | { readonly kind: "ended"; readonly row: Row; readonly outcome: Came };

export interface RunnerOptions {
  /** Rows in flight at once; 1 or more. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** Who hears of each row as soon as it has ended, in whatever order; `ended` events come in the rows' order. */
type AtOnce<Row> = (ended: RowOutcome<Row>) => void;

/** A grader to be run on rows, and where. */
export interface Plan {
  readonly provider: GraderProvider;
  readonly grader: JsonObject;
  /** What to do where a judge's quota is used up; absent: such rows are not asked. */
  readonly pause?: QuotaPause;
}

/** A row and what its grader came to. */
export interface RowOutcome<Row = { readonly sample: Sample }> {
  readonly row: Row;
  readonly outcome: Outcome;
}

/**
 * The one way through rows: of a command line, a window, its strip and an agent alike. What keeps the provider from
 * answering for a row is that row's outcome.
 *
 * @throws the signal's reason when aborted, and what is a fault of ours
 */
export function runPlan<Row extends { readonly sample: Sample }>(
  { provider, grader, pause }: Plan,
  rows: Iterable<Row> | AsyncIterable<Row>,
  options: RunnerOptions & { readonly atOnce?: AtOnce<Row> },
): AsyncGenerator<RowEvent<Row, Outcome>> {
  const { signal, atOnce } = options;
  const ask = async ({ sample }: Row): Promise<Outcome> => {
    const why = whyNotGraded(grader, sample, provider.id);
    if (why) return unanswered(why);
    return outcomeOf(provider.run({ grader, sample }, signal));
  };
  const patient = pause ? pausing(ask, pause, signal) : ask;
  const told = async (row: Row): Promise<Outcome> => {
    const outcome = await patient(row);
    atOnce?.({ row, outcome });
    return outcome;
  };
  return runRows(atOnce ? told : patient, rows, options);
}

/** Outcomes that wait for an earlier row, per row in flight: one slow row does not hold up the others. */
const AHEAD = 16;

/** A row on its way; `came` is there once it has ended. */
interface Passage<Row, Came> {
  readonly row: Row;
  came?: { readonly outcome: Came };
}

/**
 * Asks about rows with several in flight, and tells what happens to them: of each end as soon as all rows before
 * have ended too. Rows are read when there is room for them. Ends with the signal's reason when aborted.
 *
 * @param ask what a row comes to; what it throws ends the whole
 */
export async function* runRows<Row, Came>(
  ask: (row: Row) => Promise<Came>,
  rows: Iterable<Row> | AsyncIterable<Row>,
  { concurrency, signal }: RunnerOptions,
): AsyncGenerator<RowEvent<Row, Came>> {
  const run = new RowsRun(ask, rows, Math.max(concurrency, 1), signal);
  const aborted = () => run.wake();
  signal.addEventListener("abort", aborted);
  try {
    run.read();
    for (;;) {
      signal.throwIfAborted();
      const event = run.next();
      if (event) yield event;
      else if (run.isOver) return;
      else await run.more();
    }
  } finally {
    signal.removeEventListener("abort", aborted);
    await run.close();
  }
}

/** The rows that were read and not told of yet. */
class RowsRun<Row, Came> {
  private readonly iterator: Iterator<Row> | AsyncIterator<Row>;
  private readonly events: RowEvent<Row, Came>[] = [];
  /** In the rows' order. */
  private readonly passages: Passage<Row, Came>[] = [];
  private running = 0;
  private reading: Promise<void> | undefined;
  private state: "open" | "read" | "closed" = "open";
  private failure: { readonly error: unknown } | undefined;
  private waiting: (() => void) | undefined;

  constructor(
    private readonly ask: (row: Row) => Promise<Came>,
    rows: Iterable<Row> | AsyncIterable<Row>,
    private readonly limit: number,
    private readonly signal: AbortSignal,
  ) {
    this.iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  /** Whether every row has been told of. */
  get isOver(): boolean {
    return this.state !== "open" && this.passages.length === 0 && this.events.length === 0;
  }

  /** @throws what the rows or a row's asking threw */
  next(): RowEvent<Row, Came> | undefined {
    const started = this.events.shift();
    if (started) return started;
    const [first] = this.passages;
    if (first?.came) {
      this.passages.shift();
      this.read();
      return { kind: "ended", row: first.row, outcome: first.came.outcome };
    }
    if (this.failure) throw this.failure.error;
    return undefined;
  }

  /** Until there is another event, or none will come. */
  more(): Promise<void> {
    return new Promise((resolve) => (this.waiting = resolve));
  }

  wake(): void {
    this.waiting?.();
    this.waiting = undefined;
  }

  /** Starts rows while there is room: at once where they are there already. */
  read(): void {
    while (!this.reading && this.hasRoom) {
      const next = this.take();
      if (next instanceof Promise) this.reading = this.startLater(next);
      else this.start(next);
    }
  }

  async close(): Promise<void> {
    const wasOpen = this.state === "open";
    this.state = "closed";
    if (wasOpen) await this.iterator.return?.();
  }

  private get hasRoom(): boolean {
    return (
      this.state === "open" &&
      !this.signal.aborted &&
      this.running < this.limit &&
      this.passages.length < this.limit * AHEAD
    );
  }

  private take(): IteratorResult<Row> | Promise<IteratorResult<Row>> {
    try {
      return this.iterator.next();
    } catch (error) {
      return this.fail(error);
    }
  }

  private async startLater(next: Promise<IteratorResult<Row>>): Promise<void> {
    const taken = await next.catch((error: unknown) => this.fail(error));
    this.reading = undefined;
    this.start(taken);
    this.read();
    this.wake();
  }

  private start(next: IteratorResult<Row>): void {
    if (next.done === true) {
      if (this.state === "open") this.state = "read";
      return;
    }
    if (this.state === "closed") return;
    const passage: Passage<Row, Came> = { row: next.value };
    this.running++;
    this.passages.push(passage);
    this.events.push({ kind: "started", row: next.value });
    void this.pass(passage);
  }

  private async pass(passage: Passage<Row, Came>): Promise<void> {
    try {
      passage.came = { outcome: await this.ask(passage.row) };
    } catch (error) {
      this.fail(error);
    }
    this.running--;
    this.read();
    this.wake();
  }

  private fail(error: unknown): IteratorResult<Row> {
    this.failure ??= { error };
    this.state = "closed";
    return { done: true, value: undefined };
  }
}
