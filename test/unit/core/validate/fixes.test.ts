import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import { automaticFix, firstFixOf, fixAll } from "../../../../src/core/validate/fixAll";
import type { Problem } from "../../../../src/core/validate/problem";
import { edited, findings, readMarks } from "./marked";

const SIDES = '"input": "{{sample.output_text}}", "reference": "{{item.a}}"';
const CHECK = `{"type": "string_check", ${SIDES}, "operation": "eq"}`;
const judge = (fields: string, type = "label_model") =>
  `{"type": "${type}", "model": "m", "input": [{"role": "user", "content": "{{sample.output_text}}"}], ${fields}}`;
const multi = (graders: string, formula = "a") =>
  `{"type": "multi", "graders": {${graders}}, "calculate_output": "${formula}"}`;

/** A text, the code of what is wrong with it, and what each of the mends makes of it. */
type Case = readonly [code: string, text: string, ...mended: string[]];

const CASES: readonly Case[] = [
  ["json-syntax", `{"type": "string_check", ${SIDES}, "operation": "eq",}`, CHECK],
  [
    "json-syntax",
    `{"type": "string_check", ${SIDES} "operation": "eq"}`,
    `{"type": "string_check", ${SIDES}, "operation": "eq"}`,
  ],
  ["json-syntax", `{"type": "string_check",, ${SIDES}, "operation": "eq"}`, CHECK],
  ["json-syntax", `{"type": "string_check"; ${SIDES}, "operation": "eq"}`, CHECK],
  ["json-syntax", `{"type": 'string_check', ${SIDES}, "operation": "eq"}`, CHECK],
  ["json-syntax", `{type: "string_check", ${SIDES}, "operation": "eq"}`, CHECK],
  [
    "json-syntax",
    `{"type": "python", "source": "import re\\ndef grade(s, i): return re.match('\\d', s)"}`,
    `{"type": "python", "source": "import re\\ndef grade(s, i): return re.match('\\\\d', s)"}`,
  ],
  ["json-syntax", '{"type": "python", "source": "a\tb"}', '{"type": "python", "source": "a\\tb"}'],
  [
    "json-syntax",
    judge('"sampling_params": {"seed": None}', "score_model"),
    judge('"sampling_params": {"seed": null}', "score_model"),
  ],
  ["json-duplicate-key", `{"type": "string_check", "operation": "ne", ${SIDES}, "operation": "eq"}`, CHECK],
  ["not-a-grader", `[\n ${CHECK}\n]`, CHECK],
  ["type-missing", `{${SIDES}, "operation": "eq"}`, `{${SIDES}, "operation": "eq", "type": "string_check"}`],
  ["type-unknown", CHECK.replace("string_check", "string-check"), CHECK],
  ["schema-enum", CHECK.replace('"eq"', '"neq"'), CHECK.replace('"eq"', '"ne"')],
  [
    "schema-enum",
    CHECK.replace('"eq"', '"contains"'),
    CHECK.replace('"eq"', '"like"'),
    CHECK.replace('"eq"', '"ilike"'),
  ],
  [
    "schema-enum",
    CHECK.replace('"eq"', '"ilke"'),
    CHECK.replace('"eq"', '"like"'),
    CHECK.replace('"eq"', '"ilike"'),
  ],
  ["schema-type", CHECK.replace('"{{item.a}}"', "42.0"), CHECK.replace("{{item.a}}", "42.0")],
  ["schema-type", `{"type": "string_check", "name": null, ${SIDES}, "operation": "eq"}`, CHECK],
  ["schema-type", judge('"range": [0, "1e0"]', "score_model"), judge('"range": [0, 1e0]', "score_model")],
  [
    "schema-type",
    judge('"labels": ["a"], "passing_labels": "a"'),
    judge('"labels": ["a"], "passing_labels": ["a"]'),
  ],
  [
    "schema-type",
    '{"type": "score_model", "model": "m", "input": "Rate {{sample.output_text}}"}',
    '{"type": "score_model", "model": "m", "input": [{ "role": "user", "content": "Rate {{sample.output_text}}" }]}',
  ],
  ["schema-required", `{"type": "string_check", ${SIDES}}`, CHECK],
  [
    "schema-bounds",
    judge('"sampling_params": {"top_p": 1.5}', "score_model"),
    judge('"sampling_params": {"top_p": 1}', "score_model"),
  ],
  [
    "schema-unknown-property",
    CHECK.replace('"operation"', '"pass_treshold": 0.5, "operation"'),
    CHECK.replace('"operation"', '"pass_threshold": 0.5, "operation"'),
    CHECK,
  ],
  [
    "schema-deprecated",
    judge('"sampling_params": {"max_tokens": 9}', "score_model"),
    judge('"sampling_params": {"max_completions_tokens": 9}', "score_model"),
  ],
  [
    "schema-deprecated",
    judge('"sampling_params": {"max_completion_tokens": 9}', "score_model"),
    judge('"sampling_params": {"max_completions_tokens": 9}', "score_model"),
  ],
  [
    "schema-deprecated",
    multi(`"a": ${CHECK}`).replace(/}$/, ', "invalid_grade": 0}'),
    multi(`"a": ${CHECK}`),
  ],
  [
    "like-swapped",
    CHECK.replace("sample.output_text", "item.b")
      .replace("item.a", "sample.output_text")
      .replace('"eq"', '"like"'),
    CHECK.replace("item.a", "item.b").replace('"eq"', '"like"'),
  ],
  [
    "passing-label-unknown",
    multi(`"a": ${judge('"labels": ["good", "bad"], "passing_labels": ["goood"]')}`),
    multi(`"a": ${judge('"labels": ["good", "bad"], "passing_labels": ["good"]')}`),
    multi(`"a": ${judge('"labels": ["good", "bad", "goood"], "passing_labels": ["goood"]')}`),
  ],
  ["range-order", judge('"range": [1, 0.50]', "score_model"), judge('"range": [0.50, 1]', "score_model")],
  [
    "image-tag-unknown",
    '{"type": "python", "image_tag": "x", "source": ""}',
    '{"type": "python", "source": ""}',
  ],
  [
    "label-model-top-level",
    judge('"labels": ["a"], "passing_labels": ["a"]'),
    `{"type": "multi", "graders": {"label_model": ${judge('"labels": ["a"], "passing_labels": ["a"]')}}, "calculate_output": "label_model"}`,
  ],
  [
    "threshold-in-multi",
    multi(`"a": ${CHECK.replace(/}$/, ', "pass_threshold": 0.5}')}`),
    multi(`"a": ${CHECK}`),
  ],
];

