import { describe, expect, it } from "vitest";
import { hoverTemplate } from "../../../../src/core/complete/templateHover";
import { fromPlain } from "../../../../src/core/json/value";
import type { Output } from "../../../../src/core/sample/sample";
import { readable } from "../../../support/renderedMarkdown";
import { atCaret, textOf } from "./caret";

const item = fromPlain({ answer: "a `b`", list: [1.5, true], level: 3, none: null });
const current = (output: Output) => ({ label: "sample 1 of 2", sample: { item, output } });
const ANSWERED = current({ kind: "text", text: '{"name": "Ann"}' });

const check = (input: string) =>
  `{"type": "string_check", "input": "${input}", "reference": "", "operation": "eq"}`;

function hover(input: string, now: ReturnType<typeof current> | undefined = ANSWERED) {
  const { document, offset } = atCaret(check(input));
  const found = hoverTemplate(document, offset, now);
  return found && { markdown: readable(found.markdown), covers: textOf(document, found.range) };
}

describe("hover of a variable", () => {
  it("shows a text as it renders", () => {
    expect(hover("\\n{{ item.ans|wer }}")).toMatchObject({
      covers: "{{ item.answer }}",
      markdown: "`item.answer`\n\nIn sample 1 of 2, a string that renders to:\n\n```\na `b`\n```",
    });
  });

  it("shows a value and what it renders to", () => {
    expect(hover("{{item.list|}}")?.markdown).toBe(
      "`item.list`\n\nIn sample 1 of 2, an array:\n\n```json\n[1.5,true]\n```\n\nRenders to:\n\n```\n[1.5, true]\n```",
    );
    expect(hover("{{item.none|}}")?.markdown).toContain("In sample 1 of 2, null:");
  });

  it("describes fields of sample, and reads real outputs", () => {
    expect(hover("{{|sample.output_json.name}}")?.markdown).toBe(
      "`sample.output_json.name` — The output read as JSON; null where it is none.\n\nIn sample 1 of 2, a string that renders to:\n\n```\nAnn\n```",
    );
  });

  it("says what is missing and what is there", () => {
    expect(hover("{{item.anwser|}}")?.markdown).toContain(
      'In sample 1 of 2, it is missing: {{item.anwser}} has no value: item has no "anwser". It has: answer, list',
    );
  });

  it("says so where the row has no output, and shows no value without a sample", () => {
    expect(hover("{{sample.output_text|}}", current({ kind: "none" }))?.markdown).toContain(
      "there is no output yet",
    );
    const { document, offset } = atCaret(check("{{item.answer|}}"));
    expect(readable(hoverTemplate(document, offset, undefined)!.markdown)).toBe("`item.answer`");
  });

  it("is silent beside variables", () => {
    expect(hover("a| {{item.answer}}")).toBeUndefined();
    expect(hover("{{item.a b|}}")).toBeUndefined();
  });
});
