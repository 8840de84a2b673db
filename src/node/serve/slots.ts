import { ApiError } from "./apiError";

/** How many requests are worked on at once: each holds its body in memory. */
export class Slots {
  private taken = 0;

  constructor(private readonly limit: number) {}

  /**
   * Takes a slot; the answer gives it back.
   * @throws ApiError with status 429 where none is free
   */
  take(): () => void {
    if (this.taken >= this.limit) throw tooMany(this.limit);
    this.taken++;
    return () => {
      this.taken--;
    };
  }
}

function tooMany(limit: number): ApiError {
  return new ApiError(429, `${limit} requests are being worked on, which is the limit. Try again soon.`, {
    type: "requests",
    code: "rate_limit_exceeded",
    headers: { "retry-after": "1" },
  });
}
