import type { Clock, FetchResponse } from "../ports";
import { discardBody } from "./body";
import { ProviderError } from "./provider";

/** How often and how long we try before giving up. */
export interface RetryPolicy {
  /** Tries after the first. */
  readonly retries: number;
  /** First pause; it doubles with each try, with up to a quarter of jitter taken off. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const DEFAULT_RETRIES: RetryPolicy = { retries: 3, firstPauseMs: 500, longestPauseMs: 30_000 };

/** Whether a status means "not now": time-outs, conflicts, limits and faults of the server. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * Calls until an answer is final or the tries are used up; the last answer or error is the caller's.
 * `Retry-After` (seconds or a date) and `retry-after-ms` decide the pause where the server gives them, and
 * `x-should-retry: false` ends the tries. So does a pause with which all of them would last longer than
 * `timeoutMs`, the time that one try has.
 *
 * @throws the signal's reason when aborted; the last network error; a ProviderError of `call` at once
 */
export async function withRetries(
  call: () => Promise<FetchResponse>,
  clock: Clock,
  signal: AbortSignal,
  timeoutMs: number,
  policy: RetryPolicy = DEFAULT_RETRIES,
): Promise<FetchResponse> {
  let left = timeoutMs;
  for (let tries = 0; ; tries++) {
    const last = tries >= policy.retries;
    let pause: number;
    try {
      const response = await call();
      pause = pauseAfter(response, tries, policy);
      if (last || pause > left || !mayTryAgain(response)) return response;
      await discardBody(response);
    } catch (error) {
      signal.throwIfAborted();
      pause = backOff(tries, policy);
      if (last || pause > left || error instanceof ProviderError) throw error;
    }
    left -= pause;
    await clock.sleep(pause, signal);
  }
}

function mayTryAgain({ status, headers }: FetchResponse): boolean {
  return isPassing(status) && headers.get("x-should-retry") !== "false";
}

function pauseAfter({ headers }: FetchResponse, tries: number, policy: RetryPolicy): number {
  const asked = askedPause(headers);
  return asked === undefined ? backOff(tries, policy) : Math.min(asked, policy.longestPauseMs);
}

/** Milliseconds that the server asks for; undefined where it asks nothing readable. */
function askedPause(headers: FetchResponse["headers"]): number | undefined {
  const milliseconds = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (milliseconds >= 0) return milliseconds;
  const after = headers.get("retry-after");
  if (after === null) return undefined;
  const seconds = Number(after);
  if (after.trim() !== "" && seconds >= 0) return seconds * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(date - Date.now(), 0);
}

function backOff(tries: number, { firstPauseMs, longestPauseMs }: RetryPolicy): number {
  const pause = Math.min(firstPauseMs * 2 ** tries, longestPauseMs);
  return pause * (1 - Math.random() / 4);
}
