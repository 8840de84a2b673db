import type { Expectation } from "../sample/sample";
import type { Outcome, WhyNot } from "./outcome";
import { verdictOf, type Verdict } from "./verdict";

/** What sums and exit codes need of a row that has ended: plain data, a small part of its outcome. */
export interface RowMark {
  readonly kind: Outcome["kind"];
  readonly passed: boolean;
  /** Whether it raised exactly the flags that it should, whatever else it should have done. */
  readonly erroredAsExpected: boolean;
  /** Of its result. */
  readonly reward?: number;
  /** Where there is no result. */
  readonly why?: WhyNot;
}

/** @param verdict of the outcome under `expect` */
export function markOf(outcome: Outcome, expect: Expectation | undefined, { passed }: Verdict): RowMark {
  const { kind, result, why } = outcome;
  const errors = expect?.errors;
  return {
    kind,
    passed,
    erroredAsExpected: errors !== undefined && verdictOf(outcome, { errors }).passed,
    ...(result && { reward: result.reward }),
    ...(why && { why: { reason: why.reason, message: why.message, details: why.details } }),
  };
}
