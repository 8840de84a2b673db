import type { Expression } from "./ast";
import { add, divide, EVERYTHING, monotone, multiply, power, subtract, type Interval } from "./interval";

/** Where an expression's value lies, and where its derivative by one variable does. */
interface Bounds {
  readonly value: Interval;
  readonly slope: Interval;
}

const FLAT: Interval = [0, 0];
const RISING: Interval = [0, Infinity];

type Variable = Extract<Expression, { kind: "variable" }>;

/**
 * Where the formula's derivative lies by some occurrences of a variable, when each variable lies in its interval
 * (forward differentiation in interval arithmetic: the bounds hold, and may be wider than need be). Steps and
 * kinks count by their direction: where `slope[1] <= 0` the formula never rises. Only parts that hold an
 * occurrence are looked into, so that asking for each variable of a long formula stays cheap.
 *
 * @param intervalOf where each part's value lies, of `partIntervals`
 */
export function formulaSlope(
  expression: Expression,
  intervalOf: (part: Expression) => Interval,
  occurrences: readonly Variable[],
): Interval {
  const holds = ({ start, end }: Expression) =>
    occurrences.some((variable) => variable.start >= start && variable.end <= end);
  const slope = (part: Expression): Interval => {
    if (!holds(part)) return FLAT;
    const bounds = (inner: Expression): Bounds => ({ value: intervalOf(inner), slope: slope(inner) });
    switch (part.kind) {
      case "number":
        return FLAT;
      case "variable":
        return [1, 1];
      case "group":
        return slope(part.inner);
      case "negate":
        return negated(slope(part.operand));
      case "binary":
        return SLOPES[part.operator](bounds(part.left), bounds(part.right), intervalOf(part));
      case "call":
        return callSlope(part.name, part.args.map(bounds));
    }
  };
  return known(slope(expression));
}

const SLOPES = {
  "+": (left: Bounds, right: Bounds) => add(left.slope, right.slope),
  "-": (left: Bounds, right: Bounds) => subtract(left.slope, right.slope),
  "*": productSlope,
  "/": (left: Bounds, right: Bounds) => {
    if (isFlat(right.slope)) return divide(left.slope, right.value);
    const square = multiply(right.value, right.value);
    return divide(subtract(multiply(left.slope, right.value), multiply(left.value, right.slope)), square);
  },
  "^": powerSlope,
} as const;

function productSlope(left: Bounds, right: Bounds): Interval {
  return add(multiply(left.slope, right.value), multiply(left.value, right.slope));
}

function powerSlope(base: Bounds, exponent: Bounds, value: Interval): Interval {
  if (isFlat(base.slope) && isFlat(exponent.slope)) return FLAT;
  if (isFlat(exponent.slope)) {
    const factor = multiply(exponent.value, power(base.value, subtract(exponent.value, [1, 1])));
    return multiply(factor, base.slope);
  }
  if (base.value[0] <= 0) return EVERYTHING;
  const logarithm = monotone(Math.log, base.value);
  const relative = divide(multiply(exponent.value, base.slope), base.value);
  return multiply(value, add(multiply(exponent.slope, logarithm), relative));
}

function callSlope(name: string, args: readonly Bounds[]): Interval {
  if (args.every(({ slope }) => isFlat(slope))) return FLAT;
  if (name === "min" || name === "max") return extremeSlope(name, args);
  const [arg] = args;
  if (!arg) return EVERYTHING;
  if (name === "abs") return multiply(signOf(arg.value), arg.slope);
  // floor, ceil, exp, sqrt and log rise or stand.
  return multiply(RISING, arg.slope);
}

/** Only arguments count that can be the extreme one over some stretch, not just at a point. */
function extremeSlope(name: "min" | "max", args: readonly Bounds[]): Interval {
  const ranges = args.map(({ value }) => (name === "max" ? value : negated(value)));
  const [top = 0, second = top] = ranges.map(([low]) => low).sort((x, y) => y - x);
  const active = args.filter((_, index) => {
    const [low, high] = ranges[index] ?? EVERYTHING;
    return high > (low === top ? second : top);
  });
  const slopes = (active.length > 0 ? active : args).map(({ slope }) => slope);
  return [Math.min(...slopes.map(([low]) => low)), Math.max(...slopes.map(([, high]) => high))];
}

function signOf([low, high]: Interval): Interval {
  if (low >= 0) return [1, 1];
  return high <= 0 ? [-1, -1] : [-1, 1];
}

function negated([low, high]: Interval): Interval {
  return [-high, -low];
}

function isFlat([low, high]: Interval): boolean {
  return low === 0 && high === 0;
}

function known([low, high]: Interval): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? EVERYTHING : [low, high];
}
