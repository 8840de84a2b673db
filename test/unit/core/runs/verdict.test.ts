import { describe, expect, it } from "vitest";
import { graded } from "../../../../src/core/runs/outcome";
import { verdictOf } from "../../../../src/core/runs/verdict";
import type { Expectation } from "../../../../src/core/sample/sample";
import { gradeRow } from "../../../support/engine";

const half = { type: "string_check", input: "a", reference: "a", operation: "eq" };
const multi = {
  type: "multi",
  graders: { one: half, constructor_: half },
  calculate_output: "0.25 * one + 0.25 * constructor_",
  pass_threshold: 0.4,
};
const broken = { ...half, input: "{{sample.output_json.x}}" };

const verdictOn = async (grader: object, expectation?: Expectation) =>
  verdictOf(graded(await gradeRow(grader, { item: {}, model_sample: "text" })), expectation);

describe("what a row expects", () => {
  it.each<[string, Expectation | undefined]>([
    ["nothing", undefined],
    ["the reward", { reward: 0.5 }],
    ["a reward near enough", { reward: 0.52, tolerance: 0.021 }],
    ["a reward in a range", { reward: { min: 0.5, max: 1 } }],
    ["a least reward", { reward: { min: 0.1 } }],
    ["to pass", { passed: true }],
    ["its sub-rewards", { sub_rewards: { one: 1 } }],
    ["no flag", { errors: [] }],
  ])("is met: %s", async (_, expectation) => {
    expect(await verdictOn(multi, expectation)).toMatchObject({ passed: true, reasons: [] });
  });

  it.each<[string, Expectation, RegExp]>([
    ["another reward", { reward: 0.5000001 }, /reward 0\.5, expected 0\.5000001/],
    ["a higher one", { reward: { min: 0.6 } }, /expected 0\.6 to Infinity/],
    ["a lower one", { reward: { max: 0.4 } }, /expected -Infinity to 0\.4/],
    ["to fail", { passed: false }, /passed true, expected false/],
    ["another sub-reward", { sub_rewards: { one: 0 } }, /sub-reward one 1, expected 0/],
    ["a sub-grader that is not there", { sub_rewards: { toString: 1 } }, /no sub-reward "toString"/],
    ["a flag that is not raised", { errors: ["other_error"] }, /other_error is not raised/],
  ])("is unmet: %s", async (_, expectation, reason) => {
    const { passed, reasons } = await verdictOn(multi, expectation);
    expect(passed).toBe(false);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });
});

describe("an errored result", () => {
  it.each<[string, Expectation | undefined]>([
    ["without an expectation", undefined],
    ["though the reward 0 was expected", { reward: 0 }],
    ["though no flag was expected", { errors: [] }],
    ["where one of its flags was expected", { errors: ["sample_parse_error"] }],
  ])("does not pass %s", async (_, expectation) => {
    expect((await verdictOn(broken, expectation)).passed).toBe(false);
  });

  it("passes where exactly its flags were expected, in any order", async () => {
    const errors = ["invalid_variable_error", "sample_parse_error"] as const;
    expect((await verdictOn(broken, { errors })).passed).toBe(true);
    expect((await verdictOn(broken, { errors, reward: 0 })).passed).toBe(true);
    expect((await verdictOn(broken, { errors, reward: 1 })).passed).toBe(false);
  });
});
