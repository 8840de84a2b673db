import type { Expression } from "./ast";

type NumberLiteral = Extract<Expression, { readonly kind: "number" }>;

/** The weights of a sum of weighted variables, as they stand; undefined for any other formula. */
export function weightsOf(expression: Expression): readonly NumberLiteral[] | undefined {
  if (expression.kind === "group") return weightsOf(expression.inner);
  if (expression.kind !== "binary") return undefined;
  const { operator, left, right } = expression;
  if (operator === "+") {
    const [first, second] = [weightsOf(left), weightsOf(right)];
    return first && second && [...first, ...second];
  }
  if (operator !== "*") return undefined;
  const [weight, variable] = left.kind === "number" ? [left, right] : [right, left];
  return weight.kind === "number" && variable.kind === "variable" ? [weight] : undefined;
}
