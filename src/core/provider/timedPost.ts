import type { Clock, Fetch, FetchResponse } from "../ports";
import { readBody } from "./body";
import type { ProviderError } from "./provider";
import { withRetries } from "./retry";

export interface CallOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Milliseconds for one try, the reading of its answer included; a try that runs out of them is the last. */
  readonly timeoutMs: number;
}

/** Larger than any grader, result or verdict; no server shall fill our memory. */
const MAX_ANSWER_BYTES = 10_000_000;

/** One POST with its retries and time limit. */
export class TimedPost {
  private limit: AbortSignal | undefined;

  constructor(
    private readonly options: CallOptions,
    private readonly signal: AbortSignal,
    /** What is thrown when a try runs out of time. */
    private readonly timedOut: (seconds: number) => ProviderError,
  ) {}

  /**
   * The answer, its body unread.
   * @throws the signal's reason when aborted, `timedOut`, or the last network error
   */
  send(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<FetchResponse> {
    const { fetch, clock, timeoutMs } = this.options;
    const tryOnce = () => {
      this.limit = AbortSignal.timeout(timeoutMs);
      const signal = AbortSignal.any([this.signal, this.limit]);
      return this.inTime(fetch(url, { method: "POST", headers, body, signal, redirect: "manual" }));
    };
    return withRetries(tryOnce, clock, this.signal, timeoutMs);
  }

  /**
   * The text of the answer.
   * @throws the signal's reason when aborted, `timedOut`, or a BodyError
   */
  read(response: FetchResponse): Promise<string> {
    return this.inTime(readBody(response, MAX_ANSWER_BYTES));
  }

  private async inTime<T>(step: Promise<T>): Promise<T> {
    try {
      return await step;
    } catch (error) {
      this.signal.throwIfAborted();
      throw this.limit?.aborted ? this.timedOut(this.options.timeoutMs / 1000) : error;
    }
  }
}