describe("mends", () => {
  it.each(CASES)("of %s: %s", (code, text, ...mended) => {
    const before = findings(text);
    const problem = before.find((candidate) => candidate.code === code);
    const after = (problem?.fixes ?? []).map(({ edits }) => edited(text, edits));
    expect(after).toEqual(mended);
    for (const result of after) {
      expect(findings(result).filter((finding) => finding.severity === "error")).toEqual([]);
      expect(findings(result, code)).toEqual([]);
    }
  });

  it("are none where nothing is beyond doubt", () => {
    for (const text of [
      CHECK.replace('"eq"', '"same"'),
      CHECK.replace('"{{item.a}}"', "null"),
      '{"model": "m", "input": []}',
      '{"type": "banana"}',
      `[${CHECK}, ${CHECK}]`,
      judge('"range": [1, 1]', "score_model"),
      '{"type": "python", "source": "x"',
      "nothing",
    ]) {
      expect(findings(text).flatMap(({ fixes = [] }) => fixes)).toEqual([]);
    }
  });
});

const inRows = (text: string) => readSamples(text, "a.samples.jsonl").problems;

describe("mends of rows", () => {
  it.each<[string, string, ...string[]]>([
    [
      "json-syntax",
      '{"item": {}}\n{"item": {"a": True}, "model_sample": ""}\n',
      '{"item": {}}\n{"item": {"a": true}, "model_sample": ""}\n',
    ],
    ["schema-type", '{"item": {}}\n{"model_sample": 1.0}', '{"item": {}}\n{"model_sample": "1.0"}'],
    [
      "samples-two-outputs",
      '\n{"model_sample": "a", "sample": {}}',
      '\n{"sample": {}}',
      '\n{"model_sample": "a"}',
    ],
    ["schema-unknown-property", '{"expect": {"rewards": 1}}', '{"expect": {"reward": 1}}', '{"expect": {}}'],
    [
      "samples-not-lines",
      '[\n  {\n"item": {"a": 1.0}}, {"item":\n2}\n]\n',
      '{"item":{"a":1.0}}\n{"item":2}\n',
    ],
  ])("of %s: %j", (code, text, ...mended) => {
    const problem = inRows(text).find((candidate) => candidate.code === code);
    const after = (problem?.fixes ?? []).map(({ edits }) => edited(text, edits));
    expect(after).toEqual(mended);
    for (const result of after) expect(inRows(result)).toEqual([]);
  });
});

