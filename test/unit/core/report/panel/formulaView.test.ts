import { expect, test } from "vitest";
import { formulaView } from "../../../../../src/core/report/panel/formulaView";

test.each([
  ["0.7*a + 0.3*b", { a: 0.39, b: 1 }, "0.7·0.39 + 0.3·1.00"],
  ["max(a, aa) - a", { a: 1, aa: 0.5 }, "max(1.00, 0.50) - 1.00"],
  ["a - b", { a: 1, b: -0.5 }, "1.00 - (-0.50)"],
  ["a * unknown", { a: 1 }, "1.00 · unknown"],
  ["a * constructor", { a: 1 }, "1.00 · constructor"],
])("%s", (expression, values, substituted) => {
  expect(formulaView({ expression, values })?.substituted).toBe(substituted);
});

test("a formula that can't be read has no view", () => {
  expect(formulaView({ expression: "a +", values: { a: 1 } })).toBeUndefined();
});
