import type { GraderDocument } from "../grader/document";
import type { JsonObject } from "../json/value";
import type { ProviderId } from "../providerTable";
import type { RunResult } from "../result/runResult";
import type { Said } from "../said";
import type { Sample } from "../sample/sample";
import type { Problem } from "../validate/problem";

/** Where validate and run happen: the embedded engine or a hosted service. */
export interface GraderProvider {
  readonly id: ProviderId;
  /** The place in words: "engine", or a hosted provider with its origin. */
  readonly label: string;
  /**
   * What the provider says of the grader, after our own schema and rules have passed it.
   * @throws ProviderError when the provider can't be asked; the signal's reason when aborted
   */
  validate(grader: GraderDocument, signal: AbortSignal): Promise<ValidateOutcome>;
  /**
   * Grades one sample. What the sample, the judge or the author's Python did wrong is in the result.
   * @throws ProviderError when the provider can't be asked; the signal's reason when aborted
   */
  run(request: RunRequest, signal: AbortSignal): Promise<RunResult>;
}

export interface RunRequest {
  /** The grader's root as it stands in the file; the provider strips what is ours. */
  readonly grader: JsonObject;
  readonly sample: Sample;
  /** Counts how often the batch has graded this sample before, from 0: a judge's cache keeps repeats apart. */
  readonly repeat?: number;
}

export interface ValidateOutcome {
  readonly problems: readonly Problem[];
  /** The grader as the provider gave it back. */
  readonly grader?: JsonObject;
  readonly requestId?: string;
}

/** Why a provider could not answer; `reason` is for programs, the message for people. */
export type ProviderErrorReason =
  | "key-missing"
  | "consent-missing"
  | "untrusted"
  | "not-configured"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "rejected"
  | "rate-limited"
  /** A judge's quota is used up: the same run can be done later. */
  | "quota"
  | "server"
  | "network"
  | "timeout"
  | "redirect"
  | "bad-answer"
  | "cannot-carry";

export interface ProviderErrorDetails {
  readonly mend?: string;
  readonly status?: number;
  readonly requestId?: string;
  /** The parameter path that a 400 names, such as `grader.source`. */
  readonly param?: string;
}

export class ProviderError extends Error {
  /** The message where it becomes data, if it is in another language. */
  readonly english: string | undefined;

  constructor(
    readonly reason: ProviderErrorReason,
    what: string | Said,
    readonly details: ProviderErrorDetails = {},
  ) {
    super(typeof what === "string" ? what : what.message);
    this.english = typeof what === "string" ? undefined : what.english;
  }
}
