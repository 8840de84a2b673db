import { setImmediate as soon } from "node:timers";
import { setImmediate } from "node:timers/promises";

/** How long work goes on in one go: a part of a frame, so that nothing waits for it. */
const SLICE_MS = 4;

/**
 * The present turn of the event loop. Where each message is answered by another one, a port hands them over up to a
 * thousand in one turn, and timers and sockets wait (Node's `MessagePort::OnMessage`).
 */
export class Turn {
  private since: number | undefined;

  /** Whether it has gone on for long enough: what can wait should come in the next. */
  isLong(): boolean {
    if (this.since === undefined) {
      this.since = performance.now();
      soon(() => {
        this.since = undefined;
      });
    }
    return performance.now() - this.since > SLICE_MS;
  }
}

/** What is worked out item by item, in slices between which other work has its turn. */
export async function* inSlices<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    if (performance.now() - since > SLICE_MS) {
      await setImmediate();
      since = performance.now();
    }
    yield item;
  }
}
