import { t } from "@vscode/l10n";
import { FormulaError, walk, type Expression, type Span } from "../../formula/ast";
import { KEY_ADVICE, keyFault } from "../../formula/keys";
import { parseFormula } from "../../formula/parse";
import { closest } from "../../json/closest";
import { isObject } from "../../json/value";
import { rangeInString } from "../places";
import type { Problem } from "../problem";
import { problemAt, type Rule, type RuleContext } from "../rule";

const PATH = ["calculate_output"];

/** The formula parses and names existing sub-graders (grader-semantics.md 7). */
export const checkFormula: Rule = (context) => {
  const { root, type } = context.document;
  const text = root?.get("calculate_output");
  const graders = root?.get("graders");
  if (type !== "multi" || typeof text !== "string" || !isObject(graders)) return [];
  let expression: Expression;
  try {
    expression = parseFormula(text);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return [atSpan(context, error.span, { code: error.code, message: error.message })];
  }
  const keys = [...graders.keys()];
  return [
    ...unknownVariables(context, expression, keys),
    ...unusedSubGraders(context, expression, keys),
    ...looseParentheses(context, expression),
  ];
};

function unknownVariables(
  context: RuleContext,
  expression: Expression,
  keys: readonly string[],
): readonly Problem[] {
  return [...walk(expression)].flatMap((part) => {
    if (part.kind !== "variable" || keys.includes(part.name)) return [];
    const near = closest(part.name, keys);
    const hint =
      near === undefined ? t("Sub-graders: {0}.", keys.join(", ")) : t('Did you mean "{0}"?', near);
    const message = `${t('No sub-grader has the key "{0}".', part.name)} ${hint}`;
    const range = rangeInString(context.document.json, PATH, part);
    const fix =
      near === undefined
        ? {}
        : { fix: { title: t('Replace with "{0}"', near), edits: [{ range, newText: near }] } };
    return [atSpan(context, part, { code: "formula-unknown-variable", message, ...fix })];
  });
}

function unusedSubGraders(
  context: RuleContext,
  expression: Expression,
  keys: readonly string[],
): readonly Problem[] {
  const used = new Set([...walk(expression)].map((part) => (part.kind === "variable" ? part.name : "")));
  return keys
    .filter((key) => !used.has(key))
    .map((key) => {
      const path = ["graders", key];
      const message = t('The formula does not use "{0}": it runs, and may cost, for nothing.', key);
      const range = context.document.json.rangeOfKey(path);
      return problemAt(context, path, {
        code: "formula-unused-sub-grader",
        message,
        range,
      });
    });
}

/** The service's precedence of `^` is not public; with parentheses every reading agrees (grader-semantics.md 7). */
function looseParentheses(context: RuleContext, expression: Expression): readonly Problem[] {
  const loose = [...walk(expression)].flatMap((part): Span[] => {
    if (part.kind === "negate") return isPower(part.operand) ? [part.operand] : [];
    if (part.kind !== "binary") return [];
    const sides = [part.left, part.right];
    if (part.operator === "^") return sides.filter(({ kind }) => kind === "binary" || kind === "negate");
    return sides.filter(isPower);
  });
  return loose.map((span) =>
    atSpan(context, span, {
      code: "formula-power-parentheses",
      message: t('How strongly "^" binds at the hosted service is not public. Put this in parentheses.'),
      fix: { title: t("Add parentheses"), edits: parentheses(context, span) },
    }),
  );
}

function isPower(expression: Expression): boolean {
  return expression.kind === "binary" && expression.operator === "^";
}

function parentheses({ document }: RuleContext, span: Span) {
  const { start, end } = rangeInString(document.json, PATH, span);
  return [
    { range: { start, end: start }, newText: "(" },
    { range: { start: end, end }, newText: ")" },
  ];
}

function atSpan(
  context: RuleContext,
  span: Span,
  problem: Pick<Problem, "code" | "message"> & Partial<Problem>,
): Problem {
  return problemAt(context, PATH, { range: rangeInString(context.document.json, PATH, span), ...problem });
}

/** Keys are variables of the formula (grader-semantics.md 7). */
export const checkSubGraderKeys: Rule = (context) => {
  const graders = context.document.root?.get("graders");
  if (context.document.type !== "multi" || !isObject(graders)) return [];
  return [...graders.keys()].flatMap((key) => {
    const wrong = keyFault(key);
    if (wrong === undefined) return [];
    const path = ["graders", key];
    const message = `${wrong} ${KEY_ADVICE}`;
    const range = context.document.json.rangeOfKey(path);
    return [problemAt(context, path, { code: "sub-grader-key", message, range })];
  });
};
