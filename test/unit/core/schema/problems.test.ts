import { describe, expect, it } from "vitest";
import { GRADER_TYPES, type GraderType } from "../../../../src/core/grader/types";
import type { TextRange } from "../../../../src/core/json/document";
import { findings, liveFindings, rangesOf, readMarks } from "../validate/marked";
import { diagnose } from "./languageService";

const text = "{{sample.output_text}}";
const messages = `[{"role": "user", "content": "${text}"}]`;
const sub = `{"type": "string_check", "input": "${text}", "reference": "x", "operation": "eq"}`;

/** Five faults of each type, each with the places where one entry is wanted. */
const FAULTS: Readonly<Record<GraderType, readonly string[]>> = {
  string_check: [
    `{"type": "string_check", "input": "${text}", "reference": "x", "operation": «"neq"»}`,
    `«{»"type": "string_check", "input": "${text}", "reference": "x"}`,
    `{"type": "string_check", "input": "${text}", "reference": «1», "operation": "eq"}`,
    `{"type": "string_check", "input": "{{«smaple.output_text»}}", "reference": "${text}", "operation": "eq"}`,
    `{"type": "string_check", "input": "${text}", "reference": "x", "operation": "eq", «"operator"»: "ne"}`,
  ],
  text_similarity: [
    `{"type": "text_similarity", "input": "${text}", "reference": "x", "evaluation_metric": «"rouge_6"»}`,
    `«{»"type": "text_similarity", "input": "${text}", "reference": "x"}`,
    `{"type": "text_similarity", "input": «["${text}"]», "reference": "${text}", "evaluation_metric": "bleu"}`,
    `{"type": "text_similarity", "input": "${text}", "reference": "x", "evaluation_metric": "bleu", "pass_threshold": «"0.8"»}`,
    `{"type": "text_similarity", "input": "${text}", "reference": «"${text}"», "evaluation_metric": "bleu"}`,
  ],
  python: [
    '«{»"type": "python"}',
    '{"type": "python", "source": «["def grade(sample, item):", "  return 1"]»}',
    '{"type": "python", "source": "", "image_tag": «"latest"»}',
    '{"type": "python", "source": "", «"requirements"»: []}',
    '{"type": "python", "name": «7», "source": ""}',
  ],
  score_model: [
    `{"type": "score_model", "model": "m", "input": «"${text}"»}`,
    `{"type": "score_model", "model": "m", "input": ${messages}, "range": «[1, 0]»}`,
    `{"type": "score_model", "model": "m", "input": ${messages}, "range": «[0, 1, 2]»}`,
    `{"type": "score_model", "model": "m", "input": ${messages}, "sampling_params": {«"max_completion_tokens": 5»}}`,
    `{"type": "score_model", "model": "m", "input": ${messages}, "sampling_params": {«"max_tokens": 5»}}`,
    `{"type": "score_model", "model": "m", "input": [{"role": «"judge"», "content": "${text}"}]}`,
  ],
  label_model: [
    `{"type": «"label_model"», "model": "m", "input": ${messages}, "labels": ["a"], "passing_labels": [«"b"»]}`,
    `«{»"type": «"label_model"», "model": "m", "input": ${messages}, "labels": ["a"]}`,
    `{"type": «"label_model"», "model": "m", "input": ${messages}, "labels": «[]», "passing_labels": []}`,
    `{"type": «"label_model"», "model": "m", "input": ${messages}, "labels": [«1», "a"], "passing_labels": ["a"]}`,
    `{"type": «"label_model"», "model": «null», "input": ${messages}, "labels": ["a"], "passing_labels": ["a"]}`,
  ],
  multi: [
    `{"type": "multi", "graders": «[${sub}]», "calculate_output": "1"}`,
    `{"type": "multi", "graders": {"a": ${sub}}, "calculate_output": "a + «b»"}`,
    `{"type": "multi", "graders": {"a": {"type": «"multi"», "graders": {}, "calculate_output": "1"}}, "calculate_output": "a"}`,
    `{"type": "multi", "graders": {«"a"»: {"type": "python"}}, "calculate_output": "a"}`,
    `{"type": "multi", "graders": {"a": «"string_check"»}, "calculate_output": "a"}`,
  ],
  endpoint: [
    '«{»"type": "endpoint"}',
    '{"type": "endpoint", "url": «8080»}',
    '{"type": "endpoint", "url": "http://x", "headers": {"a": «1»}}',
    '{"type": "endpoint", "url": "http://x", "rate_limit": «0»}',
    '{"type": "endpoint", "url": "http://x", «"timeout"»: 5}',
  ],
};

