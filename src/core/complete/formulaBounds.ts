import { t } from "@vscode/l10n";
import { FormulaError } from "../formula/ast";
import { formulaInterval } from "../formula/bounds";
import type { Interval } from "../formula/interval";
import { parseFormula } from "../formula/parse";
import type { GraderDocument } from "../grader/document";
import { graderInterval } from "../validate/rewardInterval";
import { gradersIn, type FoundGrader } from "../validate/graders";

/** Where a sub-grader's reward lies, as a sentence. */
export function boundsWords(grader: FoundGrader): string {
  const interval = graderInterval(grader);
  return interval ? t("It is {0}.", between(interval)) : t("Nothing bounds it.");
}

/** What the formula can come to, as a sentence; undefined where it can't be read. */
export function formulaBoundsWords(document: GraderDocument, formula: string): string | undefined {
  const interval = intervalOf(document, formula);
  if (!interval) return undefined;
  const [low, high] = interval;
  if (low === -Infinity && high === Infinity) return t("Nothing bounds the result.");
  return [t("The result is {0}.", between(interval)), ...beyondUnit(interval)].join(" ");
}

function intervalOf(document: GraderDocument, formula: string): Interval | undefined {
  const known = gradersIn(document).flatMap((sub): [string, Interval][] => {
    const interval = graderInterval(sub);
    return interval && sub.key !== undefined ? [[sub.key, interval]] : [];
  });
  try {
    return formulaInterval(parseFormula(formula), new Map(known));
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** Rewards are not clamped (facts.md "Formula"), which surprises who thinks of 0 to 1. */
function beyondUnit([low, high]: Interval): readonly string[] {
  return [...(high > 1 ? [high] : []), ...(low < 0 ? [low] : [])].map((end) => {
    if (Number.isFinite(end)) return t("It can reach {0}.", numberWords(end));
    return end > 0 ? t("It can grow without bound.") : t("It can fall without bound.");
  });
}

function between([low, high]: Interval): string {
  if (low === high) return t("always {0}", numberWords(low));
  if (low === -Infinity) return high === Infinity ? t("any number") : t("at most {0}", numberWords(high));
  return high === Infinity
    ? t("at least {0}", numberWords(low))
    : t("from {0} to {1}", numberWords(low), numberWords(high));
}

/** Without the noise of binary fractions. */
function numberWords(value: number): string {
  return String(Number(value.toPrecision(6)));
}
