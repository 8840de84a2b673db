import { describe, expect, it } from "vitest";
import { isRunnable } from "../../../../src/core/validate/validateGrader";
import { edited, findings, rangesOf, readMarks } from "./marked";

const CHECK =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "operation": "eq"}';
const SCORE =
  '{"type": "score_model", "model": "m", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "range": [1, 5]}';
const PYTHON = '{"type": "python", "source": "def grade(sample, item): return 1"}';

/** Sub-graders by key: of 0 to 1, of 1 to 5, and of what Python returns. */
const GRADERS = { a: CHECK, b: CHECK, score: SCORE, py: PYTHON } as const;

/** A multi of the sub-graders that its formula names, and of those named besides. */
function multi(formula: string, ...others: (keyof typeof GRADERS)[]): string {
  const keys = (Object.keys(GRADERS) as (keyof typeof GRADERS)[]).filter(
    (key) => others.includes(key) || new RegExp(`\\b${key}\\b`).test(formula),
  );
  const graders = keys.map((key) => `"${key}": ${GRADERS[key]}`).join(", ");
  return `{"type": "multi", "graders": {${graders}}, "calculate_output": "${formula}"}`;
}

interface Case {
  readonly code: string;
  /** The formula, or the whole grader, with the expected places between « and ». */
  readonly bad: string;
  readonly says: string;
  /** The text after each fix. */
  readonly mended?: readonly string[];
  /** What the fixes leave to be found: remarks, never errors. */
  readonly left?: readonly string[];
}

const whole = (text: string) => (text.startsWith("{") ? text : multi(text));

