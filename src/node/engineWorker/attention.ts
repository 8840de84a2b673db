import process from "node:process";

// A thread that computes hears nothing and says nothing. So it writes beforehand, into memory that the host
// shares, for whom it computes and since when: the host can tell the run that takes long from those behind it.
const RUN = 0;
const STEP = 1;
const SINCE = 2;
/** Odd while the others are written; another number each time that they are. */
const VERSION = 3;

export function attentionMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT);
}

/** Milliseconds of a clock that all threads share, in 32 bits: only differences mean something. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return Math.trunc(seconds * 1000 + nanoseconds / 1e6) | 0;
}

/** The thread's side: each run's time of computing, told while it goes on. */
export class Attention {
  private readonly cells: Int32Array;
  /** Runs that have computed and are not done: the milliseconds of their present step. */
  private readonly used = new Map<number, { readonly step: number; milliseconds: number }>();
  private current = 0;
  private since = 0;
  private turnIsWatched = false;

  constructor(memory: SharedArrayBuffer) {
    this.cells = new Int32Array(memory);
  }

  /**
   * What is computed from here on is this run's, to the end of the event loop's turn or to the next call.
   * @param step of a run that has several, whose time is counted step by step
   */
  give(run: number, step = 0): void {
    const at = now();
    this.settle(at);
    this.current = run;
    this.since = at;
    let used = this.used.get(run);
    if (used?.step !== step) this.used.set(run, (used = { step, milliseconds: 0 }));
    // As if the step had computed without a break.
    this.tell(run, step, at - used.milliseconds);
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
    this.tell(0, 0, 0);
  }

  private settle(at: number): void {
    const used = this.used.get(this.current);
    if (used) used.milliseconds += (at - this.since) | 0;
  }

  private tell(run: number, step: number, since: number): void {
    const { cells } = this;
    Atomics.add(cells, VERSION, 1);
    Atomics.store(cells, RUN, run);
    Atomics.store(cells, STEP, step);
    Atomics.store(cells, SINCE, since | 0);
    Atomics.add(cells, VERSION, 1);
  }
}

/** Whom the thread computes for. */
export interface Attended {
  readonly run: number;
  readonly step: number;
  /** Milliseconds that it has computed for that run's step in all. */
  readonly computedMs: number;
}

/** The host's side; undefined while the thread computes for nobody, or turns to another. */
export function attended(memory: SharedArrayBuffer): Attended | undefined {
  const cells = new Int32Array(memory);
  const version = Atomics.load(cells, VERSION);
  const [run, step, since] = [RUN, STEP, SINCE].map((cell) => Atomics.load(cells, cell)) as [
    number,
    number,
    number,
  ];
  if (run === 0 || version % 2 !== 0 || Atomics.load(cells, VERSION) !== version) return undefined;
  return { run, step, computedMs: (now() - since) | 0 };
}
