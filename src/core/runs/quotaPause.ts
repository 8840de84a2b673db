import type { Outcome, WhyNot } from "./outcome";

/**
 * Resolves when the rows may go on, and rejects where they are cancelled.
 * @param why with reason `quota`: whose quota is used up, in words
 */
export type QuotaPause = (why: WhyNot, signal: AbortSignal) => Promise<void>;

/**
 * A used-up quota holds rows up instead of leaving them out: the row waits for `pause` and is asked again, and so
 * does what comes meanwhile. One pause at a time, however many rows meet the quota.
 */
export function pausing<Row>(
  ask: (row: Row) => Promise<Outcome>,
  pause: QuotaPause,
  signal: AbortSignal,
): (row: Row) => Promise<Outcome> {
  let paused: Promise<void> | undefined;
  let pauses = 0;
  const startPause = async (why: WhyNot) => {
    try {
      await pause(why, signal);
    } finally {
      paused = undefined;
      pauses++;
    }
  };
  return async (row) => {
    for (;;) {
      await paused;
      const before = pauses;
      const outcome = await ask(row);
      if (outcome.why?.reason !== "quota") return outcome;
      // Asked before a pause that is over by now: it may be done again at once.
      if (before === pauses) await (paused ??= startPause(outcome.why));
    }
  };
}
