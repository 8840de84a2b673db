import assert from "node:assert/strict";
import graderSchema from "../../../schemas/grader.schema.json";
import { GRADER_TYPES, type GraderType } from "../../../src/core/grader/types";
import { openFile, removeFiles, show, textBecomes, writeFile } from "../support/documents";
import { hoverAt } from "../support/hovers";
import { page } from "../support/page";
import { allChecked, cursorIn } from "../support/problems";
import { after, before, eventually, suite, test, testOnPage } from "../support/runner";
import { acceptSuggestion, completionsAt, labelOf, suggest } from "../support/suggestions";
import { WHOLE } from "../support/wholeGraders";

/** What is offered in a grader that has only its type. */
const PROPERTIES: Readonly<Record<GraderType, readonly string[]>> = {
  string_check: ["$schema", "input", "name", "operation", "pass_threshold", "reference"],
  text_similarity: ["$schema", "evaluation_metric", "input", "name", "pass_threshold", "reference"],
  python: ["$schema", "image_tag", "name", "pass_threshold", "source"],
  score_model: ["$schema", "input", "model", "name", "pass_threshold", "range", "sampling_params"],
  label_model: ["$schema", "input", "labels", "model", "name", "pass_threshold", "passing_labels"],
  multi: ["$schema", "calculate_output", "graders", "name", "pass_threshold"],
  endpoint: ["$schema", "headers", "name", "pass_threshold", "rate_limit", "url"],
};

/** Texts with | for the cursor, and every value that is offered there. */
const VALUES: readonly (readonly [string, readonly string[]])[] = [
  ['{"type": |}', GRADER_TYPES],
  ['{"type": "multi", "graders": {"a": {"type": |}}}', GRADER_TYPES.filter((type) => type !== "multi")],
  ['{"type": "string_check", "operation": |}', ["eq", "ne", "like", "ilike"]],
  [
    '{"type": "text_similarity", "evaluation_metric": |}',
    [
      ...["cosine", "fuzzy_match", "bleu", "gleu", "meteor"],
      ...["rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l"],
    ],
  ],
  ['{"type": "score_model", "input": [{"role": |}]}', ["user", "assistant", "system", "developer"]],
  [
    '{"type": "label_model", "input": [{"role": "user", "content": {"type": |}}]}',
    ["input_text", "output_text", "input_image", "input_audio"],
  ],
];

async function labelsIn(name: string, withCursor: string): Promise<string[]> {
  const { text, offset } = cursorIn(withCursor);
  const document = await openFile(name, text);
  return (await completionsAt(document, offset)).map(labelOf).sort();
}

function markdownOf(type: GraderType, property: string): string {
  const definition = graderSchema.definitions[type] as {
    properties: Record<string, { markdownDescription?: string; $ref?: string }>;
  };
  const node = definition.properties[property];
  const referred = node?.$ref?.split("/").at(-1) as keyof typeof graderSchema.definitions | undefined;
  const described = referred === undefined ? node : graderSchema.definitions[referred];
  return (described as { markdownDescription: string }).markdownDescription;
}

suite("Schema: completion and hover", () => {
  before(async () => {
    // What the graders name as their $schema.
    await writeFile("grader.schema.json", JSON.stringify(graderSchema));
    await allChecked();
  });
  after(removeFiles);

  for (const type of GRADER_TYPES) {
    test(`${type}: completes its properties, and no others`, async () => {
      const labels = await labelsIn(`${type}.grader.json`, `{"type": "${type}", |}`);
      assert.deepEqual(labels, PROPERTIES[type]);
    });

    test(`${type}: explains every property under the mouse`, async () => {
      const text = JSON.stringify(WHOLE[type], undefined, 2);
      const document = await openFile(`whole-${type}.grader.json`, text);
      for (const property of Object.keys(WHOLE[type])) {
        const hover = await hoverAt(document, text.indexOf(`"${property}":`) + 1);
        assert.ok(hover.includes(markdownOf(type, property)), `${property}: ${hover}`);
      }
    });
  }

  for (const [index, [text, values]] of VALUES.entries()) {
    test(`completes the values of ${text}`, async () => {
      const expected = values.map((value) => JSON.stringify(value)).sort();
      assert.deepEqual(await labelsIn(`values-${index}.grader.json`, text), expected);
      assert.deepEqual(await labelsIn(`values-${index}.grader.jsonc`, `// A comment\n${text}`), expected);
    });
  }

  test("leaves out what it advises against", async () => {
    const sampling = '{"type": "score_model", "sampling_params": {|}}';
    assert.deepEqual(await labelsIn("sampling.grader.json", sampling), [
      ...["max_completions_tokens", "reasoning_effort", "seed", "temperature", "top_p"],
    ]);
  });

  test("explains each value of an enum", async () => {
    const document = await openFile("enum.grader.json", '{"type": "string_check", "operation": "like"}');
    const hover = await hoverAt(document, document.getText().indexOf("like"));
    assert.match(hover, /1 when `input` contains `reference`. No patterns/);
  });

  testOnPage("a property and its value are typed with the help of the list", async () => {
    const { text, offset } = cursorIn('{\n  "type": "string_check",\n  |\n}');
    const document = await openFile("typed.grader.json", text);
    await show(document, offset);
    await page.type('"oper');
    await acceptSuggestion("operation");
    await textBecomes(document, "the property", (now) => now.includes('"operation": '));
    await acceptSuggestion('"ilike"');
    const typed = await textBecomes(document, "the value", (now) => now.includes("ilike"));
    assert.deepEqual(JSON.parse(typed), { type: "string_check", operation: "ilike" });
  });

  testOnPage("the list shows what a value does", async () => {
    const { text, offset } = cursorIn('{"type": "text_similarity", "evaluation_metric": |}');
    await show(await openFile("details.grader.json", text), offset);
    await suggest();
    // Opens the details of the focused suggestion.
    await page.press("Control+Space");
    assert.match(await page.text(".suggest-details"), /BLEU up to 4-grams/);
    await page.press("Control+Space");
    await page.press("Escape");
  });

  testOnPage("the hover on screen is rendered markdown", async () => {
    const document = await openFile("hover.grader.json", '{"type": "string_check", "operation": "eq"}');
    await show(document, document.getText().indexOf("operation"));
    let looks = 0;
    const shown = await eventually("the hover", async () => {
      const [text] = await page.texts(".monaco-hover:not(.hidden) .hover-contents .rendered-markdown");
      // A hover that was asked for before the JSON service was there does not come any more.
      if (text === undefined && looks++ % 60 === 0) {
        await page.press("Control+K");
        await page.press("Control+I");
      }
      return text;
    });
    assert.match(shown, /the reward is 1 when it holds, else 0\. Example: "operation": "eq"/);
    assert.equal(await page.text(".monaco-hover:not(.hidden) .hover-contents code"), '"operation": "eq"');
    await page.press("Escape");
  });
});
