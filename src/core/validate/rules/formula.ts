import { t } from "@vscode/l10n";
import type { Expression } from "../../formula/ast";
import { closestOnes } from "../../json/closest";
import { MOST_SUGGESTIONS, replaceInString, withHint } from "../fixes";
import { FORMULA_PATH, formulaIn, problemInFormula, variablesOf, type FoundFormula } from "../formulaIn";
import type { Problem } from "../problem";
import type { Rule, RuleContext } from "../rule";
import { errorFixes } from "./formulaFixes";

/** The formula parses and names existing sub-graders (facts.md "Formula"). */
export const checkFormula: Rule = (context) => {
  const formula = formulaIn(context.document);
  if (!formula) return [];
  const { expression, error } = formula;
  if (expression) return unknownVariables(context, expression, formula);
  if (!error) return [];
  const fixes = errorFixes(context.document.json, formula, error);
  return [problemInFormula(context, error.span, { code: error.code, message: error.message, fixes })];
};

function unknownVariables(
  context: RuleContext,
  expression: Expression,
  { keys }: FoundFormula,
): readonly Problem[] {
  return variablesOf(expression)
    .filter(({ name }) => !keys.includes(name))
    .map((part) => {
      const meant = closestOnes(part.name, keys).slice(0, MOST_SUGGESTIONS);
      const message = withHint(
        t('No sub-grader has the key "{0}".', part.name),
        meant.map((key) => `"${key}"`),
        t("Sub-graders: {0}.", keys.join(", ")),
      );
      const fixes = meant.map((key) => replaceInString(context.document.json, FORMULA_PATH, part, key));
      return problemInFormula(context, part, { code: "formula-unknown-variable", message, fixes });
    });
}
