import { t } from "@vscode/l10n";
import { raisedFlags } from "../result/flags";
import { isEvalResult, tallyCriteria } from "../result/evalResult";
import type { RunResult } from "../result/runResult";
import type { Expectation } from "../sample/sample";

/** Whether a result is what its row expects, and what is not. */
export interface Verdict {
  readonly passed: boolean;
  /** One sentence for each thing that is not as expected. */
  readonly reasons: readonly string[];
}

const DEFAULT_TOLERANCE = 1e-9;

/**
 * A row passes when it is scored and meets its `expect`; with `expect.errors`, when the raised flags equal
 * that set; without `expect`, when scored (design.md, exit codes), of an eval when all its criteria pass.
 */
export function judgeExpectation(result: RunResult, expect: Expectation = {}): Verdict {
  const raised = raisedFlags(result.metadata.errors);
  const reasons = expect.errors
    ? flagReasons(raised, expect.errors)
    : raised.length > 0
      ? [t("errored: {0}", raised.join(", "))]
      : [];
  return verdict(
    reasons.length > 0 && !expect.errors
      ? reasons
      : [...reasons, ...valueReasons(result, expect), ...criteriaReasons(result, expect)],
  );
}

/** An eval's criteria are what its rows are expected to meet, where a row expects nothing else of its own. */
function criteriaReasons({ diagnostics, ...result }: RunResult, expect: Expectation): string[] {
  const { reward, passed, sub_rewards, errors } = expect;
  const saysMore = [reward, passed, sub_rewards, errors].some((value) => value !== undefined);
  if (saysMore || !isEvalResult(result) || diagnostics.passed !== false) return [];
  return [t("failed: {0}", tallyCriteria({ diagnostics }).failed.join(", "))];
}

function verdict(reasons: readonly string[]): Verdict {
  return { passed: reasons.length === 0, reasons };
}

function flagReasons(raised: readonly string[], expected: readonly string[]): string[] {
  const missing = expected
    .filter((flag) => !raised.includes(flag))
    .map((flag) => t("{0} is not raised", flag));
  const extra = raised.filter((flag) => !expected.includes(flag)).map((flag) => t("{0} is raised", flag));
  return [...missing, ...extra];
}

function valueReasons(result: RunResult, expect: Expectation): string[] {
  const { reward, passed, sub_rewards = {}, tolerance = DEFAULT_TOLERANCE } = expect;
  const reasons: string[] = [];
  if (typeof reward === "number" && !near(result.reward, reward, tolerance)) {
    reasons.push(t("reward {0}, expected {1}", result.reward, reward));
  } else if (typeof reward === "object") {
    const { min = -Infinity, max = Infinity } = reward;
    if (result.reward < min - tolerance || result.reward > max + tolerance) {
      reasons.push(t("reward {0}, expected {1} to {2}", result.reward, min, max));
    }
  }
  if (passed !== undefined && result.diagnostics.passed !== passed) {
    const actual = String(result.diagnostics.passed ?? t("unknown"));
    reasons.push(t("passed {0}, expected {1}", actual, passed));
  }
  for (const [key, expected] of Object.entries(sub_rewards)) {
    const actual = Object.hasOwn(result.sub_rewards, key) ? result.sub_rewards[key] : undefined;
    if (actual === undefined) reasons.push(t('no sub-reward "{0}", expected {1}', key, expected));
    else if (!near(actual, expected, tolerance))
      reasons.push(t("sub-reward {0} {1}, expected {2}", key, actual, expected));
  }
  return reasons;
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance;
}