const CASES: readonly Case[] = [
  { code: "formula-syntax", bad: "min(a «**» 2, 1)", says: "not", mended: ["min(a ^ 2, 1)"] },
  { code: "formula-syntax", bad: "0.5 «×» a", says: "can't stand", mended: ["0.5 * a"] },
  {
    code: "formula-syntax",
    bad: "1 «−» a",
    says: "can't stand",
    mended: ["1 - a"],
    left: ["error-raises-reward"],
  },
  { code: "formula-syntax", bad: "0.5«a»", says: "not expected", mended: ["0.5 * a"] },
  { code: "formula-syntax", bad: "(a + b) «0.5»", says: "not expected", mended: ["(a + b) * 0.5"] },
  { code: "formula-syntax", bad: "0.5 «(»a + b)", says: "not expected", mended: ["0.5 * (a + b)"] },
  { code: "formula-syntax", bad: "0.5 * «(»a + b", says: "not closed", mended: ["0.5 * (a + b)"] },
  { code: "formula-syntax", bad: "«{»{ a }} * 1", says: "Templates", mended: ["a * 1"] },
  { code: "formula-syntax", bad: "a «>» 0.5", says: "no comparison", mended: [] },
  { code: "formula-syntax", bad: "a +« »", says: "ends", mended: [] },
  { code: "formula-unknown-function", bad: "«maxx»(a, b)", says: "Did you mean max?", mended: ["max(a, b)"] },
  { code: "formula-unknown-function", bad: "«pow»(a, 2)", says: "no function", mended: ["((a) ^ (2))"] },
  { code: "formula-unknown-function", bad: "«a»(0.5)", says: "no function", mended: ["a * (0.5)"] },
  { code: "formula-unknown-function", bad: "«round»(a)", says: "no function", mended: [] },
  { code: "formula-arity", bad: "«max(a)»", says: "2 or more", mended: ["(a)"] },
  {
    code: "formula-unknown-variable",
    bad:
      '{"type": "multi", "graders": {"exact": ' +
      CHECK +
      ', "exam": ' +
      CHECK +
      '}, "calculate_output": "min(exact, «exat»)"}',
    says: 'Did you mean "exact"?',
    mended: ["exact", "exam"].map(
      (key) =>
        `{"type": "multi", "graders": {"exact": ${CHECK}, "exam": ${CHECK}}, "calculate_output": "min(exact, ${key})"}`,
    ),
    left: ["formula-unused-sub-grader"],
  },
  {
    code: "formula-unused-sub-grader",
    bad: `{"type": "multi", "graders": {"a": ${CHECK}, «"b"»: ${CHECK}}, "calculate_output": "a"}`,
    says: 'does not use "b"',
    mended: [multi("a"), multi("a + b")],
    left: ["formula-range"],
  },
  {
    code: "formula-unused-sub-grader",
    bad: `{"type": "multi", "graders": {«"a"»: ${CHECK}}, "calculate_output": "0"}`,
    says: 'does not use "a"',
    mended: [multi("0 + a")],
  },
  {
    code: "sub-grader-key",
    bad: `{"type": "multi", "graders": {«"a-b"»: ${CHECK}}, "calculate_output": "a-b * 0.5"}`,
    says: "can't be written",
    mended: [`{"type": "multi", "graders": {"a_b": ${CHECK}}, "calculate_output": "a_b * 0.5"}`],
  },
  {
    code: "sub-grader-key",
    bad: `{"type": "multi", "graders": {"a": ${CHECK}, "b": ${CHECK}, «"a-b"»: ${CHECK}}, "calculate_output": "max(a-b, 0)"}`,
    says: "can't be written",
    mended: [
      `{"type": "multi", "graders": {"a": ${CHECK}, "b": ${CHECK}, "a_b": ${CHECK}}, "calculate_output": "max(a-b, 0)"}`,
    ],
    left: ["formula-unused-sub-grader", "error-raises-reward"],
  },
  {
    code: "sub-grader-key",
    bad: `{"type": "multi", "graders": {«"1"»: ${CHECK}}, "calculate_output": "1"}`,
    says: "a letter first",
    mended: [`{"type": "multi", "graders": {"_1": ${CHECK}}, "calculate_output": "1"}`],
    left: ["formula-unused-sub-grader"],
  },
  {
    code: "sub-grader-key",
    bad: `{"type": "multi", "graders": {«"max"»: ${CHECK}}, "calculate_output": "max(max, 0)"}`,
    says: "name of a formula function",
    mended: [`{"type": "multi", "graders": {"max_": ${CHECK}}, "calculate_output": "max(max_, 0)"}`],
  },
  {
    code: "formula-power-parentheses",
    bad: "0.5 * «a ^ 2»",
    says: "parentheses",
    mended: ["0.5 * (a ^ 2)"],
  },
  {
    code: "formula-division-by-zero",
    bad: "min(a / «b», 1)",
    says: '"b" can be 0',
    mended: ["min(a / max(b, 0.001), 1)"],
    left: ["error-raises-reward"],
  },
  {
    code: "formula-division-by-zero",
    bad: "min(0.1 / «(a + 0.5 * b)», 1)",
    says: '"a + 0.5 * b" can be 0',
    mended: ["min(0.1 / max(a + 0.5 * b, 0.001), 1)"],
    left: ["error-raises-reward"],
  },
  {
    code: "formula-division-by-zero",
    bad: "min(a / «score», 1)",
    says: '"score" is 0 when a sub-grader errors',
    mended: ["min(a / max(score, 0.001), 1)"],
    left: ["error-raises-reward"],
  },
  { code: "formula-division-by-zero", bad: "min(1 / «(a - b)», 1)", says: "can be 0", mended: [] },
  {
    code: "formula-division-by-zero",
    bad: "min(0.5 * («a» ^ (-1)), 1)",
    says: "exponent negative",
    mended: [],
  },
  {
    code: "formula-undefined",
    bad: "min(max(1 + 0.1 * log(«a»), 0), 1)",
    says: "no logarithm",
    mended: ["min(max(1 + 0.1 * log(max(a, 0.001)), 0), 1)"],
  },
  {
    code: "formula-undefined",
    bad: "sqrt(«a - b»)",
    says: "no square root",
    mended: ["sqrt(max(a - b, 0))"],
    left: ["error-raises-reward"],
  },
  { code: "formula-undefined", bad: "max(min((«(a - 0.5)» ^ b), 1), 0)", says: "no such power", mended: [] },
  {
    code: "formula-weights",
    bad: "«0.7 * a + 0.7 * b»",
    says: "add up to 1.4",
    mended: ["(0.7 * a + 0.7 * b) / 1.4"],
  },
  {
    code: "formula-range",
    bad: " «a + b * 0.4» ",
    says: "can reach 1.4:",
    mended: [" min(a + b * 0.4, 1) "],
  },
  {
    code: "formula-range",
    bad: "«a - 0.2 * b»",
    says: "can fall to -0.2:",
    mended: ["max(a - 0.2 * b, 0)"],
    left: ["error-raises-reward"],
  },
  {
    code: "formula-range",
    bad: "«2 * a - b»",
    says: "can reach 2 and fall to -1:",
    mended: ["min(max(2 * a - b, 0), 1)"],
    left: ["error-raises-reward"],
  },
  {
    code: "formula-range",
    bad: "«a + py»",
    says: 'That is if "py" keeps to 0 to 1.',
    mended: ["min(a + py, 1)"],
  },
  { code: "formula-range", bad: "«0.5 * a + 0.5 * score»", says: "can reach 3:" },
  {
    code: "threshold-out-of-reach",
    bad: multi("0.5 * a").replace(/}$/, ', "pass_threshold": «0.8»}'),
    says: "No sample can pass: the reward is 0.5 at most.",
  },
  {
    code: "threshold-out-of-reach",
    bad: CHECK.replace(/}$/, ', "pass_threshold": «0»}'),
    says: "Every sample passes: no reward is below 0.",
  },
  {
    code: "threshold-out-of-reach",
    bad: SCORE.replace(/}$/, ', "pass_threshold": «1.0»}'),
    says: "no reward is below 1.",
  },
];

