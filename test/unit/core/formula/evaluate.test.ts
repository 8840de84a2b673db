import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { formulaInterval } from "../../../../src/core/formula/bounds";
import { evaluateFormula } from "../../../../src/core/formula/evaluate";
import { FORMULA_FUNCTIONS } from "../../../../src/core/formula/functions";
import type { Interval } from "../../../../src/core/formula/interval";
import { parseFormula } from "../../../../src/core/formula/parse";
import { formulaText, VARIABLES } from "./formulaText";

const mathjs = create({ ...all }, { predictable: true });
// Predictable: NaN instead of complex numbers. mathjs rounds before it compares and floors,
// and finds real roots of negative numbers; graders do neither.
mathjs.import(
  { floor: Math.floor, ceil: Math.ceil, min: Math.min, max: Math.max, pow: Math.pow },
  { override: true },
);

function outcome(text: string, variables: Record<string, number> = {}) {
  return evaluateFormula(parseFormula(text), new Map(Object.entries(variables)));
}

function value(text: string, variables?: Record<string, number>): number {
  const result = outcome(text, variables);
  if (result.kind !== "value") throw new Error(`${text}: ${result.kind}`);
  return result.value;
}

const reward = fc.oneof(fc.constantFrom(0, 1, 0.5, -1, 2, 10), fc.double({ min: -5, max: 5, noNaN: true }));
const rewards = fc.record({ a: reward, b: reward, c: reward });

