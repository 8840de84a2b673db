import { describe, expect, it } from "vitest";
import { DEFAULT_METRICS_PROFILE } from "../../../../src/core/engine/metrics/profile";
import { readRun, writeRun } from "../../../../src/core/engine/wire";
import { readJson } from "../../../../src/core/json/read";
import { isObject, type JsonObject } from "../../../../src/core/json/value";
import { writeJson } from "../../../../src/core/json/write";
import type { Output } from "../../../../src/core/sample/sample";

const options = { timeoutMs: 1000, metrics: DEFAULT_METRICS_PROFILE };

function object(text: string): JsonObject {
  const value = readJson(text);
  if (!isObject(value)) throw new Error("no object");
  return value;
}

const grader = object('{"$schema":"x","type":"python","source":"1","z":1.0,"a":12345678901234567890}');

describe("a run that crosses to a thread", () => {
  it.each<Output>([
    { kind: "text", text: "a\n\u2028😀" },
    { kind: "sample", sample: object('{"output_text":"1.0","n":1.0}') },
    { kind: "none" },
  ])("arrives as it was: $kind", (output) => {
    const item = readJson('{"b":1.50,"a":{"2":null,"1":[1e2]}}');
    const crossed = structuredClone(writeRun({ grader, sample: { item, output }, repeat: 2 }, options));
    const read = readRun(crossed);
    expect(crossed.options).toEqual(options);
    expect(writeJson(read.grader)).toBe('{"type":"python","source":"1","z":1.0,"a":12345678901234567890}');
    expect(writeJson(read.sample.item)).toBe('{"b":1.50,"a":{"2":null,"1":[1e2]}}');
    expect(read.sample.output).toEqual(output);
    expect(read.repeat).toBe(2);
  });
});
