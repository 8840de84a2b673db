import type { Span } from "../template/parse";

export type { Span };

export type BinaryOperator = "+" | "-" | "*" | "/" | "^";

/** A parsed formula; spans are UTF-16 offsets into the formula's text. */
export type Expression =
  | ({ readonly kind: "number"; readonly value: number } & Span)
  | ({ readonly kind: "variable"; readonly name: string } & Span)
  | ({ readonly kind: "negate"; readonly operand: Expression } & Span)
  | ({
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly operatorSpan: Span;
    } & Span)
  | ({
      readonly kind: "call";
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
    } & Span)
  /** Parentheses are kept: the lint asks for them around `^`. */
  | ({ readonly kind: "group"; readonly inner: Expression } & Span);

/** Why a formula can't be read, at its place. */
export class FormulaError extends Error {
  constructor(
    readonly code: "formula-syntax" | "formula-unknown-function" | "formula-arity" | "formula-limit",
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

/** Every part of an expression, outermost first. */
export function* walk(expression: Expression): Generator<Expression> {
  // Not by recursion: a sum of a thousand terms is a thousand levels deep, and each would pass on what is below.
  const next = [expression];
  for (let part = next.pop(); part; part = next.pop()) {
    yield part;
    next.push(...childrenOf(part).toReversed());
  }
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "variable":
      return [];
    case "negate":
      return [expression.operand];
    case "group":
      return [expression.inner];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return expression.args;
  }
}