describe("rules on formulas", () => {
  it.each(CASES)("$code finds the place: $bad", ({ code, bad, says }) => {
    const { text, ranges } = readMarks(whole(bad));
    const found = findings(text, code);
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]?.message).toContain(says);
  });

  it.each(CASES.filter(({ mended }) => mended))(
    "$code is mended: $bad",
    ({ code, bad, left = [], ...one }) => {
      const { text } = readMarks(whole(bad));
      const [problem] = findings(text, code);
      const after = (problem?.fixes ?? []).map(({ edits }) => edited(text, edits));
      const sameGraders = (formula: string) => text.replace(/(?<="calculate_output": ").*(?="})/, formula);
      expect(after).toEqual(
        one.mended?.map((result) => (result.startsWith("{") ? result : sameGraders(result))),
      );
      for (const result of after) {
        const now = findings(result);
        expect(now.map((finding) => finding.code).filter((found) => !left.includes(found))).toEqual([]);
        expect(isRunnable(now)).toBe(true);
      }
    },
  );

  it.each([
    ["a mean", "(a + b) / 2"],
    ["a divisor that is never 0", "a / (1 + b)"],
    ["a kept divisor", "min(a / max(b, 0.01), 1)"],
    ["roots of what is not negative", "sqrt(a * b)"],
    ["logarithms of what is above 0", "log(1 + a)"],
    ["a whole power of what may be negative", "((a - b) ^ 2)"],
    ["Python that is taken to keep to 0 to 1", "0.5 * py + 0.5 * a"],
    ["sums of binary fractions", "0.1 * a + 0.2 * b + 0.7 * a"],
  ])("say nothing of %s", (_, formula) => {
    expect(findings(multi(formula)).filter(({ code }) => code !== "error-raises-reward")).toEqual([]);
  });

  it("say nothing of a threshold that tells samples apart, or where nothing bounds the reward", () => {
    expect(findings(CHECK.replace(/}$/, ', "pass_threshold": 1}'))).toEqual([]);
    expect(findings(multi("py").replace(/}$/, ', "pass_threshold": 7}'))).toEqual([]);
  });
});
