import { describe, expect, it } from "vitest";
import { validateGrader, isRunnable } from "../../../../src/core/validate/validateGrader";
import { findings, fixed, grader, liveFindings, rangesOf, readMarks } from "./marked";

const signal = new AbortController().signal;

describe("a file that is no grader", () => {
  it.each([
    ["", "json-syntax", "A value is expected here."],
    ["   ", "json-syntax", "A value is expected here."],
    ["def grade(): pass", "json-syntax", "is no JSON value"],
    ["«[1]»", "not-a-grader", "this file holds an array"],
    ['«"text"»', "not-a-grader", "this file holds a string"],
    ["«null»", "not-a-grader", "this file holds null"],
    ["«1.0»", "not-a-grader", "this file holds a number"],
    ['«[{"type": "python", "source": ""}]»', "not-a-grader", "remove the brackets around it"],
    ["«{»}", "type-missing", 'no "type". Add one of string_check'],
    ['«{»"grader": {"type": "python"}}', "type-missing", 'under "grader"'],
    ['«{»"model": "o4-mini", "method": {}}', "type-missing", "method.reinforcement.grader"],
    ['{"type": «"string-check"»}', "type-unknown", 'Did you mean "string_check"?'],
    ['{"type": «"banana"»}', "type-unknown", 'There is no grader type "banana". Known types'],
    ['{"type": «7»}', "type-unknown", '"type" must be a text.'],
    ['{"type": «null»}', "type-unknown", '"type" must be a text.'],
  ])("%j has one entry that says so", (marked, code, says) => {
    const { text, ranges } = readMarks(marked);
    const found = findings(text);
    expect(found.filter((problem) => problem.code === code)).toHaveLength(
      code === "json-syntax" ? found.length : 1,
    );
    expect(found.map((problem) => problem.code)).toContain(code);
    if (ranges.length > 0) expect(rangesOf(found)).toEqual(ranges);
    expect(found.map(({ message }) => message).join(" ")).toContain(says);
    expect(isRunnable(found)).toBe(false);
  });

  it("nested too deep has one entry at the bracket", () => {
    const text = `{"type": "multi", "graders": ${'{"a":'.repeat(300)}`;
    expect(findings(text).map(({ code }) => code)).toEqual(["json-too-deep"]);
    expect(text[findings(text)[0]?.range.start ?? -1]).toBe("{");
  });
});

