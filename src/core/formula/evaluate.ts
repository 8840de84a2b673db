import type { BinaryOperator, Expression, Span } from "./ast";
import { FORMULA_FUNCTIONS } from "./functions";
import * as interval from "./interval";
import type { Interval } from "./interval";

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

/** The formula's value for these sub-rewards; not clamped (grader-semantics.md 7). */
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
      return finite(expression.value, expression, () => "This number is too large");
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
      return finite(
        call.call(...values),
        expression,
        () => `${expression.name}(${values.join(", ")}) is no number`,
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
  throw new Stop({ kind: "not-finite", message: `${why()}.`, span: { start, end } });
}

function whyBinary(operator: BinaryOperator, left: number, right: number): string {
  if (operator === "/" && right === 0) return `${left} is divided by zero`;
  return `${left} ${operator} ${right} is no finite number`;
}

const INTERVALS: Readonly<Record<BinaryOperator, (left: Interval, right: Interval) => Interval>> = {
  "+": interval.add,
  "-": interval.subtract,
  "*": interval.multiply,
  "/": interval.divide,
  "^": interval.power,
};

/** Where the formula's value lies when each variable lies in its interval; unknown variables can be anything. */
export function formulaInterval(expression: Expression, variables: ReadonlyMap<string, Interval>): Interval {
  return known(intervalOf(expression, variables));
}

/** ∞ - ∞ and the like: such a formula has no value, or any. */
function known([low, high]: Interval): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? interval.EVERYTHING : [low, high];
}

/** Where an operator's or a function's value lies when its operands lie in theirs. */
export function valueInterval(
  part: Extract<Expression, { kind: "binary" | "call" }>,
  operands: readonly Interval[],
): Interval {
  if (part.kind === "call")
    return known(FORMULA_FUNCTIONS.get(part.name)?.interval(...operands) ?? interval.EVERYTHING);
  const [left = interval.EVERYTHING, right = interval.EVERYTHING] = operands;
  return known(INTERVALS[part.operator](left, right));
}

function intervalOf(expression: Expression, variables: ReadonlyMap<string, Interval>): Interval {
  switch (expression.kind) {
    case "number":
      return [expression.value, expression.value];
    case "variable":
      return variables.get(expression.name) ?? interval.EVERYTHING;
    case "group":
      return intervalOf(expression.inner, variables);
    case "negate": {
      const [low, high] = intervalOf(expression.operand, variables);
      return [-high, -low];
    }
    case "binary":
      return valueInterval(expression, [
        intervalOf(expression.left, variables),
        intervalOf(expression.right, variables),
      ]);
    case "call":
      return valueInterval(
        expression,
        expression.args.map((arg) => intervalOf(arg, variables)),
      );
  }
}
