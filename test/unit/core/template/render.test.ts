import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type JsonObject } from "../../../../src/core/json/value";
import { PYTHON, writeJson } from "../../../../src/core/json/write";
import { sampleNamespace } from "../../../../src/core/sample/namespace";
import { parseTemplate } from "../../../../src/core/template/parse";
import {
  MAX_RENDERED_LENGTH,
  renderTemplate,
  type TemplateData,
  type ValueStyle,
} from "../../../../src/core/template/render";
import { jsonText } from "../json/jsonText";

function objectOf(text: string): JsonObject {
  const value = readJson(text);
  if (!isObject(value)) throw new Error(`${text} is no object`);
  return value;
}

function data(item: string, output = "hi"): TemplateData {
  return { item: readJson(item), sample: sampleNamespace({ output: { kind: "text", text: output } }) };
}

const render = (template: string, given: TemplateData, style?: ValueStyle) =>
  renderTemplate(parseTemplate(template), given, style);

const text = (template: string, given: TemplateData, style?: ValueStyle) => {
  const rendered = render(template, given, style);
  if (rendered.kind !== "text") throw new Error(rendered.kind);
  return rendered.text;
};

function missing(template: string, given: TemplateData) {
  const rendered = render(template, given);
  if (rendered.kind !== "missing") throw new Error(rendered.kind);
  return rendered.missing;
}

describe("rendering", () => {
  it("puts texts in raw and reads them no second time", () => {
    const given = data('{"q": "say \\"{{item.secret}}\\"", "secret": "s"}');
    expect(text("[{{ item.q }}] {{sample.output_text}}", given)).toBe('[say "{{item.secret}}"] hi');
  });

  it("keeps the braces that are no variables", () => {
    expect(text("{{bad one}} {x} {{item.a}}}", data('{"a": "b"}'))).toBe("{{bad one}} {x} b}");
  });

  it.each([
    ["1.0", "1.0", "1.0"],
    ["12345678901234567890", "12345678901234567890", "12345678901234567890"],
    ["true", "true", "True"],
    ["null", "null", "None"],
    ['[1,"é",null]', '[1, "é", null]', "[1, 'é', None]"],
    [
      '{"b":{"2":1,"1":[]},"a":false}',
      '{"b": {"2": 1, "1": []}, "a": false}',
      "{'b': {'2': 1, '1': []}, 'a': False}",
    ],
    ['["it\'s"]', '["it\'s"]', `["it's"]`],
    ['["\'\\"\\n\\\\"]', '["\'\\"\\n\\\\"]', `['\\'"\\n\\\\']`],
  ])("writes %s as JSON, or as Python's str", (value, json, python) => {
    const given = data(`{"v": ${value}}`);
    expect(text("{{item.v}}", given)).toBe(json);
    expect(text("{{item.v}}", given, "python")).toBe(python);
  });

  it("writes any value but a text as Python's json.dumps does", () => {
    fc.assert(
      fc.property(jsonText, ({ text: value }) => {
        fc.pre(typeof readJson(value) !== "string");
        expect(text("{{item.v}}", data(`{"v": ${value}}`))).toBe(writeJson(readJson(value), PYTHON));
      }),
    );
  });

  it("does not become longer than a limit, however often a variable is named", () => {
    const given: TemplateData = { item: new Map([["x", "x".repeat(1_000_000)]]), sample: new Map() };
    const times = MAX_RENDERED_LENGTH / 1_000_000;
    expect(render("{{item.x}}".repeat(times), given).kind).toBe("text");
    expect(render(`${"{{item.x}}".repeat(times)}!`, given).kind).toBe("too-long");
  });

  it("follows keys, indices and quoted keys", () => {
    const given = data('{"a": [{"b c": "x"}], "0": "zero"}', '{"answer": {"n": [10, 20]}}');
    expect(text('{{item.a[0]["b c"]}} {{item.0}}', given)).toBe("x zero");
    expect(text("{{sample.output_json.answer.n[1]}}", given)).toBe("20");
    expect(text("{{sample.output_json}}", given)).toBe('{"answer": {"n": [10, 20]}}');
    expect(text("{{sample.choices[0].message.role}}", given)).toBe("assistant");
  });

  it("takes an item that is no object", () => {
    expect(text("{{item[1]}}", data('["a", "b"]'))).toBe("b");
    expect(missing("{{item.a}}", data('"just text"'))[0]?.message).toBe(
      "{{item.a}} has no value: item is no object.",
    );
  });
});

describe("a missing variable", () => {
  it.each([
    ["{{item.b}}", '{"a": 1}', '{{item.b}} has no value: item has no "b".', "It has: a."],
    ["{{item.b}}", "{}", '{{item.b}} has no value: item has no "b".', "Correct the variable"],
    ["{{item.a.b.c}}", '{"a": {"x": 1}}', '{{item.a.b.c}} has no value: item.a has no "b".', "It has: x."],
    [
      "{{item.a.b}}",
      '{"a": "text"}',
      "{{item.a.b}} has no value: item.a is no object.",
      "Correct the variable",
    ],
    [
      "{{item.a[2]}}",
      '{"a": [1, 2]}',
      "{{item.a[2]}} has no value: item.a has 2 entries.",
      "Correct the variable",
    ],
    [
      "{{item.a[0]}}",
      '{"a": [ ]}',
      "{{item.a[0]}} has no value: item.a has no entries.",
      "Correct the variable",
    ],
    [
      "{{item.a[1]}}",
      '{"a": [1]}',
      "{{item.a[1]}} has no value: item.a has 1 entry.",
      "Correct the variable",
    ],
    [
      "{{item.a.b}}",
      '{"a": [1]}',
      "{{item.a.b}} has no value: item.a is an array, read by index as item.a[0].",
      "Correct the variable",
    ],
    [
      "{{item.toString}}",
      "{}",
      '{{item.toString}} has no value: item has no "toString".',
      "Correct the variable",
    ],
    [
      "{{sample.text}}",
      "{}",
      '{{sample.text}} has no value: sample has no "text".',
      "It has: choices, output_text",
    ],
  ])("%s in %s is explained", (template, item, message, mend) => {
    const [found] = missing(template, data(item));
    expect(found).toMatchObject({
      message,
      flags: ["invalid_variable_error"],
      start: 0,
      end: template.length,
    });
    expect(found?.mend).toContain(mend);
  });

  it("raises both flags where the output is no JSON", () => {
    const [found] = missing("{{sample.output_json.a}}", data("{}", "not JSON"));
    expect(found?.flags).toEqual(["sample_parse_error", "invalid_variable_error"]);
  });

  it("raises one flag where the output is JSON without the key", () => {
    const [found] = missing("{{sample.output_json.a}}", data("{}", '{"b": 1}'));
    expect(found).toMatchObject({ flags: ["invalid_variable_error"], mend: "It has: b." });
  });

  it("names the namespace that does not exist", () => {
    const [found] = missing("x {{input.a}}", data("{}"));
    expect(found).toMatchObject({ start: 2, end: 13, flags: ["invalid_variable_error"] });
    expect(found?.message).toContain('"input", which is no namespace');
  });

  it("is listed for each place where it stands", () => {
    expect(missing("{{item.a}} {{item.b}} {{item.a}}", data('{"b": 1}')).map(({ start }) => start)).toEqual([
      0, 22,
    ]);
  });
});

describe("a whole sample", () => {
  it("keeps null where a null was given", () => {
    const sample = sampleNamespace({
      output: { kind: "sample", sample: objectOf('{"output_text": "1", "output_json": null}') },
    });
    expect(text("{{sample.output_json}}", { item: null, sample })).toBe("null");
  });
});
