import { describe, expect, test } from "vitest";
import { placeOnScale, rewardInterval, scaleView } from "../../../../src/core/report/scale";
import { CLOSE, documentOf, EXACT, MULTI } from "./support";

const PYTHON = { type: "python", source: "" };
const score = (range?: [number, number]) => ({
  type: "score_model",
  model: "m",
  input: [],
  ...(range && { range }),
});
const multi = (graders: object, formula: string) => ({ ...MULTI, graders, calculate_output: formula });

describe("rewardInterval", () => {
  test.each<[string, object, readonly [number, number] | undefined]>([
    ["a check", EXACT, [0, 1]],
    ["a similarity", CLOSE, [0, 1]],
    ["labels", { type: "label_model" }, [0, 1]],
    ["a score", score(), [0, 1]],
    ["a score with a range", score([-2, 5]), [-2, 5]],
    ["python", PYTHON, undefined],
    ["an endpoint", { type: "endpoint", url: "http://x" }, undefined],
    ["a multi", MULTI, [0, 1]],
    ["a multi over a range", multi({ a: EXACT, b: score([0, 10]) }, "a + b"), [0, 11]],
    ["a multi over python", multi({ a: EXACT, p: PYTHON }, "a + p"), undefined],
    ["a multi that bounds its python", multi({ p: PYTHON }, "min(max(p, 0), 1)"), [0, 1]],
    ["a multi that divides by what may be 0", multi({ a: EXACT }, "1 / a"), undefined],
    ["a multi that can't be read", multi({ a: EXACT }, "a +"), undefined],
    ["no grader", { type: "other" }, undefined],
  ])("of %s", (_, grader, expected) => {
    expect(rewardInterval(documentOf(grader))).toEqual(expected);
  });
});

test("a reward outside is placed at the end", () => {
  expect(placeOnScale(12, [0, 10])).toBe(1);
  expect(placeOnScale(-1, [0, 10])).toBe(0);
  expect(placeOnScale(2.5, [0, 10])).toBe(0.25);
});

test("there is no scale without a width", () => {
  expect(placeOnScale(1, [1, 1])).toBeUndefined();
  expect(scaleView(1, undefined, 0.5)).toBeUndefined();
});

test("ends are as short as can be", () => {
  expect(scaleView(0, [-0.75, 1 / 3], 1)).toMatchObject({ low: "-0.75", high: "0.3333", threshold: 1 });
});
