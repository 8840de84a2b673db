import { t } from "@vscode/l10n";
import type { Expression } from "../../formula/ast";
import { formulaInterval } from "../../formula/bounds";
import type { Interval } from "../../formula/interval";
import type { GraderDocument } from "../../grader/document";
import { JsonNumber } from "../../json/value";
import { replaceInString } from "../fixes";
import { FORMULA_PATH, formulaIn, problemInFormula, variablesOf } from "../formulaIn";
import { gradersIn } from "../graders";
import { graderInterval, subRewardIntervals } from "../rewardInterval";
import { problemAt, type Rule } from "../rule";
import { weightFault } from "./weights";

/** What binary fractions may add to a sum of weights. */
const SLACK = 1e-9;

/** A formula whose result does not keep to 0 to 1: nothing clamps it (facts.md "Formula"). */
export const checkRewardRange: Rule = (context) => {
  const { document } = context;
  const formula = formulaIn(document);
  const expression = formula?.expression;
  if (!expression || weightFault(expression) !== undefined) return [];
  const [low, high] = formulaInterval(expression, subRewardIntervals(document));
  const over = Number.isFinite(high) && high > 1 + SLACK;
  const under = Number.isFinite(low) && low < -SLACK;
  if (!over && !under) return [];
  const text = formula.text.slice(expression.start, expression.end);
  const floored = under ? `max(${text}, 0)` : text;
  const clamped = over ? `min(${floored}, 1)` : floored;
  const message = [rangeWords(over, under, low, high), ...assumption(document, expression)].join(" ");
  const fixes = [replaceInString(document.json, FORMULA_PATH, expression, clamped, t("Keep it from 0 to 1"))];
  return [problemInFormula(context, expression, { code: "formula-range", message, fixes })];
};

function rangeWords(over: boolean, under: boolean, low: number, high: number): string {
  if (!under) return t("The reward can reach {0}: nothing clamps a formula's result.", shown(high));
  return over
    ? t(
        "The reward can reach {0} and fall to {1}: nothing clamps a formula's result.",
        shown(high),
        shown(low),
      )
    : t("The reward can fall to {0}: nothing clamps a formula's result.", shown(low));
}

/** Without the noise of binary fractions. */
function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function assumption(document: GraderDocument, expression: Expression): readonly string[] {
  const used = new Set(variablesOf(expression).map(({ name }) => name));
  const unbounded = gradersIn(document).filter(
    (grader) => grader.key !== undefined && used.has(grader.key) && !graderInterval(grader),
  );
  const keys = unbounded.map(({ key }) => `"${key ?? ""}"`).join(", ");
  return unbounded.length === 0 ? [] : [t("That is if {0} keeps to 0 to 1.", keys)];
}

/** A threshold that every reward meets, or none. */
export const checkThresholdReach: Rule = (context) => {
  const { document } = context;
  return gradersIn(document).flatMap((grader) => {
    const threshold = grader.value.get("pass_threshold");
    // Inside a multi it has no effect, which is a finding of its own.
    if (!(threshold instanceof JsonNumber) || grader.key !== undefined) return [];
    const interval = grader.type === "multi" ? knownInterval(document) : graderInterval(grader);
    if (!interval) return [];
    const [low, high] = interval;
    if (threshold.value > low && threshold.value <= high + SLACK) return [];
    const message =
      threshold.value <= low
        ? t("Every sample passes: no reward is below {0}.", shown(low))
        : t("No sample can pass: the reward is {0} at most.", shown(high));
    return [
      problemAt(context, [...grader.path, "pass_threshold"], { code: "threshold-out-of-reach", message }),
    ];
  });
};

/** Where a multi's reward lies; undefined where a sub-grader is not bounded. */
function knownInterval(document: GraderDocument): Interval | undefined {
  const expression = formulaIn(document)?.expression;
  if (!expression || assumption(document, expression).length > 0) return undefined;
  return formulaInterval(expression, subRewardIntervals(document));
}