describe("formulas", () => {
  it.each([
    ["0.7 * exact + 0.3 * close", { exact: 0, close: 0.5 }, 0.15],
    ["2 + 3 * 4", {}, 14],
    ["(2 + 3) * 4", {}, 20],
    ["8 - 3 - 2", {}, 3],
    ["16 / 4 / 2", {}, 2],
    ["2 ^ 3 ^ 2", {}, 512],
    ["-2 ^ 2", {}, -4],
    ["(-2) ^ 2", {}, 4],
    ["2 ^ -1", {}, 0.5],
    ["2 ^ -2 ^ 2", {}, 0.0625],
    ["2 * -3", {}, -6],
    ["--2 + +3", {}, 5],
    ["4 * 2 ^ 3", {}, 32],
    ["10 - -3", {}, 13],
    ["1e-3 * 2E2", {}, 0.2],
    [".5 + 2.", {}, 2.5],
    ["min(a, b, 0.2)", { a: 1, b: 0.5 }, 0.2],
    ["max(a, b)", { a: 1, b: 0.5 }, 1],
    ["abs(-3) + floor(1.9) + ceil(1.1)", {}, 6],
    ["floor(-0.5) + ceil(-0.5)", {}, -1],
    ["sqrt(9) + exp(0) + log(1)", {}, 4],
    ["log(exp(2))", {}, 2],
    ["größe * 2", { größe: 3 }, 6],
    ["type + min(type, _x1)", { type: 1, _x1: 0 }, 1],
    ["min(max(a - 0.5, 0) * 2, 1)", { a: 0.9 }, 0.8],
  ])("%s gives what mathematics gives", (text, variables, expected) => {
    expect(value(text, variables)).toBeCloseTo(expected, 12);
  });

  it("agree with mathjs, wherever it has a real and finite value", () => {
    fc.assert(
      fc.property(formulaText, rewards, (written, given) => {
        // A line break ends a statement of mathjs.
        const text = written.replaceAll("\n", " ");
        const expected: unknown = mathjs.evaluate(text, { ...given });
        const result = outcome(text, given);
        if (result.kind === "value") expect(relativeError(result.value, expected), text).toBeLessThan(1e-9);
        else expect(passesNoNumber(text, given), text).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["a / b", { a: 1, b: 0 }, "1 is divided by zero.", "a / b"],
    ["1 + log(b)", { b: 0 }, "log(0) is no number.", "log(b)"],
    ["sqrt(a) * 2", { a: -1 }, "sqrt(-1) is no number.", "sqrt(a)"],
    ["(a) ^ 0.5", { a: -4 }, "-4 ^ 0.5 is no finite number.", "(a) ^ 0.5"],
    ["2 * exp(1000)", {}, "exp(1000) is no number.", "exp(1000)"],
    ["1 + 1e999", {}, "This number is too large.", "1e999"],
    ["-1e999", {}, "This number is too large.", "1e999"],
    ["0 / 0", {}, "0 is divided by zero.", "0 / 0"],
    ["1e308 * 10", {}, "1e+308 * 10 is no finite number.", "1e308 * 10"],
  ])("%s has no value, at its place", (text, variables, message, place) => {
    const result = outcome(text, variables);
    if (result.kind !== "not-finite") throw new Error(result.kind);
    expect(result.message).toBe(message);
    expect(text.slice(result.span.start, result.span.end)).toBe(place);
  });

  it("name the variable that has no value", () => {
    expect(outcome("2 * missing", { a: 1 })).toEqual({
      kind: "unknown-variable",
      name: "missing",
      span: { start: 4, end: 11 },
    });
  });

  it("know the documented functions and no others", () => {
    // facts.md "Formula".
    const documented = ["abs", "ceil", "exp", "floor", "log", "max", "min", "sqrt"];
    expect([...FORMULA_FUNCTIONS.keys()].sort()).toEqual(documented);
    for (const [name, entry] of FORMULA_FUNCTIONS) expect(entry.name).toBe(name);
  });
});

describe("the interval of a formula", () => {
  const unit: ReadonlyMap<string, Interval> = new Map([
    ["x", [0, 1]],
    ["y", [0, 1]],
    ["s", [-1, 1]],
  ]);

  it.each<[string, Interval]>([
    ["0.7 * x + 0.3 * y", [0, 1]],
    ["x - y", [-1, 1]],
    ["-x", [-1, 0]],
    ["x * s", [-1, 1]],
    ["abs(s)", [0, 1]],
    ["abs(s - 3)", [2, 4]],
    ["s ^ 2", [0, 1]],
    ["s ^ 3", [-1, 1]],
    ["(x + 1) ^ y", [1, 2]],
    ["x / (y + 1)", [0, 1]],
    ["x / y", [-Infinity, Infinity]],
    ["min(x, 0.2)", [0, 0.2]],
    ["max(x, y, 0.5)", [0.5, 1]],
    ["floor(x * 2.5)", [0, 2]],
    ["sqrt(x * 4)", [0, 2]],
    ["exp(x - x)", [Math.exp(-1), Math.exp(1)]],
    ["log(x)", [-Infinity, 0]],
    ["nobody * 0 + 1", [1, 1]],
    ["nobody + 1", [-Infinity, Infinity]],
    ["3 / 10", [0.3, 0.3]],
  ])("%s is %j", (text, expected) => {
    const [low, high] = formulaInterval(parseFormula(text), unit);
    expect(low).toBeCloseTo(expected[0], 12);
    expect(high).toBeCloseTo(expected[1], 12);
  });

  it("holds every value that the formula can take", () => {
    const between = fc.double({ min: 0, max: 1, noNaN: true });
    const bounds = fc
      .tuple(reward, reward)
      .map(([one, other]): Interval => [Math.min(one, other), Math.max(one, other)]);
    const intervals = fc.record({ a: bounds, b: bounds, c: bounds });
    const shares = fc.record({ a: between, b: between, c: between });
    fc.assert(
      fc.property(formulaText, intervals, shares, (text, ranges, at) => {
        const point = (name: (typeof VARIABLES)[number]): [string, number] => {
          const [low, high] = ranges[name];
          return [name, Math.min(high, low + at[name] * (high - low))];
        };
        const expression = parseFormula(text);
        const result = evaluateFormula(expression, new Map(VARIABLES.map(point)));
        const [low, high] = formulaInterval(expression, new Map(Object.entries(ranges)));
        expect(low, text).toBeLessThanOrEqual(high);
        if (result.kind !== "value") return;
        // exp, log and powers are only rounded faithfully, so that they may be off by a last digit.
        const slack = 1e-9 * Math.max(1, Math.abs(result.value));
        expect(result.value, text).toBeGreaterThanOrEqual(low - slack);
        expect(result.value, text).toBeLessThanOrEqual(high + slack);
      }),
      { numRuns: 3000 },
    );
  });

  it("holds sums, products and quotients to the last digit", () => {
    const operation = fc.constantFrom("a + b", "a - b", "a * b", "a / b");
    fc.assert(
      fc.property(operation, reward, reward, (text, a, b) => {
        const expression = parseFormula(text);
        const result = evaluateFormula(
          expression,
          new Map([
            ["a", a],
            ["b", b],
          ]),
        );
        if (result.kind !== "value") return;
        const [low, high] = formulaInterval(
          expression,
          new Map<string, Interval>([
            ["a", [a, a]],
            ["b", [b, b]],
          ]),
        );
        expect(low).toBeLessThanOrEqual(result.value);
        expect(high).toBeGreaterThanOrEqual(result.value);
      }),
    );
  });
});

function relativeError(actual: number, expected: unknown): number {
  if (typeof expected !== "number") return Infinity;
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

/** mathjs goes on with infinity and NaN, as in `1 / (1 / 0)`; graders stop there. */
function passesNoNumber(text: string, given: Record<string, number>): boolean {
  return mathjs
    .parse(text)
    .filter(() => true)
    .map((node): unknown => node.evaluate({ ...given }))
    .some((part) => typeof part !== "function" && !Number.isFinite(part));
}
