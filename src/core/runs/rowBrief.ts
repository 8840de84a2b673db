import type { NumberedSample } from "../dataset/rows";
import { isEvalResult } from "../result/evalResult";
import { raisedFlags } from "../result/flags";
import type { Failure, RunResult } from "../result/runResult";
import { markOf, type RowMark } from "./rowMark";
import { otherScores, type OtherScore } from "./otherScores";
import type { RowOutcome } from "./runner";
import type { Verdict } from "./verdict";

/** What one line of a terminal says of a row. */
export interface RowBrief extends RowMark {
  /** Zero-based. */
  readonly index: number;
  readonly name?: string;
  /** Why it did not pass. */
  readonly reasons: readonly string[];
  /** Of an eval's row, whose reward is no score of its own: whether all criteria passed. */
  readonly evalPassed?: boolean;
  /** Scores that came along with it and are others. */
  readonly others?: readonly OtherScore[];
  /** What made it errored, where that is not what was expected. */
  readonly fault?: Fault;
}

/** Flags that are up, and what is known of them. */
export interface Fault {
  readonly raised: readonly string[];
  readonly failures: readonly Failure[];
}

export function briefOf({ row, outcome }: RowOutcome<NumberedSample>, verdict: Verdict): RowBrief {
  const { index, sample } = row;
  const { result } = outcome;
  const others = outcome.kind === "scored" ? otherScores(sample, outcome.result) : [];
  const isEval = result !== undefined && isEvalResult(result);
  return {
    ...markOf(outcome, sample.expect, verdict),
    index,
    ...(sample.name !== undefined && { name: sample.name }),
    reasons: verdict.reasons,
    ...(isEval && { evalPassed: result.diagnostics.passed === true }),
    ...(others.length > 0 && { others }),
    ...(result && outcome.kind === "errored" && !verdict.passed && { fault: faultOf(result) }),
  };
}

export function faultOf({ metadata, diagnostics }: RunResult): Fault {
  return { raised: raisedFlags(metadata.errors), failures: diagnostics.failures };
}
