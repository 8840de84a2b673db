/** How often a limit looks whether it counts: so much of it may be wrong. */
const LOOKS = 50;

export interface TimeLimit {
  /** Aborted when the time is up. */
  readonly signal: AbortSignal;
  /** Ends the counting. */
  end(): void;
}

/**
 * A limit of time that stands still while something else is waited for, such as a user's answer.
 *
 * @param limitMs milliseconds
 * @param isHeld whether the time does not count at the moment
 */
export function timeLimit(limitMs: number, isHeld: () => boolean = () => false): TimeLimit {
  const controller = new AbortController();
  const lookMs = Math.max(1, limitMs / LOOKS);
  let left = limitMs;
  let looked = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (!isHeld()) left -= now - looked;
    looked = now;
    if (left > 0) return;
    clearInterval(timer);
    controller.abort();
  }, lookMs);
  timer.unref();
  return { signal: controller.signal, end: () => clearInterval(timer) };
}
