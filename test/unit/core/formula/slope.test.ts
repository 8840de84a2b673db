import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walk } from "../../../../src/core/formula/ast";
import { partIntervals } from "../../../../src/core/formula/bounds";
import { evaluateFormula } from "../../../../src/core/formula/evaluate";
import type { Interval } from "../../../../src/core/formula/interval";
import { parseFormula } from "../../../../src/core/formula/parse";
import { formulaSlope } from "../../../../src/core/formula/slope";
import { formulaText } from "./formulaText";

const UNIT = new Map<string, Interval>([
  ["a", [0, 1]],
  ["b", [0, 1]],
  ["c", [0, 1]],
]);
function slopeByA(text: string, which: (occurrence: number) => boolean = () => true): Interval {
  const expression = parseFormula(text);
  const occurrences = [...walk(expression)]
    .filter((part) => part.kind === "variable")
    .filter(({ name }) => name === "a");
  const asked = occurrences.filter((_, index) => which(index));
  return formulaSlope(expression, partIntervals(expression, UNIT), asked);
}

describe("a formula's slope", () => {
  it.each<[string, Interval]>([
    ["1 - a", [-1, -1]],
    ["b", [0, 0]],
    ["0.5 * b + 0.5 * a", [0.5, 0.5]],
    ["0.5 * a - 0.5 * a", [0, 0]],
    ["b * (1 - a)", [-1, 0]],
    ["-(-a)", [1, 1]],
    ["b / (1 + a)", [-1, 0]],
    ["a / 4", [0.25, 0.25]],
    ["(1 - a) ^ 2", [-2, 0]],
    ["2 ^ a", [Math.LN2, 2 * Math.LN2]],
    ["max(0, a - 5)", [0, 0]],
    ["max(0, 1 - a)", [-1, -1]],
    ["min(b, 1 - a)", [-1, 0]],
    ["abs(a - 2)", [-1, -1]],
    ["abs(a - 0.5)", [-1, 1]],
    ["floor(2 * a)", [0, Infinity]],
    ["exp(0 - a)", [-Infinity, 0]],
    ["1 / a", [-Infinity, Infinity]],
    ["exp(a) ^ (c ^ c)", [-Infinity, Infinity]],
  ])("of %s by a is in %j", (text, expected) => {
    const [low, high] = slopeByA(text);
    expect([low + 0, high + 0]).toEqual(expected);
  });

  it("never has a sign that the formula's values contradict", () => {
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(formulaText, at, at, at, at, (text, one, other, b, c) => {
        const [low, high] = slopeByA(text);
        const expression = parseFormula(text);
        const value = (a: number) => {
          const outcome = evaluateFormula(expression, new Map(Object.entries({ a, b, c })));
          return outcome.kind === "value" ? outcome.value : undefined;
        };
        const [left, right] = [value(Math.min(one, other)), value(Math.max(one, other))];
        if (left === undefined || right === undefined) return;
        const slack = 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
        if (high <= 0) expect(right, text).toBeLessThanOrEqual(left + slack);
        if (low >= 0) expect(right, text).toBeGreaterThanOrEqual(left - slack);
      }),
      { numRuns: 3000 },
    );
  });

  it("can be asked of one occurrence", () => {
    const place = (wanted: number) => slopeByA("a - 3 * a", (occurrence) => occurrence === wanted);
    expect([place(0), place(1)]).toEqual([
      [1, 1],
      [-3, -3],
    ]);
  });
});
