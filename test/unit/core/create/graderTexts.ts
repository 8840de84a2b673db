import fc from "fast-check";
import { snippetOf } from "../../../../src/core/create/snippets";
import { GRADER_TYPES } from "../../../../src/core/grader/types";
import { readGraderDocument, type GraderDocument } from "../../../../src/core/grader/document";
import { withEdits, type GraderChange } from "../../../../src/core/edit/change";
import type { PlainJson } from "../../../../src/core/json/value";

type Fields = Readonly<Record<string, PlainJson>>;

const sides = fc.constantFrom(
  "{{sample.output_text}}",
  "{{item.answer}}",
  "x {{item.question}}",
  "{{item.none}}",
  "",
);

/** Graders that a machine without judges runs: some of them errored on rows that lack `item.none`. */
export const offlineGrader: fc.Arbitrary<Fields> = fc
  .record({
    check: fc.oneof(
      fc.record({
        type: fc.constant("string_check"),
        operation: fc.constantFrom("eq", "ne", "like", "ilike"),
      }),
      fc.record({
        type: fc.constant("text_similarity"),
        evaluation_metric: fc.constantFrom("fuzzy_match", "bleu", "rouge_l"),
      }),
    ),
    input: sides,
    reference: sides,
    name: fc.option(fc.constantFrom("exact answer", "min", "7 of 9", "naïve", "日本", ""), {
      nil: undefined,
    }),
    pass_threshold: fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }),
    $schema: fc.option(fc.constant("./grader.schema.json"), { nil: undefined }),
  })
  .chain(({ check, ...rest }) => {
    const members = Object.entries({ ...check, ...rest }).filter(([, value]) => value !== undefined);
    return fc
      .shuffledSubarray(members, { minLength: members.length })
      .map((all) => Object.fromEntries(all) as Fields);
  });

/** How people write JSON: on one line or several, with tabs, comments and either line end. */
export const layouts = fc.record({
  indent: fc.constantFrom("", "  ", "    ", "\t"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  comments: fc.boolean(),
  before: fc.constantFrom("", "\n", "// Ours\n", "/* two\n   lines */ "),
  behind: fc.constantFrom("", "\n", " // end\n"),
});
export type LayoutChoice = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

export function written(value: unknown, { indent, lineEnd, comments, before, behind }: LayoutChoice): string {
  const text = JSON.stringify(value, null, indent);
  const commented =
    comments && indent !== ""
      ? text.replace(/,\n/g, ', // why, "so"\n').replace(/\{\n/, "{ // { first\n")
      : text;
  return (before + commented + behind).replaceAll("\n", lineEnd);
}

export function read(text: string): GraderDocument {
  return readGraderDocument("made.grader.jsonc", text);
}

/** The text after a change that must be possible. */
export function changed(text: string, change: GraderChange): string {
  if (change.kind === "refused") throw new Error(change.reason);
  return withEdits(text, change.edits);
}

/** What of a text is comments, in order. */
export function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|(\/\/[^\r\n]*|\/\*[^]*?\*\/)/g)].flatMap(
    ([, comment]) => comment ?? [],
  );
}

export const snippets = GRADER_TYPES.map((type) => ({ type, grader: snippetOf(type) }));
