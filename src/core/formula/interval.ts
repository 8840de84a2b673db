/** Lowest and highest value; either may be infinite. */
export type Interval = readonly [low: number, high: number];

export const EVERYTHING: Interval = [-Infinity, Infinity];

/** The image of a rising function. */
export function monotone(call: (x: number) => number, [low, high]: Interval): Interval {
  return [call(low), call(high)];
}

export function add([a, b]: Interval, [c, d]: Interval): Interval {
  return [a + c, b + d];
}

export function subtract([a, b]: Interval, [c, d]: Interval): Interval {
  return [a - d, b - c];
}

export function multiply([a, b]: Interval, [c, d]: Interval): Interval {
  return hull([a * c, a * d, b * c, b * d].map(zeroTimesInfinity));
}

export function divide(left: Interval, [c, d]: Interval): Interval {
  if (c <= 0 && d >= 0) return EVERYTHING;
  const [a, b] = left;
  return hull([a / c, a / d, b / c, b / d].map(zeroTimesInfinity));
}

/** Exact for a constant exponent; otherwise everything that a real power can give. */
export function power([a, b]: Interval, [c, d]: Interval): Interval {
  if (c !== d) return a > 0 ? hull([raised(a, c), raised(a, d), raised(b, c), raised(b, d)]) : EVERYTHING;
  if (c < 0 && a <= 0 && b >= 0) return EVERYTHING;
  if (!Number.isInteger(c))
    return [raised(Math.max(a, 0), c), raised(Math.max(b, 0), c)].sort(byValue) as [number, number];
  const ends = hull([a ** c, b ** c]);
  return c > 0 && c % 2 === 0 && a <= 0 && b >= 0 ? [0, ends[1]] : ends;
}

/** 1 to any power is 1, and so is its bound: JavaScript has NaN for `1 ** Infinity`. */
function raised(base: number, exponent: number): number {
  return base === 1 ? 1 : base ** exponent;
}

function hull(values: readonly number[]): Interval {
  return [Math.min(...values), Math.max(...values)];
}

/** 0 · ∞ and ∞ / ∞ are NaN in floating point, and 0 for the bounds of a product or quotient. */
function zeroTimesInfinity(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function byValue(a: number, b: number): number {
  return a - b;
}
