import { t } from "@vscode/l10n";
import type { BinaryOperator, Expression, Span } from "./ast";
import { FORMULA_FUNCTIONS } from "./functions";

export type FormulaOutcome =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "unknown-variable"; readonly name: string; readonly span: Span }
  /** Division by zero, a logarithm of zero, an overflow: no finite number came out. */
  | { readonly kind: "not-finite"; readonly message: string; readonly span: Span };

class Stop extends Error {
  constructor(readonly outcome: Exclude<FormulaOutcome, { kind: "value" }>) {
    super();
  }
}

/** The formula's value for these sub-rewards; not clamped (facts.md "Formula"). */
export function evaluateFormula(
  expression: Expression,
  variables: ReadonlyMap<string, number>,
): FormulaOutcome {
  try {
    return { kind: "value", value: evaluate(expression, variables) };
  } catch (error) {
    if (error instanceof Stop) return error.outcome;
    throw error;
  }
}

function evaluate(expression: Expression, variables: ReadonlyMap<string, number>): number {
  switch (expression.kind) {
    case "number":
      return finite(expression.value, expression, () => t("This number is too large."));
    case "variable":
      return variableValue(expression, variables);
    case "group":
      return evaluate(expression.inner, variables);
    case "negate":
      return -evaluate(expression.operand, variables);
    case "binary": {
      const left = evaluate(expression.left, variables);
      const right = evaluate(expression.right, variables);
      return finite(OPERATIONS[expression.operator](left, right), expression, () =>
        whyBinary(expression.operator, left, right),
      );
    }
    case "call": {
      const values = expression.args.map((arg) => evaluate(arg, variables));
      const call = FORMULA_FUNCTIONS.get(expression.name);
      if (call === undefined) throw new Error(`parseFormula let "${expression.name}" pass`);
      return finite(call.call(...values), expression, () =>
        t("{0} is no number.", `${expression.name}(${values.join(", ")})`),
      );
    }
  }
}

const OPERATIONS: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
};

function variableValue(
  { name, start, end }: Extract<Expression, { kind: "variable" }>,
  variables: ReadonlyMap<string, number>,
): number {
  const value = variables.get(name);
  if (value === undefined) throw new Stop({ kind: "unknown-variable", name, span: { start, end } });
  return value;
}

function finite(value: number, { start, end }: Span, why: () => string): number {
  if (Number.isFinite(value)) return value;
  throw new Stop({ kind: "not-finite", message: why(), span: { start, end } });
}

function whyBinary(operator: BinaryOperator, left: number, right: number): string {
  if (operator === "/" && right === 0) return t("{0} is divided by zero.", left);
  return t("{0} is no finite number.", `${left} ${operator} ${right}`);
}
