import { describe, expect, it } from "vitest";
import type { Severity } from "../../../../src/core/validate/problem";
import type { Target } from "../../../../src/core/validate/target";
import { findings, fixed, liveFindings, rangesOf, readMarks } from "./marked";

interface Case {
  readonly code: string;
  readonly severity: Severity;
  /** The grader with its expected places between « and ». */
  readonly bad: string;
  readonly says: string;
  readonly target?: Target;
  /** The text after the offered fix. */
  readonly mended?: string;
}

const check = (input: string, reference = '"{{item.a}}"') =>
  `{"type": "string_check", "input": ${input}, "reference": ${reference}, "operation": "eq"}`;
const multi = (formula: string, keys: readonly string[] = ['"a"', '"b"']) =>
  `{"type": "multi", "graders": {${keys.map((key) => `${key}: ${check('"{{sample.output_text}}"')}`).join(", ")}}, "calculate_output": ${formula}}`;
const judge = (fields: string, type = "label_model") =>
  `{"type": "${type}", "model": "m", "input": [{"role": "user", "content": "{{sample.output_text}}"}], ${fields}}`;
const python = (fields: string) => `{"type": "python", ${fields}}`;

const CASES: readonly Case[] = [
  {
    code: "template-syntax",
    severity: "warning",
    bad: check('"{{sample.output_text}} «{{item.a b}}»"'),
    says: "so it stays as text",
  },
  {
    code: "template-syntax",
    severity: "warning",
    bad: check('"{{sample.output_text}}\\n\\u00e9 «{{item[\\"a\\" ]}}»"'),
    says: "so it stays as text",
  },
  {
    code: "template-unclosed",
    severity: "warning",
    bad: check('"{{sample.output_text}} «{{»item.a"'),
    says: "never closed",
  },
  {
    code: "template-namespace",
    severity: "error",
    bad: check('"{{ «smaple.output_text» }}"'),
    says: "Did you mean sample.output_text?",
    mended: check('"{{ sample.output_text }}"'),
  },
  {
    code: "template-namespace",
    severity: "error",
    bad: check('"{{sample.output_text}} {{«answers[0].text»}}"'),
    says: "Did you mean item.answers[0].text?",
    mended: check('"{{sample.output_text}} {{item.answers[0].text}}"'),
  },
  {
    code: "template-sample-field",
    severity: "warning",
    bad: check('"{{«sample.output_txt»}}"'),
    says: "Did you mean sample.output_text?",
    mended: check('"{{sample.output_text}}"'),
  },
  {
    code: "template-sample-field",
    severity: "warning",
    bad: check('"{{«sample.reward»}}"'),
    says: "It has output_text",
  },
  {
    code: "placeholder-unfilled",
    severity: "error",
    bad: check('"{{sample.output_text}} «⟪JUDGE⟫»"'),
    says: "Put the value of JUDGE here",
  },
  {
    code: "sample-unused",
    severity: "hint",
    bad: check('«"{{item.b}}"»'),
    says: "never reads the output",
  },
  {
    code: "same-sides",
    severity: "warning",
    bad: check('"{{sample.output_text}}"', '«"{{sample.output_text}}"»'),
    says: "input and reference are the same",
  },
  {
    code: "formula-syntax",
    severity: "error",
    bad: multi('"a +« »* b"').replace("« »*", " «*»"),
    says: '"*" is not expected here',
  },
  { code: "formula-syntax", severity: "error", bad: multi('«""»'), says: "The formula ends" },
  { code: "formula-syntax", severity: "error", bad: multi('"a + «(»b"'), says: "not closed" },
  {
    code: "formula-unknown-function",
    severity: "error",
    bad: multi('"«round»(a) + b"'),
    says: 'no function "round"',
  },
  {
    code: "formula-arity",
    severity: "error",
    bad: multi('"«min(a)» + b"'),
    says: "min takes 2 or more values",
  },
  {
    code: "formula-unknown-variable",
    severity: "error",
    bad: multi('"exact + «exat»"', ['"exact"']),
    says: 'Did you mean "exact"?',
    mended: multi('"exact + exact"', ['"exact"']),
  },
  {
    code: "formula-unknown-variable",
    severity: "error",
    bad: multi('"a + b\\t+ «c»"'),
    says: "Sub-graders: a, b.",
  },
  {
    code: "formula-unused-sub-grader",
    severity: "warning",
    bad: multi('"a"', ['"a"', '«"b"»']),
    says: 'does not use "b"',
  },
  {
    code: "formula-power-parentheses",
    severity: "information",
    bad: multi('"a * «b ^ 2»"'),
    says: "in parentheses",
    mended: multi('"a * (b ^ 2)"'),
  },
  {
    code: "formula-power-parentheses",
    severity: "information",
    bad: multi('"b - «a ^ «-2»»"'),
    says: "in parentheses",
  },
  {
    code: "sub-grader-key",
    severity: "error",
    bad: multi('"a"', ['"a"', '«"b-c"»']),
    says: "can't be written in a formula",
  },
  {
    code: "sub-grader-key",
    severity: "error",
    bad: multi('"a"', ['"a"', '«"min"»']),
    says: "name of a formula function",
  },
  { code: "sub-grader-key", severity: "error", bad: multi('"a"', ['"a"', '«"1"»']), says: "a letter first" },
  {
    code: "formula-weights",
    severity: "information",
    bad: multi('" «0.5 * a + b * 0.7» "'),
    says: "The weights add up to 1.2, not 1",
  },
  {
    code: "like-swapped",
    severity: "warning",
    bad: check('"{{item.a}}"', '«"{{sample.output_text}}"»').replace('"eq"', '"like"'),
    says: "looks for the reference in the input",
    mended: check('"{{sample.output_text}}"', '"{{item.a}}"').replace('"eq"', '"like"'),
  },
  {
    code: "passing-label-unknown",
    severity: "error",
    bad: judge('"labels": ["good", "bad"], "passing_labels": ["good", «"great"»]'),
    says: '"great" is none of the labels',
  },
  {
    code: "range-order",
    severity: "error",
    bad: judge('"range": «[1, 0.50]»', "score_model"),
    says: "1 is not below 0.50",
  },
  {
    code: "range-order",
    severity: "error",
    bad: judge('"range": «[1, 1]»', "score_model"),
    says: "range must rise",
  },
  {
    code: "source-size",
    severity: "error",
    bad: python(`«"source"»: "${"é".repeat(128_000)}"`),
    says: "256 kB; the service takes less than 256 kB",
  },
  {
    code: "source-near-limit",
    severity: "warning",
    bad: python(`«"source"»: "${"é".repeat(120_000)}"`),
    says: "240 kB; the service takes less than 256 kB",
  },
  {
    code: "image-tag-unknown",
    severity: "warning",
    bad: python('"source": "", "image_tag": «"2026-01-01"»'),
    says: "no known image",
  },
  {
    code: "label-model-top-level",
    severity: "information",
    bad: judge('"labels": ["x"], "passing_labels": ["x"]').replace('"label_model"', '«"label_model"»'),
    says: "only inside a multi",
  },
  {
    code: "label-model-top-level",
    severity: "error",
    bad: judge('"labels": ["x"], "passing_labels": ["x"]').replace('"label_model"', '«"label_model"»'),
    says: "only inside a multi",
    target: "openai-rft",
  },
  {
    code: "cosine-evals-only",
    severity: "information",
    bad: '{"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "x", "evaluation_metric": «"cosine"»}',
    says: "eval criteria only",
  },
  {
    code: "threshold-in-multi",
    severity: "information",
    bad: multi('"a"', ['"a"']).replace('"operation": "eq"', '"operation": "eq", «"pass_threshold"»: 0.5'),
    says: "Set it on the multi",
  },
  {
    code: "threshold-in-multi",
    severity: "error",
    bad: multi('"a"', ['"a"']).replace('"operation": "eq"', '"operation": "eq", «"pass_threshold"»: 0.5'),
    says: "Foundry refuses it",
    target: "foundry-rft",
  },
];

