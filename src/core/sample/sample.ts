import type { Json, JsonObject } from "../json/value";
import type { ErrorFlag } from "../result/errorFlags";

/** What a row expects of its result (architecture.md "Passing"). */
export interface Expectation {
  readonly reward?: number | { readonly min?: number; readonly max?: number };
  /** Largest difference from `reward` that still meets it; 1e-9 where absent. */
  readonly tolerance?: number;
  readonly passed?: boolean;
  readonly sub_rewards?: Readonly<Record<string, number>>;
  readonly errors?: readonly ErrorFlag[];
}

/**
 * The model's output: a text as the API's `model_sample`, a whole `sample` as hosted evals, services and SDKs write
 * it, or none: it is never graded as an empty text unasked. `outputOf` alone tells the last two apart.
 */
export type Output =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sample"; readonly sample: JsonObject }
  | {
      readonly kind: "none";
      /** Absent: the row brings none, as training rows do. */
      readonly why?: NoOutput;
      /** The `sample` in which none was found. */
      readonly given?: JsonObject;
    };

/** Why there is no output in what a row brings. */
export type NoOutput =
  /** Where an output would stand there is none: `choices` is empty, say. */
  | { readonly reason: "no-output"; readonly keys: readonly string[] }
  /** The service's own error, in its words. */
  | { readonly reason: "service-error"; readonly error: string }
  /** None of the shapes that we know. */
  | { readonly reason: "unknown-output"; readonly keys: readonly string[] }
  /** The row itself can't be read: nothing grades it. */
  | { readonly reason: "unreadable"; readonly message: string; readonly text: string };

/** What is graded: one output and its data row. */
export interface Sample {
  readonly name?: string;
  readonly item: Json;
  readonly output: Output;
  readonly label?: number | boolean | string;
  readonly group?: string;
  readonly expect?: Expectation;
  /** What a hosted service said of it. */
  readonly hosted?: Hosted;
  /** What a trainer recorded of it. */
  readonly recorded?: Recorded;
}

/** Results that came along with a row of a hosted run. */
export interface Hosted {
  readonly passed?: boolean;
  readonly results: readonly HostedResult[];
}

export interface HostedResult {
  readonly name: string;
  readonly score?: number;
  readonly passed?: boolean;
}

/** Rewards that came along with a trainer's rollout. */
export interface Recorded {
  readonly reward?: number;
  /** By the names of its reward functions. */
  readonly parts?: Readonly<Record<string, number>>;
}
