import process from "node:process";

// A thread that computes hears nothing and says nothing. So it writes beforehand, into memory that the host
// shares, for whom it computes and since when: the host can tell the run that takes long from those behind it.
const RUN = 0;
const SINCE = 1;

export function attentionMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** Milliseconds of a clock that all threads share, in 32 bits: only differences mean something. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return Math.trunc(seconds * 1000 + nanoseconds / 1e6) | 0;
}

/** The thread's side: each run's time of computing, told while it goes on. */
export class Attention {
  private readonly cells: Int32Array;
  /** Milliseconds of runs that have computed and are not done. */
  private readonly used = new Map<number, number>();
  private current = 0;
  private since = 0;
  private turnIsWatched = false;

  constructor(memory: SharedArrayBuffer) {
    this.cells = new Int32Array(memory);
  }

  /** What is computed from here on is this run's, to the end of the event loop's turn or to the next call. */
  give(run: number): void {
    const at = now();
    this.settle(at);
    this.tell(run, at - (this.used.get(run) ?? 0));
    this.current = run;
    this.since = at;
    this.watchTurn();
  }

  /** The run is done. */
  forget(run: number): void {
    if (this.current === run) this.turnAway();
    this.used.delete(run);
  }

  private watchTurn(): void {
    if (this.turnIsWatched) return;
    this.turnIsWatched = true;
    setImmediate(() => {
      this.turnIsWatched = false;
      this.turnAway();
    });
  }

  private turnAway(): void {
    this.settle(now());
    this.current = 0;
    Atomics.store(this.cells, RUN, 0);
  }

  private settle(at: number): void {
    const { current, used } = this;
    if (current !== 0) used.set(current, (used.get(current) ?? 0) + ((at - this.since) | 0));
  }

  /** `since` as if the run had computed without a break. */
  private tell(run: number, since: number): void {
    Atomics.store(this.cells, RUN, 0);
    Atomics.store(this.cells, SINCE, since | 0);
    Atomics.store(this.cells, RUN, run);
  }
}

/** Whom the thread computes for. */
export interface Attended {
  readonly run: number;
  /** Milliseconds that it has computed for that run in all. */
  readonly computedMs: number;
}

/** The host's side; undefined while the thread computes for nobody. */
export function attended(memory: SharedArrayBuffer): Attended | undefined {
  const cells = new Int32Array(memory);
  const run = Atomics.load(cells, RUN);
  const since = Atomics.load(cells, SINCE);
  if (run === 0 || Atomics.load(cells, RUN) !== run) return undefined;
  return { run, computedMs: (now() - since) | 0 };
}
