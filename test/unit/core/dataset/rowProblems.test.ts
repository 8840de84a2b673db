import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import { writeJson } from "../../../../src/core/json/write";
import type { Sample } from "../../../../src/core/sample/sample";
import { jsonText } from "../json/jsonText";
import { diagnose, SAMPLES } from "../schema/languageService";
import { rangesOf, readMarks } from "../validate/marked";

const lines = (text: string) => readSamples(text, "math.samples.jsonl");
const file = (text: string) => readSamples(text, "math.samples.json");

function only(text: string): Sample {
  const { samples, problems } = lines(text);
  expect(problems).toEqual([]);
  const [first] = samples;
  if (!first) throw new Error("there is no sample");
  return first.sample;
}

describe("rows", () => {
  it("keep the item as it was written", () => {
    fc.assert(
      fc.property(jsonText, ({ text, compact }) => {
        // Half of a surrogate pair is refused, since no UTF-8 file can carry it.
        fc.pre(!/\\u[dD][89a-fA-F]/.test(compact) && !/[\n\r]/.test(text));
        expect(writeJson(only(`{"item": ${text}, "model_sample": "x"}`).item)).toBe(compact);
      }),
    );
  });
});

describe("faulty rows", () => {
  const FAULTS: readonly (readonly [string, string, string])[] = [
    ["«[1]»", "schema-type", "A row is a JSON object."],
    ['«"text"»', "schema-type", "A row is a JSON object."],
    ['{"model_sample": «1»}', "schema-type", "model_sample is a text"],
    ['{"model_sample": «null»}', "schema-type", "model_sample is a text"],
    ['«{"model_sample": "a", "sample": {}}»', "samples-two-outputs", "not both: remove one"],
    ['{"item": 1, "sample": «"x"»}', "schema-type", "sample is an object"],
    ['{"item": 1, "sample": {"output_text": «1»}}', "schema-type", "a text"],
    ['{"item": 1, "expect": {"reward": «"1"»}}', "schema-type", "reward is a number"],
    ['{"item": 1, "expect": {"errors": [«"other"»]}}', "schema-enum", "no error flag"],
    ['{"item": 1, "expect": {"sub_rewards": {"a": «null»}}}', "schema-type", "a number"],
    ['{"item": 1, "expect": {"tolerance": «-1»}}', "schema-bounds", "0 or more"],
    ['{"item": 1, "name": «7»}', "schema-type", "a text"],
    ['{"item": «"\\ud800"»}', "json-lone-surrogate", "half of a surrogate pair"],
  ];

  it.each(FAULTS)("%s is named at its place and left out", (marked, code, says) => {
    const { text, ranges } = readMarks(`{"model_sample": "good"}\n${marked}\r\n{"model_sample": "good"}`);
    const { samples, problems } = lines(text);
    expect(problems).toEqual([expect.objectContaining({ code, severity: "error", range: ranges[0] })]);
    expect(problems[0]?.message).toContain(says);
    expect(samples.map(({ line }) => line)).toEqual([1, 3]);
  });

  it.each(FAULTS)("%s is named and left out of an array too", (marked, code) => {
    const { text, ranges } = readMarks(`[{"model_sample": "good"},\n${marked}]`);
    const { samples, problems } = file(text);
    expect(problems).toEqual([expect.objectContaining({ code, range: ranges[0] })]);
    expect(samples).toHaveLength(1);
  });

  it.each(FAULTS.filter(([, code]) => !code.startsWith("json")))(
    "%s is shown there by VS Code's JSON service, once",
    async (marked) => {
      const { text, ranges } = readMarks(`[{"model_sample": "good"},\n${marked}]`);
      expect((await diagnose(text, SAMPLES)).map(({ start, end }) => ({ start, end }))).toEqual(ranges);
    },
  );

  it("are remarked on where a field of expect is unknown, and still graded", () => {
    const { text, ranges } = readMarks('{"item": 1, "expect": {«"rewards"»: 1}}');
    const { samples, problems } = lines(text);
    expect(problems).toEqual([
      expect.objectContaining({ code: "schema-unknown-property", severity: "warning" }),
    ]);
    expect(rangesOf(problems)).toEqual(ranges);
    expect(samples).toHaveLength(1);
  });

  it.each([
    '{"model_sample": "a", «"model_sample"»: "b"}',
    '{"item": {"a": {"x\\\\": 1, «"x\\\\"»: 1}}, "model_sample": "\\": "}',
    '{"item": [{"a": 1, «"\\u0061"» : 2}], "model_sample": ""}',
  ])("are remarked on where a key stands twice: %s", (marked) => {
    const { text, ranges } = readMarks(marked);
    const { samples, problems } = lines(text);
    expect(problems).toEqual([expect.objectContaining({ code: "json-duplicate-key", severity: "warning" })]);
    expect(rangesOf(problems)).toEqual(ranges);
    expect(samples).toHaveLength(1);
  });

  it.each([
    ["not JSON", '{"model_sample": "a"}\n«nope»\n{"model_sample": "b"}'],
    ["cut off", '{"model_sample": "a"}\n{"model_sample": «"b»\n{"model_sample": "c"}'],
  ])("that are %s spoil no other row", (_, marked) => {
    const { text, ranges } = readMarks(marked);
    const { samples, problems } = lines(text);
    expect(problems[0]).toMatchObject({ code: "json-syntax", range: ranges[0] });
    expect(samples.map(({ line }) => line)).toEqual([1, 3]);
  });

  it("in a .json file that is no JSON are none", () => {
    expect(file('[{"model_sample": "a"}')).toMatchObject({
      samples: [],
      problems: [{ code: "json-syntax" }],
    });
    expect(file("")).toMatchObject({ samples: [], problems: [{ code: "json-syntax" }] });
  });
});
