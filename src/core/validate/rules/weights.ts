import { t } from "@vscode/l10n";
import type { Expression } from "../../formula/ast";
import { weightsOf } from "../../formula/weights";
import { replaceInString } from "../fixes";
import { FORMULA_PATH, formulaIn, problemInFormula } from "../formulaIn";
import type { Rule } from "../rule";

/** Weights such as 0.33 three times are meant as a whole. */
const SLACK = 0.011;

/** A weighted mean whose weights are not one in sum gives no reward from 0 to 1 (facts.md "Formula"). */
export const checkWeights: Rule = (context) => {
  const formula = formulaIn(context.document);
  const { expression } = formula ?? {};
  const sum = expression && weightFault(expression);
  if (!formula || !expression || sum === undefined) return [];
  const shown = Number(sum.toPrecision(6));
  const message = t(
    "The weights add up to {0}, not 1, so the reward does not lie between 0 and 1 as its parts do.",
    shown,
  );
  const text = formula.text.slice(expression.start, expression.end);
  const divided = expression.kind === "group" ? `${text} / ${shown}` : `(${text}) / ${shown}`;
  const fixes = shown > 0 ? [replaceInString(context.document.json, FORMULA_PATH, expression, divided)] : [];
  return [problemInFormula(context, expression, { code: "formula-weights", message, fixes })];
};

/** What the weights of a weighted sum come to, where that is not 1; undefined for any other formula. */
export function weightFault(expression: Expression): number | undefined {
  const weights = weightsOf(expression);
  if (!weights || weights.length < 2) return undefined;
  const sum = weights.reduce((total, { value }) => total + value, 0);
  return Math.abs(sum - 1) < SLACK ? undefined : sum;
}
