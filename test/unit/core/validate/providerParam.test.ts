import { describe, expect, it } from "vitest";
import type { JsonPath } from "../../../../src/core/json/value";
import { mapProviderParam } from "../../../../src/core/validate/providerParam";
import { grader } from "./marked";

describe("a provider's parameter path", () => {
  const document = grader(
    '{"type": "multi", "graders": {"exact": {"type": "python", "source": ""}, "1": {"input": [{"content": "x"}]}}, "calculate_output": "exact"}',
  );

  it.each<[string, JsonPath]>([
    ["grader.graders.exact.source", ["graders", "exact", "source"]],
    ["graders.exact.source", ["graders", "exact", "source"]],
    ["grader.graders.exact.image_tag", ["graders", "exact"]],
    ["grader.graders.1.input[0].content", ["graders", "1", "input", 0, "content"]],
    ["grader.graders.1.input[7].content", ["graders", "1", "input"]],
    // facts.md "HTTP errors": the one public message names the multi's `graders` by a field that is not there.
    ["graders.input", ["graders"]],
    ["grader", []],
    ["model_sample", []],
    ["", []],
  ])("%s means %j", (param, path) => {
    expect(mapProviderParam(document, param)).toEqual(path);
  });
});