describe("the schema's findings", () => {
  const good = '"input": "{{sample.output_text}}", "reference": "x"';
  const judged = (fields: string) =>
    `{"type": "score_model", "model": "m", "input": [{"role": "user", "content": "{{sample.output_text}}"}], ${fields}}`;

  it.each([
    [`«{»"type": "string_check", ${good}}`, "schema-required", "error", '"operation" is missing.'],
    [`{"type": "string_check", ${good}, "operation": «"neq"»}`, "schema-enum", "error", "is written ne"],
    [
      `{"type": "string_check", ${good}, "operation": «1»}`,
      "schema-type",
      "error",
      "operation is eq, ne, like or ilike",
    ],
    [
      `{"type": "string_check", ${good}, "operation": "eq", «"weight"»: 1}`,
      "schema-unknown-property",
      "warning",
      'Nothing reads "weight" here.',
    ],
    [
      `{"type": "string_check", "input": «1», "reference": "{{sample.output_text}}", "operation": "eq"}`,
      "schema-type",
      "error",
      "The value must be a text.",
    ],
    [
      `{"type": "python", "source": "", "pass_threshold": «"0.5"»}`,
      "schema-type",
      "error",
      "The value must be a number.",
    ],
    [judged('"range": «[0]»'), "schema-length", "error", "two numbers that rise"],
    [judged('"range": [0, «"1"»]'), "schema-type", "error", "The value must be a number."],
    [judged('"sampling_params": {"top_p": «1.5»}'), "schema-bounds", "error", "1 or less"],
    [judged('"sampling_params": {"reasoning_effort": «"extreme"»}'), "schema-enum", "error", "one of"],
    [
      judged('"sampling_params": {«"max_completion_tokens": 5»}'),
      "schema-deprecated",
      "warning",
      "max_completions_tokens",
    ],
    [
      `{"type": "score_model", "model": "m", "input": «[]»}`,
      "schema-length",
      "error",
      "input is an array of messages",
    ],
    [
      `{"type": "score_model", "model": "m", "input": «"{{sample.output_text}}"»}`,
      "schema-type",
      "error",
      "input is an array of messages",
    ],
    [
      `{"type": "score_model", "model": "m", "input": [{"role": «"judge"», "content": "{{sample.output_text}}"}]}`,
      "schema-enum",
      "error",
      "one of",
    ],
    [
      `{"type": "score_model", "model": "m", "input": [{"role": "user", "content": {"type": «"text"», "text": "{{sample.output_text}}"}}]}`,
      "schema-enum",
      "error",
      "A content part's type is",
    ],
    [
      `{"type": "score_model", "model": "m", "input": [{"role": "user", "content": «7»}, {"role": "user", "content": "{{sample.output_text}}"}]}`,
      "schema-type",
      "error",
      "content is a text",
    ],
    [
      `{"type": "multi", "graders": «[]», "calculate_output": "1"}`,
      "schema-type",
      "error",
      "graders is an object of named sub-graders",
    ],
    [
      `{"type": "multi", "graders": {"a": {"type": «"multi"»}}, "calculate_output": "a"}`,
      "schema-enum",
      "error",
      "A multi can't stand inside a multi",
    ],
    [
      `{"type": "multi", "graders": {"a": «1»}, "calculate_output": "a"}`,
      "schema-type",
      "error",
      "A sub-grader is a grader object",
    ],
    [
      `{"type": "multi", "graders": {«"a"»: {"type": "python"}}, "calculate_output": "a"}`,
      "schema-required",
      "error",
      '"source" is missing.',
    ],
    [
      `{"type": "multi", "graders": {"a": {"type": "python", "source": ""}}, "calculate_output": "a", «"invalid_grade": 0»}`,
      "schema-deprecated",
      "warning",
      "invalid_grade",
    ],
    [`{"type": "endpoint", "url": "http://x", "rate_limit": «0»}`, "schema-bounds", "error", ""],
  ])("%s", (marked, code, severity, says) => {
    const { text, ranges } = readMarks(marked);
    const found = findings(text);
    expect(found.map((problem) => problem.code)).toEqual([code]);
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]).toMatchObject({ severity, source: "schema" });
    expect(found[0]?.message).toContain(says);
    expect(found[0]?.message).toMatch(/^[^]+[.\])]$/);
    expect(liveFindings(text), "VS Code's JSON service shows it").toEqual([]);
  });

  it.each([
    [
      `{"type": "string_check", ${good}, "operation": "neq"}`,
      `{"type": "string_check", ${good}, "operation": "ne"}`,
    ],
    [
      judged('"sampling_params": {"max_completion_tokens": 5}'),
      judged('"sampling_params": {"max_completions_tokens": 5}'),
    ],
  ])("mend %s", (text, mended) => {
    expect(fixed(text, findings(text)[0])).toBe(mended);
    expect(findings(mended)).toEqual([]);
  });

  it("offer no rename where both spellings stand", () => {
    const text = judged('"sampling_params": {"max_completion_tokens": 5, "max_completions_tokens": 6}');
    expect(findings(text)).toEqual([expect.objectContaining({ code: "schema-deprecated" })]);
    expect(findings(text)[0]).not.toHaveProperty("fix");
  });

  it("stand at keys that look like numbers", () => {
    const { text, ranges } = readMarks(
      `{"type": "multi", "graders": {"a": {"type": "python", "source": ""}, "1": {"type": "python", "source": «2»}}, "calculate_output": "a"}`,
    );
    expect(rangesOf(findings(text, "schema-type"))).toEqual(ranges);
  });

  it("say one thing of a wrong part deep inside", () => {
    const { text, ranges } = readMarks(
      '{"type": "multi", "graders": {"j": {"type": "label_model", "model": "m", "labels": ["x"], "passing_labels": ["x"], "input": [{"role": "user", "content": ["{{sample.output_text}}", {"type": "input_image", "image_url": "x", "detail": «"huge"»}]}]}}, "calculate_output": "j"}',
    );
    expect(rangesOf(findings(text))).toEqual(ranges);
  });
});

describe("everything together", () => {
  it("stands in the order of the text", async () => {
    const text =
      '{"type": "string_check", "input": "{{smaple.output_text}}", "reference": "{{sample.output_txt}}", "operation": "neq", "operation": "neq"}';
    const problems = await validateGrader(grader(text), {}, signal);
    expect(problems.map(({ code }) => code)).toEqual([
      "template-namespace",
      "template-sample-field",
      "json-duplicate-key",
      "schema-enum",
    ]);
    const starts = problems.map(({ range }) => range.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it("is silent about $schema and comments, in .json too", () => {
    const text = '{ // why\n "$schema": "x", "type": "python", "source": "" /* none */ }';
    expect(findings(text)).toEqual([]);
  });

  it("takes a trailing comma in .jsonc only", async () => {
    const text = '{"type": "python", "source": "",}';
    expect((await validateGrader(grader(text), {}, signal)).map(({ code }) => code)).toEqual(["json-syntax"]);
    expect(await validateGrader(grader(text, "math.grader.jsonc"), {}, signal)).toEqual([]);
  });

  it("tells errors from remarks", () => {
    const remark = '{"type": "string_check", "input": "a", "reference": "b", "operation": "eq"}';
    expect(findings(remark).map(({ severity }) => severity)).toEqual(["hint"]);
    expect(isRunnable(findings(remark))).toBe(true);
    expect(isRunnable(findings('{"type": "python"}'))).toBe(false);
  });

  it("adds while typing only what the JSON service does not show", () => {
    const text =
      '{"type": "string_check", "type": "string_check", "input": "\\ud800{{sample.output_text}}", "reference": 1}';
    expect(liveFindings(text).map(({ code }) => code)).toEqual(["json-lone-surrogate"]);
    expect(
      findings(text)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(["json-duplicate-key", "json-lone-surrogate", "schema-required", "schema-type"]);
  });
});
