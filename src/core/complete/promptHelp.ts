import { readGraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import type { StringOffsets } from "../json/stringOffsets";
import type { Sample } from "../sample/sample";
import { stringOffsetsAt } from "../validate/places";
import { completeTemplate, isTypingVariable, type TemplateCompletion } from "./templateHelp";
import { hoverTemplate, type CurrentSample, type GraderHover } from "./templateHover";

// A prompt in an editor of its own is helped as the message of a grader that has nothing else: the same help as
// in JSON, with its places and texts brought back from there.

/** What can stand at `offset` of a prompt, if that is within the braces of a variable; texts are not escaped. */
export function completePrompt(
  text: string,
  offset: number,
  samples: readonly Sample[],
): readonly TemplateCompletion[] {
  const { document, offsets } = asGrader(text);
  return completeTemplate(document, offsets.toSource(offset), samples).map((completion) => ({
    ...completion,
    text: unescaped(completion.text),
    behind: unescaped(completion.behind),
    filter: unescaped(completion.filter),
    inserting: rangeIn(offsets, completion.inserting),
    replacing: rangeIn(offsets, completion.replacing),
  }));
}

/** Whether a variable is being typed at `offset`, so that reading samples is worth the while. */
export function isTypingInPrompt(text: string, offset: number): boolean {
  const { document, offsets } = asGrader(text);
  return isTypingVariable(document, offsets.toSource(offset));
}

/** What the variable at `offset` is in the current sample, and what it renders to. */
export function hoverPrompt(
  text: string,
  offset: number,
  current: CurrentSample | undefined,
): GraderHover | undefined {
  const { document, offsets } = asGrader(text);
  const hover = hoverTemplate(document, offsets.toSource(offset), current);
  return hover && { ...hover, range: rangeIn(offsets, hover.range) };
}

function asGrader(text: string) {
  const json = JSON.stringify({ type: "score_model", input: [{ role: "user", content: text }] });
  const document = readGraderDocument("prompt", json);
  const offsets = stringOffsetsAt(document.json, ["input", 0, "content"]);
  if (!offsets) throw new Error("a message's content is a string");
  return { document, offsets };
}

function rangeIn(offsets: StringOffsets, { start, end }: TextRange): TextRange {
  return { start: offsets.toDecoded(start), end: offsets.toDecoded(end) };
}

function unescaped(source: string): string {
  return JSON.parse(`"${source}"`) as string;
}
