import { describe, expect, it } from "vitest";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type JsonObject } from "../../../../src/core/json/value";
import { writeJson } from "../../../../src/core/json/write";
import { sampleNamespace } from "../../../../src/core/sample/namespace";

const ofText = (text: string) => sampleNamespace({ output: { kind: "text", text } });

function ofSample(text: string): JsonObject {
  const sample = readJson(text);
  if (!isObject(sample)) throw new Error(`${text} is no object`);
  return sampleNamespace({ output: { kind: "sample", sample } });
}

function field(sample: JsonObject, key: string): string | undefined {
  const value = sample.get(key);
  return value === undefined ? undefined : writeJson(value);
}

describe("the sample that templates and Python see", () => {
  it("has the shape and key order of a captured training call", () => {
    // facts.md "Sample": the sample as captured in a real Foundry training call.
    const captured =
      '{"choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[]},"finish_reason":"stop"}],"output_text":"","output_json":null,"output_tools":[],"output_reasoning_summary":null}';
    expect(writeJson(ofText(""))).toBe(captured);
    expect(writeJson(sampleNamespace({ output: { kind: "none" } }))).toBe(captured);
  });

  it.each([
    ['{"a": 1.0, "1": 2}', '{"a":1.0,"1":2}'],
    [" [1, 2] ", "[1,2]"],
    ["42", "42"],
    ['"text"', '"text"'],
    ["true", "true"],
    ["null", "null"],
    ["not JSON", "null"],
    ['{"a": 1} and more', "null"],
    ["", "null"],
    ["```json\n{}\n```", "null"],
  ])("reads output_json of %j", (text, expected) => {
    expect(field(ofText(text), "output_json")).toBe(expected);
    expect(field(ofText(text), "output_text")).toBe(JSON.stringify(text));
  });

  it("derives text and tools from choices", () => {
    const sample = ofSample(
      '{"choices": [{"message": {"content": "{\\"a\\": 1}", "tool_calls": [{"function": {"name": "f"}}]}}]}',
    );
    expect(field(sample, "output_text")).toBe('"{\\"a\\": 1}"');
    expect(field(sample, "output_json")).toBe('{"a":1}');
    expect(field(sample, "output_tools")).toBe('[{"function":{"name":"f"}}]');
  });

  it("joins the text parts of a message", () => {
    const sample = ofSample(
      '{"choices": [{"message": {"content": [{"type": "text", "text": "a"}, {"type": "image"}, "b"]}}]}',
    );
    expect(field(sample, "output_text")).toBe('"ab"');
  });

  it("builds choices from text and tools where they are missing", () => {
    const sample = ofSample('{"output_text": "x", "output_tools": [{"id": "1"}]}');
    expect(field(sample, "choices")).toBe(
      '[{"index":0,"message":{"role":"assistant","content":"x","tool_calls":[{"id":"1"}]},"finish_reason":"stop"}]',
    );
  });

  it("changes nothing that was given and adds fields of its own at the end", () => {
    const sample = ofSample(
      '{"model": "m", "output_text": "x", "output_json": {"given": 1.50}, "output_tools": null, "choices": [], "output_reasoning_summary": "why", "extra": 1}',
    );
    expect(field(sample, "output_json")).toBe('{"given":1.50}');
    expect(field(sample, "output_tools")).toBe("null");
    expect(field(sample, "choices")).toBe("[]");
    expect([...sample.keys()]).toEqual([
      "choices",
      "output_text",
      "output_json",
      "output_tools",
      "output_reasoning_summary",
      "model",
      "extra",
    ]);
  });
});