describe("words that every object of JavaScript knows", () => {
  it.each([
    ["json-syntax", `{"type": constructor, ${SIDES}, "operation": "eq"}`],
    ["formula-syntax", multi(`"a": ${CHECK}`, "a + 1constructor")],
    ["schema-required", `{"type": "string_check", ${SIDES}, "toString": 1}`],
  ])("have no mend of their own: %s in %s", (code, text) => {
    const problem = findings(text).find((candidate) => candidate.code === code);
    expect(problem).toBeDefined();
    for (const { edits } of problem?.fixes ?? [])
      for (const { newText } of edits) expect(newText).not.toContain("function");
  });
});

describe("fix all", () => {
  const find = (text: string): readonly Problem[] => findings(text);

  it("mends what is beyond doubt, and what that uncovers", () => {
    const text = multi(`"a": ${CHECK.replace('"eq"', '"neq"')}`, "-a ^ -2 * 0.5").replace(
      '"multi"',
      '"multi",',
    );
    expect(fixAll(text, find, automaticFix)).toBe(
      multi(`"a": ${CHECK.replace('"eq"', '"ne"')}`, "-(a ^ (-2)) * 0.5"),
    );
  });

  it("leaves alone what may be meant", () => {
    const text = multi(`"a": ${CHECK}, "b": ${CHECK.replace("item.a", "itme.a")}`, "a + aa");
    expect(fixAll(text, find, automaticFix)).toBe(text);
  });

  it("of a code mends all of it and nothing else", () => {
    const wrong = CHECK.replace("item.a", "itme.a");
    const text = multi(`"a": ${wrong}, "b": ${wrong}`, "a");
    expect(fixAll(text, find, firstFixOf("template-namespace"))).toBe(
      multi(`"a": ${CHECK}, "b": ${CHECK}`, "a"),
    );
    const { text: three } = readMarks(multi(`"a": ${CHECK}, "b": ${CHECK}, "c": ${CHECK}`, "a"));
    expect(fixAll(three, find, firstFixOf("formula-unused-sub-grader"))).toBe(multi(`"a": ${CHECK}`, "a"));
  });

  it("ends where mends lead in a circle", () => {
    const flip = (text: string): readonly Problem[] => [
      {
        code: "same-sides",
        severity: "warning",
        message: "",
        range: { start: 0, end: 1 },
        path: [],
        source: "rule",
        fixes: [{ title: "", edits: [{ range: { start: 0, end: 1 }, newText: text === "a" ? "b" : "a" }] }],
      },
    ];
    expect(fixAll("a", flip, firstFixOf("same-sides"))).toBe("a");
  });
});
