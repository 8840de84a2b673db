import { t } from "@vscode/l10n";
import { walk, type Expression } from "../../formula/ast";
import { partIntervals } from "../../formula/bounds";
import type { Interval } from "../../formula/interval";
import { replaceInString } from "../fixes";
import { FORMULA_PATH, formulaIn, problemInFormula, type FoundFormula } from "../formulaIn";
import type { Problem, ProblemFix } from "../problem";
import { countedAsError, subRewardIntervals } from "../rewardInterval";
import type { Rule, RuleContext } from "../rule";

type IntervalOf = (part: Expression) => Interval;

/**
 * Where a formula has no value for rewards that its sub-graders can have, the grader errors (facts.md "Formula").
 * An errored sub-grader counts as 0, so that a part can be 0 which no score makes 0.
 */
export const checkUndefinedValues: Rule = (context) => {
  const { document } = context;
  const formula = formulaIn(document);
  if (!formula?.expression) return [];
  const scored = subRewardIntervals(document);
  const counted = countedAsError(document);
  const withErrors = new Map(
    [...scored].map(([key, [low, high]]): [string, Interval] => [
      key,
      [Math.min(low, counted), Math.max(high, counted)],
    ]),
  );
  const bounds = {
    scored: partIntervals(formula.expression, scored),
    withErrors: partIntervals(formula.expression, withErrors),
  };
  return [...walk(formula.expression)].flatMap((part) => faultOf(context, formula, part, bounds) ?? []);
};

interface Bounds {
  readonly scored: IntervalOf;
  readonly withErrors: IntervalOf;
}

function faultOf(
  context: RuleContext,
  formula: FoundFormula,
  part: Expression,
  bounds: Bounds,
): Problem | undefined {
  if (part.kind === "call") return outsideDomain(context, formula, part, bounds);
  if (part.kind !== "binary") return undefined;
  if (part.operator === "/") return divisor(context, formula, part.right, bounds);
  return part.operator === "^" ? power(context, part, bounds) : undefined;
}

function divisor(
  context: RuleContext,
  formula: FoundFormula,
  part: Expression,
  { scored, withErrors }: Bounds,
): Problem | undefined {
  if (!holdsZero(withErrors(part))) return undefined;
  const text = textOf(formula, part);
  const message = holdsZero(scored(part))
    ? t('"{0}" can be 0, and what is divided by 0 is no reward.', text)
    : t('"{0}" is 0 when a sub-grader errors, and what is divided by 0 is no reward.', text);
  return problemInFormula(context, part, {
    code: "formula-division-by-zero",
    message,
    fixes: atLeast(context, formula, part, SMALLEST, withErrors(part)),
  });
}

function holdsZero([low, high]: Interval): boolean {
  return low <= 0 && high >= 0;
}

/** A divisor that moves no reward that people look at, and can be divided by. */
const SMALLEST = 0.001;

/** `max(x, least)`; a part that can be negative would become another number by it. */
function atLeast(
  context: RuleContext,
  formula: FoundFormula,
  part: Expression,
  least: number,
  [low]: Interval,
): readonly ProblemFix[] {
  if (low < 0) return [];
  return [
    replaceInString(context.document.json, FORMULA_PATH, part, `max(${textOf(formula, part)}, ${least})`),
  ];
}

/** The part as it is written, without its own parentheses. */
function textOf({ text }: FoundFormula, part: Expression): string {
  const { start, end } = part.kind === "group" ? part.inner : part;
  return text.slice(start, end);
}

function outsideDomain(
  context: RuleContext,
  formula: FoundFormula,
  { name, args: [arg] }: Extract<Expression, { kind: "call" }>,
  { withErrors }: Bounds,
): Problem | undefined {
  if (!arg || (name !== "log" && name !== "sqrt")) return undefined;
  const [low] = withErrors(arg);
  const text = textOf(formula, arg);
  const { json } = context.document;
  if (name === "log" && low <= 0) {
    const message = t('"{0}" can be 0 or less, of which there is no logarithm.', text);
    const fixes = atLeast(context, formula, arg, SMALLEST, withErrors(arg));
    return problemInFormula(context, arg, { code: "formula-undefined", message, fixes });
  }
  if (name !== "sqrt" || low >= 0) return undefined;
  const message = t('"{0}" can be negative, of which there is no square root.', text);
  const fixes = [replaceInString(json, FORMULA_PATH, arg, `max(${text}, 0)`)];
  return problemInFormula(context, arg, { code: "formula-undefined", message, fixes });
}

function power(
  context: RuleContext,
  { left, right }: Extract<Expression, { kind: "binary" }>,
  { withErrors }: Bounds,
): Problem | undefined {
  const base = withErrors(left);
  const [least, most] = withErrors(right);
  if (least < 0 && holdsZero(base)) {
    const message = t("The base can be 0 and its exponent negative, which is a division by 0.");
    return problemInFormula(context, left, { code: "formula-division-by-zero", message });
  }
  if (base[0] >= 0 || (least === most && Number.isInteger(least))) return undefined;
  const message = t("The base can be negative and its exponent no whole number: there is no such power.");
  return problemInFormula(context, left, { code: "formula-undefined", message });
}
