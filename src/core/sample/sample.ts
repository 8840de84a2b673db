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
 * The model's output: a text as the API's `model_sample`, a whole `sample` namespace as hosted evals write
 * it, or none (training rows have none, and are never graded as an empty text unasked).
 */
export type Output =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sample"; readonly sample: JsonObject }
  | { readonly kind: "none" };

/** What is graded: one output and its data row. */
export interface Sample {
  readonly name?: string;
  readonly item: Json;
  readonly output: Output;
  readonly label?: number | boolean | string;
  readonly group?: string;
  readonly expect?: Expectation;
}
