import { describe, expect, it } from "vitest";
import packageJson from "../../../../package.json";
import { readGraderDocument, wireGrader } from "../../../../src/core/grader/document";
import {
  graderStem,
  isGraderFileName,
  isSamplesFileName,
  pairedSamplesNames,
  recordingsName,
} from "../../../../src/core/grader/fileNames";
import { looksGradable } from "../../../../src/core/grader/rootShape";
import { writeJson } from "../../../../src/core/json/write";

describe("a grader document", () => {
  it("is sent as it was written, without $schema, id and comments", () => {
    const text =
      '{"$schema": "x", "id": "x-1", /* why */ "type": "multi", "1": 1.0, "graders": {"$schema": 1}}';
    const { root, type } = readGraderDocument("a.grader.json", text);
    expect(type).toBe("multi");
    expect(root && writeJson(wireGrader(root))).toBe('{"type":"multi","1":1.0,"graders":{"$schema":1}}');
  });

  it.each(["", "[]", "null", '{"type": "other"}', '{"type": ["multi"]}', "{"])(
    "of %j has no type",
    (text) => {
      expect(readGraderDocument("a.grader.json", text).type).toBeUndefined();
    },
  );
});

describe("file names", () => {
  const GRADERS = [
    "math.grader.json",
    "/a/b/math.grader.jsonc",
    "C:\\work\\math_grader.json",
    "math-grader.json",
    "my-grader-config.json",
    "grader-config.json",
    "grader_config.json",
    "grader_config_v2.json",
    "a/grader.json",
    "grader.json",
  ];
  const OTHERS = [
    "package.json",
    "grader.jsonl",
    "mygrader.json",
    "grader.json.bak",
    "a.grader.json/x",
    "grader_configs/x.json",
  ];

  it.each(GRADERS)("%s is a grader's", (name) => {
    expect(isGraderFileName(name)).toBe(true);
  });

  it.each(OTHERS)("%s is none of a grader", (name) => {
    expect(isGraderFileName(name)).toBe(false);
  });

  it("are those that package.json binds the schemas to", () => {
    const [graders, samples] = packageJson.contributes.jsonValidation;
    const matches = (patterns: readonly string[], name: string) =>
      patterns.some((pattern) => globOf(pattern).test(name));
    for (const name of [...GRADERS, ...OTHERS].filter((path) => !/[/\\]/.test(path))) {
      expect(matches(graders?.fileMatch ?? [], name), name).toBe(isGraderFileName(name));
    }
    expect(samples?.fileMatch.every((pattern) => isSamplesFileName(pattern.replace("*", "a")))).toBe(true);
  });

  it("of samples and recordings stand beside the grader's", () => {
    expect(pairedSamplesNames("/x/math.grader.json")).toEqual(["math.samples.jsonl", "math.samples.json"]);
    expect(recordingsName("C:\\x\\math.grader.jsonc")).toBe("math.judge.jsonl");
    const files = ["my_grader.json", "grader.json", "x.jsonc", "a/train.job.json", "y.eval.jsonc"];
    expect(files.map(graderStem)).toEqual(["my_grader", "grader", "x", "train", "y"]);
    expect(["a.samples.jsonl", "a.samples.json", "samples.jsonl"].map(isSamplesFileName)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

function globOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
}

describe("a text that looks gradable, without being parsed", () => {
  it.each([
    ['{"type": "multi"}', true],
    ['// c\n{ /* "type": "x" */ "name": "type", "type" : "python"', true],
    ['{"graders": {"a": {"type": "x"}}, "type": "multi"}', true],
    ['{"a": ["type", {"type": 1}], "b": "}", "type": "endpoint"}', true],
    ['{"name": "\\"type\\": ", "type": "python"}', true],
    ['{"name": "x", "testing_criteria": [', true],
    ['{"type": "custom", "testing_criteria": {}}', true],
    ['[{"type": "multi"}]', false],
    ['{"a": {"type": "multi", "testing_criteria": []}}', false],
    ['{"type": 1, "x": "multi"}', false],
    ['{"type": {"a": "multi"}}', false],
    ['{"type": "module", "name": "testing_criteria"}', false],
    ['"type"', false],
    ["", false],
  ])("%s: %s", (text, gradable) => {
    expect(looksGradable(text)).toBe(gradable);
  });
});
