import { describe, expect, it } from "vitest";
import {
  GRADER_TYPES,
  SIMILARITY_METRICS,
  STRING_OPERATIONS,
  type GraderType,
} from "../../../../src/core/grader/types";
import { findings } from "../validate/marked";
import { accept, complete, diagnose, expandSnippet, labels } from "./languageService";

/** The fields of each type (facts.md "Graders"), without `$schema` and what is not to be suggested. */
const FIELDS: Readonly<Record<GraderType, readonly string[]>> = {
  string_check: ["input", "operation", "reference"],
  text_similarity: ["evaluation_metric", "input", "reference"],
  python: ["image_tag", "source"],
  score_model: ["input", "model", "range", "sampling_params"],
  label_model: ["input", "labels", "model", "passing_labels"],
  multi: ["calculate_output", "graders"],
  endpoint: ["headers", "rate_limit", "url"],
};

async function snippet(marked: string, type: GraderType): Promise<string> {
  const items = await complete(marked);
  const item = items.find(({ label }) => label === type);
  if (!item) throw new Error(`no snippet ${type} among ${items.map(({ label }) => label).join(", ")}`);
  return accept(marked, item);
}

describe("snippets", () => {
  it("stand in an empty file, one for each type", async () => {
    expect(await labels("|")).toEqual(expect.arrayContaining([...GRADER_TYPES]));
  });

  it.each(GRADER_TYPES)("of %s give a grader without a problem", async (type) => {
    const text = await snippet("|", type);
    expect(JSON.parse(text)).toMatchObject({ type });
    expect(await diagnose(text)).toEqual([]);
    const remarks = type === "label_model" ? ["label-model-top-level"] : [];
    expect(findings(text).map(({ code }) => code)).toEqual(remarks);
  });

  it.each(GRADER_TYPES.filter((type) => type !== "multi"))("of %s stand in a multi", async (type) => {
    const text = await snippet('{"type": "multi", "graders": {"a": |}, "calculate_output": "a"}', type);
    expect(await diagnose(text)).toEqual([]);
    expect(findings(text)).toEqual([]);
  });

  it("of multi do not stand in a multi", async () => {
    const offered = await labels('{"type": "multi", "graders": {"a": |}, "calculate_output": "a"}');
    expect(offered).toContain("string_check");
    expect(offered).not.toContain("multi");
  });

  it("keep the templates' braces", async () => {
    expect(await snippet("|", "string_check")).toContain('"{{sample.output_text}}"');
    expect(expandSnippet("${1:{{a\\}\\}} ${2|x,y|} $0\\$")).toBe("{{a}} x $");
  });
});

describe("completion", () => {
  it.each(GRADER_TYPES)("offers the fields of %s", async (type) => {
    const offered = await labels(`{"type": "${type}", |}`);
    expect([...offered].sort()).toEqual(["$schema", "name", "pass_threshold", ...FIELDS[type]].sort());
  });

  it.each(GRADER_TYPES.filter((type) => type !== "multi"))(
    "offers the fields of %s in a multi",
    async (type) => {
      const offered = await labels(
        `{"type": "multi", "graders": {"a": {"type": "${type}", |}}, "calculate_output": "a"}`,
      );
      expect(offered).toEqual(expect.arrayContaining([...FIELDS[type], "name"]));
    },
  );

  it("offers no type's fields before there is a type", async () => {
    expect(await labels("{|}")).toEqual(["type"]);
  });

  it.each([
    ['{"type": |}', GRADER_TYPES],
    ['{"type": "|"}', GRADER_TYPES],
    ['{"type": "string_check", "operation": |}', STRING_OPERATIONS],
    ['{"type": "text_similarity", "evaluation_metric": "|"}', SIMILARITY_METRICS],
    ['{"type": "python", "image_tag": |}', ["2025-05-08"]],
    ['{"type": "score_model", "input": [{"role": |}]}', ["user", "assistant", "system", "developer"]],
    [
      '{"type": "score_model", "input": [{"content": {"type": |}}]}',
      ["input_text", "output_text", "input_image", "input_audio"],
    ],
    [
      '{"type": "score_model", "input": [{"content": [{"type": |}]}]}',
      ["input_text", "output_text", "input_image", "input_audio"],
    ],
    [
      '{"type": "score_model", "input": [{"content": {"type": "input_image", "detail": |}}]}',
      ["auto", "low", "high"],
    ],
    [
      '{"type": "score_model", "input": [{"content": [{"type": "input_audio", "input_audio": {"format": |}}]}]}',
      ["mp3", "wav"],
    ],
    [
      '{"type": "score_model", "sampling_params": {"reasoning_effort": |}}',
      ["none", "minimal", "low", "medium", "high", "xhigh", "max", "null"],
    ],
  ])("offers the values at %s", async (marked, values) => {
    const offered = (await labels(marked)).map((label) => label.replaceAll('"', ""));
    expect(offered).toEqual(expect.arrayContaining([...values]));
  });

  it.each([
    ['{"type": "score_model", "input": [{|}]}', ["role", "content", "type"]],
    ['{"type": "score_model", "input": [{"content": {"type": "input_text", |}}]}', ["text"]],
    [
      '{"type": "score_model", "input": [{"content": [{"type": "input_image", |}]}]}',
      ["image_url", "detail"],
    ],
    ['{"type": "score_model", "input": [{"content": [{"type": "input_audio", |}]}]}', ["input_audio"]],
    [
      '{"type": "score_model", "sampling_params": {|}}',
      ["temperature", "top_p", "seed", "max_completions_tokens", "reasoning_effort"],
    ],
  ])("offers the fields at %s and no misspelt one", async (marked, fields) => {
    const offered = await labels(marked);
    expect(offered).toEqual(expect.arrayContaining(fields));
    expect(offered).not.toContain("max_completion_tokens");
    expect(offered).not.toContain("max_tokens");
    expect(offered).not.toContain("file_id");
  });

  it("offers a message where one may stand", async () => {
    const marked = '{"type": "score_model", "model": "m", "input": [|]}';
    const message = (await complete(marked)).find(({ label }) => label === "message");
    if (!message) throw new Error("no message is offered");
    expect(await diagnose(accept(marked, message))).toEqual([]);
  });

  it("says what each operation does", async () => {
    for (const item of await complete('{"type": "string_check", "operation": |}')) {
      expect(item.documentation, item.label).toMatchObject({
        kind: "markdown",
        value: expect.stringMatching(/\w/) as string,
      });
    }
  });
});
