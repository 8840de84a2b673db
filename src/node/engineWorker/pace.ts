import type { EventLoopUtilization } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";

/** Between two looks: long enough that a short pause tells nothing, short against what a batch takes. */
const LOOK_MS = 20;
/** The share of time from which on a thread counts as busy. */
const BUSY = 0.9;

/** How much of its time a thread computes, which the thread itself need not tell. */
export class Pace {
  private at = -Infinity;
  private before: EventLoopUtilization | undefined;
  private busy = false;

  /** Whether it has computed nearly all the time between the last two looks, which are {@link LOOK_MS} apart or more. */
  isBusy(worker: Worker): boolean {
    const at = performance.now();
    if (at - this.at < LOOK_MS) return this.busy;
    this.at = at;
    const now = worker.performance.eventLoopUtilization();
    const { before } = this;
    this.before = now;
    this.busy = before !== undefined && share(before, now) >= BUSY;
    return this.busy;
  }
}

/** 0 before the thread has begun, and where it was begun anew in between. */
function share(before: EventLoopUtilization, now: EventLoopUtilization): number {
  const active = now.active - before.active;
  const idle = now.idle - before.idle;
  return active > 0 && idle >= 0 ? active / (active + idle) : 0;
}
