import { t } from "@vscode/l10n";
import { FormulaError, type Expression } from "../../formula/ast";
import { parseFormula } from "../../formula/parse";
import { weightsOf } from "../../formula/weights";
import { rangeInString } from "../places";
import { problemAt, type Rule } from "../rule";

const PATH = ["calculate_output"];

/** Weights such as 0.33 three times are meant as a whole. */
const SLACK = 0.011;

/** A weighted mean whose weights are not one in sum gives no reward from 0 to 1 (grader-semantics.md 7). */
export const checkWeights: Rule = (context) => {
  const formula = context.document.root?.get("calculate_output");
  if (context.document.type !== "multi" || typeof formula !== "string") return [];
  const expression = parsed(formula);
  const weights = expression && weightsOf(expression);
  if (!expression || !weights || weights.length < 2) return [];
  const sum = weights.reduce((total, { value }) => total + value, 0);
  if (Math.abs(sum - 1) < SLACK) return [];
  const shown = Number(sum.toPrecision(6));
  const message = t(
    "The weights add up to {0}, not 1, so the reward does not lie between 0 and 1 as its parts do.",
    shown,
  );
  const range = rangeInString(context.document.json, PATH, expression);
  return [problemAt(context, PATH, { code: "formula-weights", message, range })];
};

function parsed(text: string): Expression | undefined {
  try {
    return parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}
