import { t } from "@vscode/l10n";
import { walk, type Expression, type Span } from "../../formula/ast";
import { FORMULA_PATH, formulaIn, problemInFormula } from "../formulaIn";
import { rangeInString } from "../places";
import type { Rule, RuleContext } from "../rule";

/** The service's precedence of `^` is not public; with parentheses every reading agrees (facts.md "Formula"). */
export const checkPowers: Rule = (context) => {
  const expression = formulaIn(context.document)?.expression;
  return [...(expression ? walk(expression) : [])].flatMap(looseOperands).map((span) =>
    problemInFormula(context, span, {
      code: "formula-power-parentheses",
      message: t('How strongly "^" binds at the hosted service is not public. Put this in parentheses.'),
      fixes: [{ title: t("Add parentheses"), edits: parentheses(context, span), automatic: true }],
    }),
  );
};

function looseOperands(part: Expression): readonly Span[] {
  if (part.kind === "negate") return isPower(part.operand) ? [part.operand] : [];
  if (part.kind !== "binary") return [];
  const sides = [part.left, part.right];
  if (part.operator === "^") return sides.filter(({ kind }) => kind === "binary" || kind === "negate");
  return sides.filter(isPower);
}

function isPower(expression: Expression): boolean {
  return expression.kind === "binary" && expression.operator === "^";
}

/** As the engine reads it, which is as mathematics does. */
function parentheses({ document }: RuleContext, span: Span) {
  const { start, end } = rangeInString(document.json, FORMULA_PATH, span);
  return [
    { range: { start, end: start }, newText: "(" },
    { range: { start: end, end }, newText: ")" },
  ];
}
