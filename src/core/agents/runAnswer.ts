import type { LocatedSample } from "../dataset/rows";
import { pathLabel } from "../report/panel/pathLabel";
import { shorten } from "../shorten";
import { flagWords, raisedFlags } from "../result/flags";
import type { RunResult } from "../result/runResult";
import type { RowOutcome } from "../runs/runner";
import { summarize } from "../runs/tally";
import { verdictOf, type Verdict } from "../runs/verdict";
import { fittedJson, MAX_TEXT } from "./fit";

/** Rows that one call of `graders_run` grades at most. */
export const MAX_ROWS = 50;

/** What is told of one row at most: a row must not fill the answer. */
const MOST_PARTS = 20;
const MOST_REASONS = 3;

/** What was graded, beside the results. */
export interface RunFacts {
  /** Absent for a grader that is in no file. */
  readonly file?: string;
  /** The provider's label: "engine", or a hosted one with its origin. */
  readonly provider: string;
  /** Rows that a further call would grade. */
  readonly notGraded: number;
  /** Rows without an output, which are never graded as if it were empty. */
  readonly withoutOutput: number;
  /** Of a file so long that only its first rows were read. */
  readonly rowsRead?: number;
}

/** What `graders_run` answers. An errored row has no reward: it is no bad answer, and in no mean. */
export function runAnswer(
  { file, provider, notGraded, withoutOutput, rowsRead }: RunFacts,
  outcomes: readonly RowOutcome<LocatedSample>[],
): string {
  const { rows: graded, scored, errored, notAsked, mean } = summarize(outcomes.map(({ outcome }) => outcome));
  const verdicts = outcomes.map(({ row, outcome }) => verdictOf(outcome, row.sample.expect));
  const rows = outcomes.map(rowOf);
  const summary = {
    ...{ graded, scored },
    ...(mean !== undefined && { mean_reward_of_scored: mean }),
    passed: verdicts.filter(({ passed }) => passed).length,
    not_as_expected: rows.filter((row) => "not_as_expected" in row).length,
    errored,
    ...(notAsked > 0 && { not_asked: notAsked }),
    ...(withoutOutput > 0 && { without_output: withoutOutput }),
    ...(rowsRead !== undefined && { long_file: `Only its first ${rowsRead} rows are read here.` }),
    ...(notGraded > 0 && {
      not_graded: `${notGraded} rows: a call grades ${MAX_ROWS} at most. Go on with first_row.`,
    }),
  };
  return fittedJson(rows, (shown, truncated) => ({
    ...(file !== undefined && { file }),
    ...{ provider, summary, rows: shown },
    ...truncated,
  }));
}

function rowOf({ row, outcome }: RowOutcome<LocatedSample>) {
  const { name, expect } = row.sample;
  const place = { row: row.index + 1, ...(name !== undefined && { name: shorten(name, 100) }) };
  const { kind, result, why } = outcome;
  if (!result) {
    const message = shorten([why.message, why.details.mend].filter(Boolean).join(" "), MAX_TEXT);
    const told = [{ flag: why.reason, message }];
    return { ...place, ...(kind === "errored" ? { errored: told } : { not_asked: told }) };
  }
  return {
    ...place,
    ...(kind === "errored" ? { errored: failuresOf(result) } : { reward: result.reward }),
    ...verdictFields(verdictOf(outcome, expect)),
    ...subRewardsOf(result),
  };
}

/** Where nothing says what a good reward is, nothing is said to have passed. */
function verdictFields({ passed, by, reasons }: Verdict) {
  if (by === "scored") return {};
  const told = by === "threshold" ? [] : reasons.slice(0, MOST_REASONS);
  return {
    passed,
    ...(told.length > 0 && { not_as_expected: told.map((reason) => shorten(reason, MAX_TEXT)) }),
  };
}

/** Each raised flag, with what is known of the first failures. */
function failuresOf({ metadata, diagnostics: { failures } }: RunResult) {
  const known = new Set<string>(failures.map(({ flag }) => flag));
  const others = raisedFlags(metadata.errors)
    .filter((flag) => !known.has(flag))
    .map((flag) => ({ flag, path: undefined, message: flagWords(flag).meaning, mend: flagWords(flag).mend }));
  return [...failures, ...others].slice(0, MOST_REASONS).map(({ flag, message, mend, path }) => ({
    flag,
    message: shorten(message, MAX_TEXT),
    ...(mend !== undefined && { mend: shorten(mend, MAX_TEXT) }),
    ...(path && path.length > 0 && { path: pathLabel(path) }),
  }));
}

/** An errored sub-grader is named as such and never shown as 0. */
function subRewardsOf({ sub_rewards, diagnostics }: RunResult) {
  const rewards = Object.entries(sub_rewards).map(([key, reward]) => {
    const sub = diagnostics.sub_graders[key];
    return [key, sub && raisedFlags(sub.errors).length > 0 ? "errored" : reward] as const;
  });
  if (rewards.length === 0) return {};
  const left = rewards.length - MOST_PARTS;
  return {
    sub_rewards: Object.fromEntries(rewards.slice(0, MOST_PARTS)),
    ...(left > 0 && { sub_rewards_left_out: left }),
  };
}
