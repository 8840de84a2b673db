import { t } from "@vscode/l10n";
import { flagWords, isErrored, raisedFlags } from "../result/flags";
import { isEvalResult, tallyCriteria } from "../result/evalResult";
import type { RunMetadata, RunResult } from "../result/runResult";
import { verdictOfResult } from "../runs/verdict";
import type { Expectation } from "../sample/sample";
import { formatReward } from "./numbers";

/**
 * A result in a few words: "0.57 not passed", "errored: Python failed".
 * @param expect what the sample's row expects
 */
export function resultWords(result: RunResult, expect?: Expectation): string {
  const { passed, by } = verdictOfResult(result, expect);
  const known = by === "scored" ? undefined : passed;
  return erroredWords(result.metadata.errors) ?? criteriaWords(result) ?? scoredWords(result.reward, known);
}

/** A reward with its verdict, where there is one. */
export function scoredWords(reward: number, passed: boolean | undefined): string {
  const text = formatReward(reward);
  if (passed === undefined) return text;
  return passed ? t("{0} passed", text) : t("{0} not passed", text);
}

/** Of an eval. */
function criteriaWords(result: RunResult): string | undefined {
  if (!isEvalResult(result)) return undefined;
  const { passed, total } = tallyCriteria(result);
  return t("{0} of {1} criteria passed", passed.length, total);
}

/** What a sub-grader came to in a multi's result, or a criterion in an eval's; undefined where the result does not tell. */
export function subResultWords(result: RunResult, key: string): string | undefined {
  const { sub_graders } = result.diagnostics;
  if (Object.hasOwn(sub_graders, key)) {
    const sub = sub_graders[key];
    return sub && (erroredWords(sub.errors) ?? scoredWords(sub.reward, sub.passed));
  }
  // A hosted multi does not tell which of its sub-graders errored, and those count as 0.
  if (isErrored(result) || !Object.hasOwn(result.sub_rewards, key)) return undefined;
  return formatReward(result.sub_rewards[key] ?? NaN);
}

function erroredWords(errors: RunMetadata["errors"]): string | undefined {
  const [first, ...more] = raisedFlags(errors);
  if (first === undefined) return undefined;
  const { title } = flagWords(first);
  return t("errored: {0}", more.length > 0 ? `${title} (+${more.length})` : title);
}
