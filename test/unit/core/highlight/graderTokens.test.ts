import { describe, expect, it } from "vitest";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { graderTokens } from "../../../../src/core/highlight/graderTokens";

const CHECK = (input: string) =>
  `{"type": "string_check", "input": "${input}", "reference": "", "operation": "eq"}`;
const MULTI = (formula: string) =>
  `{"type": "multi", "calculate_output": "${formula}", "graders": {"exact": ${CHECK("")}, "min": ${CHECK("")}}}`;

/** The text of each token with its type, as the file has it. */
function tokensOf(text: string): readonly string[] {
  const document = readGraderDocument("a.grader.json", text);
  return graderTokens(document).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

const SHORT: Readonly<Record<string, string>> = { graderTemplateBraces: "braces" };
const inTemplate = (input: string) =>
  tokensOf(CHECK(input)).map((token) => token.replace(/^\w+/, (type) => SHORT[type] ?? type));

describe("colours of templates", () => {
  it.each([
    ["{{item.a}}", ["braces {{", "namespace item", "operator .", "property a", "braces }}"]],
    [
      "Is it {{ sample.output_json.b[10] }}?",
      [
        ...[
          "braces {{",
          "namespace sample",
          "operator .",
          "property output_json",
          "operator .",
          "property b",
        ],
        ...["operator [", "number 10", "operator ]", "braces }}"],
      ],
    ],
    [
      String.raw`\t{{item[\"a b\"]['\u007b']}}`,
      [
        ...["braces {{", "namespace item", "operator [", String.raw`property \"a b\"`, "operator ]"],
        ...["operator [", String.raw`property '\u007b'`, "operator ]", "braces }}"],
      ],
    ],
    [
      String.raw`\u007b{it\u0065m.\ud83d\ude00}}`,
      [
        ...[String.raw`braces \u007b{`, String.raw`namespace it\u0065m`, "operator ."],
        ...[String.raw`property \ud83d\ude00`, "braces }}"],
      ],
    ],
    ["{{smple.a}}", ["braces {{", "operator .", "property a", "braces }}"]],
    ["{{item}} {{item.a {{ }} {{item.a|x}}", []],
  ])("%s", (input, tokens) => {
    expect(inTemplate(input)).toEqual(tokens);
  });

  it("come in the text's order, from every templated string and no other", () => {
    const text = `{"type": "multi", "calculate_output": "a + {{item.x}}", "graders": {
      "a": {"type": "score_model", "model": "{{item.m}}", "input": [{"role": "user", "content": "{{item.c}}"}]},
      "b": {"type": "python", "source": "{{item.p}}"}}}`;
    expect(tokensOf(text).filter((token) => /^(property|variable)/.test(token))).toEqual([
      "variable a",
      "property c",
    ]);
    const starts = graderTokens(readGraderDocument("a", text)).map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
});

describe("colours of a formula", () => {
  it.each([
    [
      "0.5*exact + min(1, -exact)",
      [
        ...[
          "number 0.5",
          "operator *",
          "variable exact",
          "operator +",
          "function min",
          "operator (",
          "number 1",
        ],
        ...["operator ,", "operator -", "variable exact", "operator )"],
      ],
    ],
    ["min", ["variable min"]],
    [String.raw`\u0065xact ^ 2e3`, [String.raw`variable \u0065xact`, "operator ^", "number 2e3"]],
    ["exac + maxx(% exact", ["operator +", "operator (", "variable exact"]],
  ])("%s", (formula, tokens) => {
    expect(tokensOf(MULTI(formula))).toEqual(tokens);
  });

  it("is there while the JSON is being typed", () => {
    expect(tokensOf('{"type": "multi", "graders": {"a": {}}, "calculate_output": "a *')).toEqual([
      "variable a",
      "operator *",
    ]);
  });

  it("is that of a multi only", () => {
    expect(tokensOf(MULTI("1").replace('"multi"', '"python"'))).toEqual([]);
  });
});
