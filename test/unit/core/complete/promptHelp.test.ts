import { describe, expect, it } from "vitest";
import { completePrompt, hoverPrompt, isTypingInPrompt } from "../../../../src/core/complete/promptHelp";
import { readRow } from "../../../../src/core/dataset/row";
import { fromPlain, isObject } from "../../../../src/core/json/value";
import { readable } from "../../../support/renderedMarkdown";

const row = fromPlain({ item: { answer: "42", 'say "hi"': 1 }, model_sample: "x" });
const SAMPLES = [readRow(isObject(row) ? row : new Map())];

function cursorIn(marked: string): [string, number] {
  return [marked.replace("|", ""), marked.indexOf("|")];
}

/** The prompt after the suggestion of that label, with | where the cursor then is. */
function take(marked: string, label: string): string | undefined {
  const [text, at] = cursorIn(marked);
  const found = completePrompt(text, at, SAMPLES).find((completion) => completion.label === label);
  if (!found) return undefined;
  const { inserting, behind } = found;
  return `${text.slice(0, inserting.start)}${found.text}|${behind}${text.slice(inserting.end)}`;
}

describe("help in a prompt of its own", () => {
  it("completes as in the grader, without JSON's escapes", () => {
    expect(take('# "Rate"\n\n\t{{i|', "item")).toBe('# "Rate"\n\n\t{{item.|}}');
    expect(take('é\r\n"{{ item.| }}" and', "answer")).toBe('é\r\n"{{ item.answer }}|" and');
    expect(take("{{item.|", 'say "hi"')).toBe('{{item["say \\"hi\\""]}}|');
  });

  it("knows where a variable is typed", () => {
    expect(isTypingInPrompt(...cursorIn('"\n{{item.|'))).toBe(true);
    expect(isTypingInPrompt(...cursorIn('"\n{{item.x}} |'))).toBe(false);
    expect(completePrompt("plain", 3, SAMPLES)).toEqual([]);
  });

  it("shows a value at its place", () => {
    const [text, at] = cursorIn('"a"\n{{ item.ans|wer }}');
    const hover = hoverPrompt(text, at, { sample: SAMPLES[0]!, label: "sample 1" });
    expect(readable(hover!.markdown)).toContain("In sample 1, a string that renders to:\n\n```\n42\n```");
    expect(text.slice(hover?.range.start, hover?.range.end)).toBe("{{ item.answer }}");
    expect(hoverPrompt(text, 1, undefined)).toBeUndefined();
  });
});
