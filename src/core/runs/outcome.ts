import { ProviderError, type ProviderErrorDetails, type ProviderErrorReason } from "../provider/provider";
import { isErrored } from "../result/flags";
import type { RunResult } from "../result/runResult";
import type { NoOutput } from "../sample/sample";

/** What one grader on one row came to. */
export type Outcome = Graded | Unanswered;

/** The provider answered: errored where a flag is up, which is no reward of 0. */
export interface Graded {
  readonly kind: "scored" | "errored";
  readonly result: RunResult;
  readonly why?: undefined;
}

/** No result came: errored where the provider was asked in vain, not asked where nobody was. */
export interface Unanswered {
  readonly kind: "errored" | "not-asked";
  readonly result?: undefined;
  readonly why: WhyNot;
}

/** Why there is no result: `reason` for programs, the message for people. */
export interface WhyNot {
  readonly reason: ProviderErrorReason | NoOutput["reason"];
  readonly message: string;
  readonly details: ProviderErrorDetails;
}

/** Found before anything is asked, or where asking is put off. The others are an answer that failed to come. */
const NOT_ASKED: ReadonlySet<WhyNot["reason"]> = new Set([
  "no-output",
  "service-error",
  "unknown-output",
  "unreadable",
  "key-missing",
  "consent-missing",
  "untrusted",
  "not-configured",
  "quota",
  "cannot-carry",
]);

export function graded(result: RunResult): Graded {
  return { kind: isErrored(result) ? "errored" : "scored", result };
}

export function unanswered(why: WhyNot): Unanswered {
  return { kind: NOT_ASKED.has(why.reason) ? "not-asked" : "errored", why };
}

/**
 * The outcome of asking a provider.
 * @throws what is no ProviderError: a fault of ours, or the reason of an abort
 */
export async function outcomeOf(result: Promise<RunResult>): Promise<Outcome> {
  try {
    return graded(await result);
  } catch (error) {
    if (error instanceof ProviderError) return unanswered(error);
    throw error;
  }
}
