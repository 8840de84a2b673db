import { describe, expect, it } from "vitest";
import { MAX_TEMPLATE_LENGTH } from "../../../../src/core/template/parse";
import { findings, rangesOf, readMarks } from "./marked";

const CODE = "error-raises-reward";
const check =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "x", "operation": "eq"}';
const score = (range: string) =>
  `{"type": "score_model", "model": "gpt-4o-2024-08-06", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "range": ${range}}`;
const python = '{"type": "python", "source": "def grade(sample, item):\\n    return 0.5\\n"}';

/** A multi with a formula; `more` are members after it. */
const multi = (formula: string, { b = check, more = "" } = {}) =>
  `{"type": "multi", "graders": {"a": ${check}, "b": ${b}}, "calculate_output": "${formula}"${more}}`;

describe("an error that raises the reward", () => {
  it.each([
    ["a difference from one", multi("a * (1 - «b»)")],
    ["a penalty", multi("a - 0.5 * «b»")],
    ["a quotient", multi("a / (1 + «b»)")],
    ["a square", multi("a * (1 - «b») ^ 2")],
    ["a guarded penalty", multi("max(a - «b», 0)")],
    ["two", multi("2 - «a» - «b»")],
    ["the occurrence that lowers it", multi("a + 0.1 * b - «b»")],
    ["behind escapes", multi("a\\t\\u002d «\\u0062»")],
    ["a judge", multi("a - «b»", { b: score("[0, 10]") })],
    ["a range that begins above zero", multi("a - «b»", { b: score("[1, 5]") })],
    ["a python grader, as it usually is", multi("a - «b»", { b: python })],
    ["a rising one whose best is zero", multi("a + «b»", { b: score("[-5, 0]") })],
    ["an invalid_grade at the top", multi("«a» + «b»", { more: ', "invalid_grade": 1' })],
  ])("is found: %s", (_, marked) => {
    const { text, ranges } = readMarks(marked);
    const found = findings(text, CODE);
    expect(rangesOf(found)).toEqual(ranges);
    for (const { severity, path } of found) {
      expect([severity, path]).toEqual(["warning", ["calculate_output"]]);
    }
  });

  it("is explained, with the number that counts and a mend", () => {
    const messages = [
      multi("a - b"),
      multi("a + b", { more: ', "invalid_grade": 1' }),
      multi("a - b", { more: ', "invalid_grade": -1' }),
    ].map((text) => findings(text, CODE)[0]?.message);
    expect(messages).toEqual([
      'An error raises the reward: the formula falls with "b", and when "b" errors it counts as 0, the best value it can have. Let "b" reward what is good and write it without the minus, or set invalid_grade to its highest reward.',
      'An error raises the reward: the formula rises with "a", and when "a" errors it counts as invalid_grade 1, the best value it can have. Set invalid_grade to the lowest reward.',
      expect.stringContaining("counts as invalid_grade -1") as string,
    ]);
  });

  it.each([
    ["a sum", multi("0.5 * a + 0.5 * b")],
    ["a double negation", multi("1 - (1 - a) * (1 - b)")],
    ["what cancels", multi("a + b - b")],
    ["what neither rises nor falls throughout", multi("a + abs(b - 0.5)")],
    ["a penalty with invalid_grade at its top", multi("0 - a - b", { more: ', "invalid_grade": 1' })],
    ["a range around zero", multi("a - b", { b: score("[-1, 1]") })],
    ["a division by what may be zero", multi("1 / (a + b)")],
    ["a formula that is none", multi("a - ")],
    ["a key that is no sub-grader", multi("a + b - c")],
    ["no multi", check],
  ])("is not found in %s", (_, text) => {
    expect(findings(text, CODE)).toEqual([]);
  });
});

describe("limits", () => {
  it("of sub-graders are said at the key", () => {
    const subs = Array.from({ length: 101 }, (_, index) => `"k${index}": ${check}`).join(", ");
    const { text, ranges } = readMarks(`{"type": "multi", «"graders"»: {${subs}}, "calculate_output": "k0"}`);
    const found = findings(text, "grader-limit");
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]?.message).toBe("A multi may have 100 sub-graders; this one has 101.");
  });

  it("of a template are said at its field", () => {
    const long = "x".repeat(MAX_TEMPLATE_LENGTH + 1);
    const { text, ranges } = readMarks(check.replace('"reference": "x"', `«"reference"»: "${long}"`));
    const found = findings(text, "grader-limit");
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]?.message).toContain("A template may have 1000000 characters");
  });
});
