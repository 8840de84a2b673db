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
  return interval ? `It is ${between(interval)}.` : "Nothing bounds it.";
}

/** What the formula can come to, as a sentence; undefined where it can't be read. */
export function formulaBoundsWords(document: GraderDocument, formula: string): string | undefined {
  const interval = intervalOf(document, formula);
  if (!interval) return undefined;
  const [low, high] = interval;
  if (low === -Infinity && high === Infinity) return "Nothing bounds the result.";
  if (low < 0 || high > 1) return `The result is ${between(interval)}: ${beyondUnit(interval)}.`;
  return `The result is ${between(interval)}.`;
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

/** Rewards are not clamped (grader-semantics.md 7), which surprises who thinks of 0 to 1. */
function beyondUnit([low, high]: Interval): string {
  const reaches = [...(high > 1 ? [high] : []), ...(low < 0 ? [low] : [])].map((end) =>
    Number.isFinite(end)
      ? `reach ${numberWords(end)}`
      : end > 0
        ? "grow without bound"
        : "fall without bound",
  );
  return `this can ${reaches.join(" and ")}`;
}

function between([low, high]: Interval): string {
  if (low === high) return `always ${numberWords(low)}`;
  if (low === -Infinity) return high === Infinity ? "any number" : `at most ${numberWords(high)}`;
  return high === Infinity
    ? `at least ${numberWords(low)}`
    : `from ${numberWords(low)} to ${numberWords(high)}`;
}

/** Without the noise of binary fractions. */
function numberWords(value: number): string {
  return String(Number(value.toPrecision(6)));
}
