import { setImmediate } from "node:timers/promises";

/** How long work goes on in one go: a part of a frame, so that nothing waits for it. */
const SLICE_MS = 4;

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
