import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../core/ports";

export const nodeClock: Clock = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    signal.throwIfAborted();
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  },
};