const byPlace = (a: TextRange, b: TextRange) => a.start - b.start || a.end - b.end;
const place = ({ start, end }: TextRange): TextRange => ({ start, end });
const touches = (a: TextRange, b: TextRange) => a.start <= b.end && b.start <= a.end;

/** What Problems shows: the JSON service's entries, and ours where it has none for the same fault. */
async function problems(marked: string, validated: boolean) {
  const shown = await diagnose(marked);
  const ours = validated
    ? findings(marked).filter(
        ({ source, range }) => source === "rule" || !shown.some((other) => touches(other, range)),
      )
    : liveFindings(marked);
  return [...shown.map(place), ...rangesOf(ours)].sort(byPlace);
}

describe.each(GRADER_TYPES)("faults of %s", (type) => {
  it.each(FAULTS[type])("each have one entry while typing: %s", async (marked) => {
    const { text: plain, ranges } = readMarks(marked);
    expect(await problems(plain, false)).toEqual(ranges);
  });

  it.each(FAULTS[type])("each have one entry after Validate: %s", async (marked) => {
    const { text: plain, ranges } = readMarks(marked);
    expect(await problems(plain, true)).toEqual(ranges);
  });

  it.each(FAULTS[type])("are found where the JSON service finds them: %s", async (marked) => {
    const { text: plain } = readMarks(marked);
    const shown = await diagnose(plain);
    const own = findings(plain).filter(({ source }) => source === "schema");
    expect(rangesOf(own)).toEqual(shown.map(place));
  });
});

describe("a grader's root", () => {
  it.each([
    ['{"type": «"string-check"»}'],
    ['{"type": «7»}'],
    ["«[]»"],
    ['«"text"»'],
    ["«{»}"],
    ['«{»"name": "x"}'],
  ])("%s has one entry, from either side", async (marked) => {
    const { text: plain, ranges } = readMarks(marked);
    expect(await problems(plain, false)).toEqual(ranges);
    expect(await problems(plain, true)).toEqual(ranges);
    expect(rangesOf(findings(plain))).toEqual(ranges);
  });

  it("may have comments and a $schema", async () => {
    const plain =
      '{\n  // why\n  "$schema": "graders://grader",\n  "type": "python",\n  "source": "" /* none */\n}';
    expect(await problems(plain, true)).toEqual([]);
  });
});

describe("messages", () => {
  const judge = (content: string) =>
    `{"type": "score_model", "model": "m", "input": [{"role": "user", "content": ${content}}, {"type": "message", "role": "developer", "content": "${text}"}]}`;

  it.each([
    ['"text"'],
    ['{"type": "input_text", "text": "x"}'],
    [
      '["text", {"type": "output_text", "text": "x"}, {"type": "input_image", "image_url": "{{item.image}}", "detail": "low", "file_id": null}]',
    ],
    ['[{"type": "input_audio", "input_audio": {"data": "{{item.audio}}", "format": "mp3"}}]'],
    ["[]"],
  ])("take the content %s", async (content) => {
    expect(await problems(judge(content), true)).toEqual([]);
  });

  it.each([
    "«null»",
    "[«1»]",
    "[«[1]»]",
    "[«{»}]",
    '[«{»"text": "x"}]',
    '{"type": «"image"»}',
    '[{"type": "input_text", "text": "x", «"cache"»: 1}]',
    '[{"type": "input_audio", «"input_audio"»: {"data": "x"}}]',
    '[{"type": "input_image", "image_url": «{"url": "x"}»}]',
  ])("name the fault in the content %s once", async (marked) => {
    const { text: plain, ranges } = readMarks(judge(marked));
    expect(await problems(plain, false)).toEqual(ranges);
    expect(rangesOf(findings(plain))).toEqual(ranges);
  });
});
