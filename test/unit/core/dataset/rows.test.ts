import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import { LineIndex } from "../../../../src/core/json/lines";
import { writeJson } from "../../../../src/core/json/write";

const jsonl = (...rows: (object | string)[]) =>
  rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");

function one(row: object | string) {
  const { samples, problems } = readSamples(jsonl(row), "a.samples.jsonl");
  expect(problems).toEqual([]);
  expect(samples).toHaveLength(1);
  return samples[0]!.sample;
}

/** `line:column code message`, one-based, of every finding. */
function findings(text: string, name = "a.samples.jsonl"): string[] {
  const lines = new LineIndex(text);
  return readSamples(text, name).problems.map(({ range, code, message }) => {
    const { line, character } = lines.positionOf(range.start);
    return `${line + 1}:${character + 1} ${code} ${message}`;
  });
}

describe("the forms of a row", () => {
  it("is an output as text with its item", () => {
    const sample = one({ name: "off by one", item: { a: 1 }, model_sample: "42", label: 1, group: "g" });
    expect(sample).toMatchObject({
      name: "off by one",
      output: { kind: "text", text: "42" },
      label: 1,
      group: "g",
    });
  });

  it("is an output as object: its JSON text with digits and key order kept", () => {
    expect(one('{"model_sample": {"2": 1.0, "1": 12345678901234567890}}').output).toEqual({
      kind: "text",
      text: '{"2":1.0,"1":12345678901234567890}',
    });
  });

  it("is a hosted eval's line", () => {
    const { output, item } = one('{"item": {"q": 1}, "sample": {"choices": [], "output_text": "x"}}');
    expect(output.kind).toBe("sample");
    expect(writeJson(item)).toBe('{"q":1}');
  });

  it("is an item alone: there is no output, not an empty one", () => {
    expect(one({ item: { q: 1 } }).output).toEqual({ kind: "none" });
  });

  it("is a training line without our keys: all of it is the item", () => {
    const sample = one({ messages: [], answer: "42" });
    expect(sample.output).toEqual({ kind: "none" });
    expect(writeJson(sample.item)).toBe('{"messages":[],"answer":"42"}');
  });

  it("keeps an empty output, which is one", () => {
    expect(one({ item: {}, model_sample: "" }).output).toEqual({ kind: "text", text: "" });
  });

  it.each([1, true, "good"])("takes the label %j", (label) => {
    expect(one({ model_sample: "", label }).label).toBe(label);
  });

  it("keeps an item's digits", () => {
    expect(writeJson(one('{"item": {"n": 1.50, "e": 1E5}, "model_sample": ""}').item)).toBe(
      '{"n":1.50,"e":1E5}',
    );
  });

  it("has an item of its own for __proto__ and integer-like keys", () => {
    expect(writeJson(one('{"item": {"b": 1, "1": 2, "__proto__": 3}, "model_sample": ""}').item)).toBe(
      '{"b":1,"1":2,"__proto__":3}',
    );
  });
});

describe("a samples file", () => {
  it("counts lines and rows, over blank lines and CRLF", () => {
    const { samples } = readSamples(
      '{"model_sample":"a"}\r\n\r\n  \n{"model_sample":"b"}',
      "a.samples.jsonl",
    );
    expect(samples.map(({ index, line }) => [index, line])).toEqual([
      [0, 1],
      [1, 4],
    ]);
  });

  it("gives each row's range in the text", () => {
    const text = '{"model_sample":"a"}\r\n{"model_sample":"b"}\n';
    const { samples } = readSamples(text, "a.samples.jsonl");
    expect(samples.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '{"model_sample":"a"}',
      '{"model_sample":"b"}',
    ]);
  });

  it.each([
    ["an array", '[\n {"model_sample": "a"},\n {"model_sample": "b"}\n]', [2, 3]],
    ["one object", '\n{\n "model_sample": "a"\n}', [2]],
    ["nothing in an array", "[]", []],
  ])("is %s in .json", (_, text, lines) => {
    const { samples, problems } = readSamples(text, "a.samples.json");
    expect(problems).toEqual([]);
    expect(samples.map(({ line }) => line)).toEqual(lines);
  });

  it("reads the same rows from both forms", () => {
    const row = fc.record({ item: fc.dictionary(fc.string(), fc.jsonValue()), model_sample: fc.string() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const lines = readSamples(jsonl(...rows), "a.samples.jsonl").samples;
        const array = readSamples(JSON.stringify(rows), "a.samples.json").samples;
        expect(lines.map(({ sample }) => sample)).toEqual(array.map(({ sample }) => sample));
      }),
    );
  });
});

describe("a row that is wrong", () => {
  it.each<[string, string, RegExp]>([
    [
      "broken JSON in line 3",
      '{"model_sample":"a"}\n{"model_sample":"b"}\n{"model_sample":',
      /^3:\d+ json-syntax/,
    ],
    ["no object", '{"model_sample":"a"}\n[1]', /^2:1 .*A row is a JSON object/],
    ["an output that is a number", '{"item": {}, "model_sample": 5}', /^1:30 .*model_sample is a text/],
    ["both outputs", '{"model_sample": "", "sample": {}}', /^1:1 .*not both/],
    ["an expected flag that nobody raises", '{"model_sample":"","expect":{"errors":["oops"]}}', /^1:40 /],
    ["half a surrogate pair", '{"model_sample": "\\ud83d"}', /^1:18 json-lone-surrogate/],
    ["too deep", `{"item": ${"[".repeat(300)}${"]".repeat(300)}}`, /^1:\d+ json-too-deep/],
    ["two values in a line", '{"model_sample": ""} {}', /^1:22 json-syntax/],
  ])("%s is found at its place, once, and is no sample", (_, text, expected) => {
    const found = findings(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
    const rows = text.split("\n").length;
    expect(readSamples(text, "a.samples.jsonl").samples).toHaveLength(rows - 1);
  });

  it("in .json is found at its place", () => {
    expect(findings('[\n  {"model_sample": "a"},\n  "b"\n]', "a.samples.json")).toEqual([
      expect.stringMatching(/^3:3 .*A row is a JSON object/),
    ]);
  });

  it("is one finding for a JSON document under a name of JSON Lines, not one a line", () => {
    const text = JSON.stringify([{ model_sample: "a" }, { model_sample: "b" }], null, 2);
    expect(findings(text)).toEqual([expect.stringMatching(/^1:1 .*\.samples\.json/)]);
  });
});
