import { FormulaError, type Expression } from "../formula/ast";
import { parseFormula } from "../formula/parse";
import { weightsOf } from "../formula/weights";

/**
 * A formula that counts one more sub-grader: a mean stays a mean, weights that add up to 1 go on doing so, and
 * any other formula keeps its value for a share of the whole.
 *
 * @param others how many sub-graders there are without the new one
 * @returns undefined where the formula can't be read
 */
export function extendFormula(formula: string, key: string, others: number): string | undefined {
  const expression = parsed(formula);
  if (!expression) return undefined;
  const share = shareOf(others);
  return (
    withMean(formula, expression, key) ??
    withWeights(formula, expression, { key, share }) ??
    `${decimals(1 - share)} * ${operand(formula.trim(), expression)} + ${decimals(share)} * ${key}`
  );
}

function parsed(formula: string): Expression | undefined {
  try {
    return parseFormula(formula);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** An even share, in tenths so that people read it at once. */
function shareOf(others: number): number {
  return Math.max(Math.round(10 / (others + 1)), 1) / 10;
}

/** `(a + b) / 2`, where the number counts the variables. */
function withMean(formula: string, expression: Expression, key: string): string | undefined {
  if (expression.kind !== "binary" || expression.operator !== "/") return undefined;
  const { left, right } = expression;
  if (left.kind !== "group" || right.kind !== "number") return undefined;
  const count = countedVariables(left.inner);
  if (count !== right.value) return undefined;
  const { end } = left.inner;
  const between = formula.slice(end, right.start);
  return `${formula.slice(0, end)} + ${key}${between}${count + 1}${formula.slice(right.end)}`;
}

/** How many variables a sum adds up; undefined where it adds anything else. */
function countedVariables(expression: Expression): number | undefined {
  if (expression.kind === "variable") return 1;
  if (expression.kind !== "binary" || expression.operator !== "+") return undefined;
  const [left, right] = [countedVariables(expression.left), countedVariables(expression.right)];
  return left !== undefined && right !== undefined ? left + right : undefined;
}

/** More digits than these are no longer read. */
const MOST_DECIMALS = 4;

/** `0.7 * a + 0.3 * b`, whose weights make room for the new one. */
function withWeights(
  formula: string,
  expression: Expression,
  { key, share }: { readonly key: string; readonly share: number },
): string | undefined {
  const weights = weightsOf(expression) ?? [];
  const scaled = weights.map(({ value }) => value * (1 - share));
  const sum = weights.reduce((total, { value }) => total + value, 0);
  if (weights.length < 2 || Math.abs(sum - 1) > 1e-9 || !scaled.every(isShort)) return undefined;
  let text = "";
  let at = 0;
  for (const [index, { start, end }] of weights.entries()) {
    text += formula.slice(at, start) + decimals(scaled[index] ?? 0);
    at = end;
  }
  return `${text}${formula.slice(at)} + ${decimals(share)} * ${key}`;
}

function isShort(value: number): boolean {
  return Math.abs(value - Number(value.toFixed(MOST_DECIMALS))) < 1e-12;
}

function decimals(value: number): string {
  return String(Number(value.toFixed(MOST_DECIMALS)));
}

/** What can be multiplied as it stands needs no parentheses. */
function operand(formula: string, { kind }: Expression): string {
  return kind === "variable" || kind === "number" || kind === "call" || kind === "group"
    ? formula
    : `(${formula})`;
}