describe("rules", () => {
  it.each(CASES)("$code finds the place: $bad", ({ code, severity, bad, says, target, mended }) => {
    const { text, ranges } = readMarks(bad);
    const found = findings(text, code, target);
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]).toMatchObject({ severity, source: "rule" });
    expect(found[0]?.message).toContain(says);
    if (mended !== undefined) expect(fixed(text, found[0])).toBe(mended);
  });

  it.each(CASES)("$code shows while typing, as in full", ({ code, bad, target }) => {
    const { text } = readMarks(bad);
    expect(liveFindings(text, target).filter((problem) => problem.code === code)).toEqual(
      findings(text, code, target),
    );
  });

  it.each<[string, string, Target?]>([
    [
      "templates of every form",
      check('"{{ sample.output_text }} {{sample.choices[0].message.content}} {{item[\\"a b\\"].c}}"'),
    ],
    ["braces of JSON", check('"{\\"answer\\": {\\"x\\": 1}} {{sample.output_text}}"')],
    ["a formula of all sub-graders", multi('"0.5 * a + 0.5 * max(b, 0)"')],
    ["weights of thirds", multi('"0.33 * a + 0.33 * b + 0.33 * c"', ['"a"', '"b"', '"c"'])],
    ["one weight", multi('"0.5 * a"', ['"a"'])],
    ["a mean", multi('"(a + b) / 2"')],
    ["the reference first with eq", check('"{{item.a}}"', '"{{sample.output_text}}"')],
    ["a power in parentheses", multi('"min(a, (b ^ 2))"')],
    ["a power alone", multi('"a ^ b"')],
    ["a formula in escapes", multi('"0.5*\\u0061 +\\t0.5*b"')],
    ["a sub-grader named type", multi('"type"', ['"type"'])],
    [
      "labels that all pass",
      multi('"a"', ['"a"']).replace(
        /\{"type": "string_check".*?"eq"\}/,
        judge('"labels": ["x"], "passing_labels": ["x"]'),
      ),
    ],
    ["a rising range", judge('"range": [-1.5, 1e1]', "score_model")],
    [
      "Python with double braces",
      python(
        '"source": "x = \'{{smaple.x}}\'\\ndef grade(sample, item): return 1", "image_tag": "2025-05-08"',
      ),
    ],
    ["a large source", python(`"source": "${"x".repeat(230_000)}"`)],
    ["label_model as an eval criterion", judge('"labels": ["x"], "passing_labels": ["x"]'), "evals"],
    [
      "cosine as an eval criterion",
      '{"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "x", "evaluation_metric": "cosine", "pass_threshold": 0.8}',
      "evals",
    ],
    ["an eval criterion that grades the row", check('"{{item.output}}"'), "evals"],
    ["an endpoint", '{"type": "endpoint", "url": "http://127.0.0.1:1/{{x}}", "headers": {"a": "{{b}}"}}'],
  ])("say nothing of %s", (_, text, target) => {
    expect(findings(text, undefined, target)).toEqual([]);
    expect(liveFindings(text, target)).toEqual([]);
  });

  it("look into every text of a judge's messages", () => {
    const bad = judge('"range": [0, 1]', "score_model").replace(
      '"{{sample.output_text}}"',
      `["{{«it.a»}}", {"type": "input_text", "text": "{{«it.b»}}"}, {"type": "input_image", "image_url": "{{«it.c»}}"},
        {"type": "input_audio", "input_audio": {"data": "{{«it.d»}}", "format": "wav"}}, {"type": "output_text", "text": "{{sample.output_text}}"}]`,
    );
    const { text, ranges } = readMarks(bad);
    expect(rangesOf(findings(text, "template-namespace"))).toEqual(ranges);
    expect(ranges).toHaveLength(4);
  });

  it("look into sub-graders and name their paths", () => {
    const text = multi('"a"', ['"a"']).replace("{{item.a}}", "{{itm.a}}");
    expect(findings(text)).toEqual([
      expect.objectContaining({ code: "template-namespace", path: ["graders", "a", "reference"] }),
    ]);
  });

  it("leave a half-written grader in peace", () => {
    for (const text of [
      "",
      "{",
      '{"type": "multi", "graders": [',
      '{"type": "multi", "calculate_output": "a + "}',
      '{"type": "label_model", "labels": 1, "passing_labels": {}}',
      "[1]",
      "null",
    ]) {
      expect(() => liveFindings(text)).not.toThrow();
    }
    expect(liveFindings('{"type": "multi", "graders": {}, "calculate_output": 1}')).toEqual([]);
  });
});
