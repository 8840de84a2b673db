import { describe, expect, it } from "vitest";
import { resultWords, subResultWords } from "../../../../src/core/report/resultWords";
import { engineRun, hostedRun } from "./support";

const check = (reference: string, rest = {}) => ({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference,
  operation: "eq",
  ...rest,
});
const ROW = { item: {}, model_sample: "a" };
const MULTI = {
  type: "multi",
  graders: { right: check("a"), wrong: check("b"), broken: check("{{item.x}}") },
  calculate_output: "0.5 * right + 0.25 * wrong",
};

describe("a result in a few words", () => {
  it.each([
    ["1.00", check("a")],
    ["1.00 passed", { ...check("a"), pass_threshold: 0.5 }],
    ["0.00 not passed", { ...check("b"), pass_threshold: 0.5 }],
    ["errored: Variable not found", { ...check("{{item.x}}"), pass_threshold: 0.5 }],
  ])("is %s", async (words, grader) => {
    expect(resultWords((await engineRun(grader, ROW)).result)).toBe(words);
  });

  it("counts what is wrong beside", async () => {
    const { result } = await engineRun({ ...MULTI, calculate_output: "broken / 0" }, ROW);
    expect(resultWords(result)).toMatch(/^errored: .+ \(\+1\)$/);
  });
});

describe("a sub-grader's part of a multi's result", () => {
  it.each([
    ["right", "1.00"],
    ["wrong", "0.00"],
    ["broken", "errored: Variable not found"],
    ["toString", undefined],
  ])("of %s is %s", async (key, words) => {
    expect(subResultWords((await engineRun(MULTI, ROW)).result, key)).toBe(words);
  });

  it("is not taken for a score where a hosted multi errored", () => {
    const answer = { reward: 0.5, metadata: { errors: {} }, sub_rewards: { right: 1, wrong: 0 } };
    expect(subResultWords(hostedRun(MULTI, ROW, answer).result, "right")).toBe("1.00");
    const errored = { ...answer, metadata: { errors: { other_error: true } } };
    expect(subResultWords(hostedRun(MULTI, ROW, errored).result, "wrong")).toBeUndefined();
  });
});
