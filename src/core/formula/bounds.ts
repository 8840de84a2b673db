import type { BinaryOperator, Expression } from "./ast";
import { FORMULA_FUNCTIONS } from "./functions";
import * as interval from "./interval";
import type { Interval } from "./interval";

const OPERATIONS: Readonly<Record<BinaryOperator, (left: Interval, right: Interval) => Interval>> = {
  "+": interval.add,
  "-": interval.subtract,
  "*": interval.multiply,
  "/": interval.divide,
  "^": interval.power,
};

/** Where the formula's value lies when each variable lies in its interval; unknown variables can be anything. */
export function formulaInterval(expression: Expression, variables: ReadonlyMap<string, Interval>): Interval {
  return partIntervals(expression, variables)(expression);
}

/** The same of every part of a formula, worked out once. */
export function partIntervals(
  expression: Expression,
  variables: ReadonlyMap<string, Interval>,
): (part: Expression) => Interval {
  const found = new Map<Expression, Interval>();
  const find = (part: Expression): Interval => {
    const value = known(intervalOf(part, variables, find));
    found.set(part, value);
    return value;
  };
  find(expression);
  return (part) => found.get(part) ?? interval.EVERYTHING;
}

function intervalOf(
  part: Expression,
  variables: ReadonlyMap<string, Interval>,
  find: (part: Expression) => Interval,
): Interval {
  switch (part.kind) {
    case "number":
      return [part.value, part.value];
    case "variable":
      return variables.get(part.name) ?? interval.EVERYTHING;
    case "group":
      return find(part.inner);
    case "negate": {
      const [low, high] = find(part.operand);
      return [-high, -low];
    }
    case "binary":
      return OPERATIONS[part.operator](find(part.left), find(part.right));
    case "call":
      return FORMULA_FUNCTIONS.get(part.name)?.interval(...part.args.map(find)) ?? interval.EVERYTHING;
  }
}

/** ∞ - ∞ and the like: such a part has no value, or any. */
function known([low, high]: Interval): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? interval.EVERYTHING : [low, high];
}
