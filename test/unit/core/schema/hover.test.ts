import { describe, expect, it } from "vitest";
import graderSchema from "../../../../schemas/grader.schema.json";
import { GRADER_TYPES } from "../../../../src/core/grader/types";
import { hover } from "./languageService";

type Described = {
  [K in keyof Definitions]: Definitions[K] extends { properties: object } ? K : never;
}[keyof Definitions];
type Definitions = typeof graderSchema.definitions;

const fieldsOf = (definition: Described) => Object.keys(graderSchema.definitions[definition].properties);

const within = (open: string, key: string) => `${open}"${key}|": null`;

/** A place for every property that there is. */
const PLACES: readonly (readonly [string, string])[] = [
  ...GRADER_TYPES.flatMap((type) =>
    fieldsOf(type)
      .filter((key) => key !== "type")
      .map((key) => [`${type}.${key}`, `${within(`{"type": "${type}", `, key)}}`] as const),
  ),
  ...fieldsOf("sampling_params").map(
    (key) =>
      [`sampling_params.${key}`, `${within('{"type": "score_model", "sampling_params": {', key)}}}`] as const,
  ),
  ...fieldsOf("message").map(
    (key) => [`message.${key}`, `${within('{"type": "label_model", "input": [{', key)}}]}`] as const,
  ),
  ...(["input_text", "output_text", "input_image", "input_audio"] as const).flatMap((part) =>
    fieldsOf(part)
      .filter((key) => key !== "type")
      .map(
        (key) =>
          [
            `${part}.${key}`,
            `${within(`{"type": "score_model", "input": [{"role": "user", "content": [{"type": "${part}", `, key)}}]}]}`,
          ] as const,
      ),
  ),
  ...["data", "format"].map(
    (key) =>
      [
        `input_audio.${key}`,
        `${within('{"type": "score_model", "input": [{"content": {"type": "input_audio", "input_audio": {', key)}}}}]}`,
      ] as const,
  ),
];

describe("hover", () => {
  it.each(PLACES)("tells what %s does, with an example", async (name, marked) => {
    const text = await hover(marked);
    expect(text.length).toBeGreaterThan(20);
    if (!/type|file_id|max_(completion_)?tokens/.test(name)) expect(text).toContain("Example: ");
  });

  it.each([
    ['{"type": "string_check", "operation": "li|ke"}', "`input` contains `reference`"],
    ['{"type": "text_similarity", "evaluation_metric": "rouge_|l"}', "longest common subsequence"],
    ['{"type": "mul|ti"}', "Combines named sub-graders by a formula."],
    ['{"type": "multi", "graders": {"a": {"type": "pyt|hon"}}}', "the reward is what it returns"],
    ['{"type": "score_model", "sampling_params": {"reasoning_effort": "min|imal"}}', "The least."],
  ])("on a value tells what it does: %s", async (marked, words) => {
    expect(await hover(marked)).toContain(words);
  });

  it.each(['"x"', "null", "[]"])("on content tells of content, not of a part: %s", async (value) => {
    const text = await hover(`{"type": "score_model", "input": [{"con|tent": ${value}}]}`);
    expect(text).toContain("What the message says");
  });

  it("in a multi tells of the sub-grader's field", async () => {
    const text = await hover('{"type": "multi", "graders": {"a": {"type": "string_check", "in|put": ""}}}');
    expect(text).toContain("The text being graded");
    expect(text).toContain("`{{sample.output_text}}` is the output");
  });
});
