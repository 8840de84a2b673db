import { t } from "@vscode/l10n";
import { isErrored, raisedFlags } from "../result/flags";
import { isEvalResult, tallyCriteria } from "../result/evalResult";
import type { RunResult } from "../result/runResult";
import type { Expectation } from "../sample/sample";
import type { Outcome } from "./outcome";

/** What a verdict rests on. `scored`: nothing says what a good reward is, so that any reward will do. */
export type VerdictBasis = "expect" | "criteria" | "threshold" | "scored";

/** Whether an outcome passes, and why not. */
export interface Verdict {
  readonly passed: boolean;
  readonly by: VerdictBasis;
  /** One sentence for each thing that is not as it should be; of what passes, what its verdict does not rest on. */
  readonly reasons: readonly string[];
}

const DEFAULT_TOLERANCE = 1e-9;

/**
 * The one meaning of "passed", the same in panel, strip, terminal, tests and tools for agents: what the row expects,
 * else an eval's criteria, else the grader's `pass_threshold`, else that there is a score at all. What is errored
 * passes only where exactly its flags were expected; what was not asked never does.
 */
export function verdictOf(outcome: Outcome, expect: Expectation = {}): Verdict {
  if (outcome.result) return verdictOfResult(outcome.result, expect);
  return { passed: false, by: expectsAnything(expect) ? "expect" : "scored", reasons: [outcome.why.message] };
}

/** {@link verdictOf} of what a provider answered. */
export function verdictOfResult(result: RunResult, expect: Expectation = {}): Verdict {
  if (expectsAnything(expect)) return verdict("expect", expectedReasons(result, expect));
  if (isErrored(result)) return verdict("scored", erroredReasons(raisedFlags(result.metadata.errors)));
  if (isEvalResult(result)) return { ...verdict("criteria", criteriaReasons(result)), ...restsOn(result) };
  const { passed, pass_threshold } = result.diagnostics;
  if (passed === undefined) return verdict("scored", []);
  return verdict("threshold", passed ? [] : [belowWords(result.reward, pass_threshold)]);
}

function verdict(by: VerdictBasis, reasons: readonly string[]): Verdict {
  return { passed: reasons.length === 0, by, reasons };
}

/** A tolerance alone expects nothing. */
function expectsAnything({ reward, passed, sub_rewards, errors }: Expectation): boolean {
  return [reward, passed, sub_rewards, errors].some((value) => value !== undefined);
}

function expectedReasons(result: RunResult, expect: Expectation): readonly string[] {
  const raised = raisedFlags(result.metadata.errors);
  if (expect.errors) return [...flagReasons(raised, expect.errors), ...valueReasons(result, expect)];
  return raised.length > 0 ? erroredReasons(raised) : valueReasons(result, expect);
}

function erroredReasons(raised: readonly string[]): readonly string[] {
  return [t("errored: {0}", raised.join(", "))];
}

function criteriaReasons(result: RunResult): readonly string[] {
  const { failed } = tallyCriteria(result);
  return result.diagnostics.passed === false ? [t("failed: {0}", failed.join(", "))] : [];
}

/** An eval some of whose criteria nobody asked passes by the others, and never without a word. */
function restsOn(result: RunResult): Partial<Verdict> {
  const { notAsked, total } = tallyCriteria(result);
  if (notAsked.length === 0) return {};
  const rest = t(
    "rests on {0} of {1} criteria; not asked: {2}, only {3} can ask that",
    total - notAsked.length,
    total,
    notAsked.join(", "),
    [...new Set(Object.values(result.diagnostics.not_asked ?? {}))].join(", "),
  );
  return { reasons: [...criteriaReasons(result), rest] };
}

function belowWords(reward: number, threshold: number | undefined): string {
  return threshold === undefined
    ? t("reward {0}, not passed", reward)
    : t("reward {0}, below the pass_threshold {1}", reward, threshold);
}

function flagReasons(raised: readonly string[], expected: readonly string[]): string[] {
  const missing = expected
    .filter((flag) => !raised.includes(flag))
    .map((flag) => t("{0} is not raised", flag));
  const extra = raised.filter((flag) => !expected.includes(flag)).map((flag) => t("{0} is raised", flag));
  return [...missing, ...extra];
}

function valueReasons(result: RunResult, expect: Expectation): string[] {
  return [
    ...rewardReasons(result.reward, expect),
    ...passedReasons(result, expect),
    ...subRewardReasons(result, expect),
  ];
}

function rewardReasons(actual: number, { reward, tolerance = DEFAULT_TOLERANCE }: Expectation): string[] {
  if (reward === undefined) return [];
  if (typeof reward === "number")
    return near(actual, reward, tolerance) ? [] : [t("reward {0}, expected {1}", actual, reward)];
  const { min = -Infinity, max = Infinity } = reward;
  if (actual >= min - tolerance && actual <= max + tolerance) return [];
  return [t("reward {0}, expected {1} to {2}", actual, min, max)];
}

function passedReasons({ diagnostics }: RunResult, { passed }: Expectation): string[] {
  if (passed === undefined || diagnostics.passed === passed) return [];
  return [t("passed {0}, expected {1}", String(diagnostics.passed ?? t("unknown")), passed)];
}

function subRewardReasons(
  { sub_rewards: actual }: RunResult,
  { sub_rewards = {}, tolerance = DEFAULT_TOLERANCE }: Expectation,
): string[] {
  return Object.entries(sub_rewards).flatMap(([key, expected]) => {
    const reward = Object.hasOwn(actual, key) ? actual[key] : undefined;
    if (reward === undefined) return [t('no sub-reward "{0}", expected {1}', key, expected)];
    return near(reward, expected, tolerance)
      ? []
      : [t("sub-reward {0} {1}, expected {2}", key, reward, expected)];
  });
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance;
}
