import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import graderSchema from "../../../../schemas/grader.schema.json";
import { GRADER_TYPES } from "../../../../src/core/grader/types";
import { foreignWord } from "../../../../src/core/validate/foreignWords";
import { edited, findings } from "./marked";

const { string_check, text_similarity } = graderSchema.definitions;
const OPERATIONS = string_check.properties.operation.enum;
const METRICS = text_similarity.properties.evaluation_metric.enum;

const check = (operation: string) =>
  `{"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "operation": ${JSON.stringify(operation)}}`;
const similar = (metric: string) =>
  `{"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "evaluation_metric": ${JSON.stringify(metric)}}`;

/** What a grader's one finding says, and what its mends write. */
function lookAt(text: string) {
  const [problem, ...more] = findings(text);
  expect(more).toEqual([]);
  const written = problem?.fixes?.map(({ edits: [edit] }) => JSON.parse(edit!.newText) as string) ?? [];
  return { problem, written };
}

test.each([
  ["contains", ["like", "ilike"], '"contains" is written like: it passes where input contains reference'],
  ["Includes", ["like", "ilike"], "the output belongs into input"],
  ["i_contains", ["ilike"], "without regard to case"],
  ["==", ["eq"], '"==" is written eq here.'],
  ["EXACT-MATCH", ["eq"], "is written eq here"],
  ["!=", ["ne"], '"!=" is written ne here.'],
  ["neq", ["ne"], "is written ne here"],
  ["EQ", ["eq"], "is written eq here"],
  ["not_contains", [], "1 - its key"],
  ["starts_with", [], "python grader"],
  ["regex", [], "python grader"],
  [">=", [], "python grader"],
  ["fuzzy_match", [], "text_similarity"],
])("operation %s", (word, choices, says) => {
  const { problem, written } = lookAt(check(word));
  expect(problem).toMatchObject({ code: "schema-enum", severity: "error", path: ["operation"] });
  expect(problem?.message).toContain(says);
  expect(written).toEqual(choices);
});

test.each([
  ["levenshtein", ["fuzzy_match"], "RapidFuzz"],
  ["ROUGE-L", ["rouge_l"], "is written rouge_l here"],
  ["rouge1", ["rouge_1"], "is written rouge_1 here"],
  ["rouge", ["rouge_l", "rouge_1", "rouge_2"], "longest common part"],
  ["sacrebleu", ["bleu"], "nearest"],
  ["cosine_similarity", ["cosine"], "embeddings"],
  ["exact_match", [], "string_check with operation eq"],
  ["contains", [], "string_check with operation like"],
  ["bertscore", [], "python grader"],
])("metric %s", (word, choices, says) => {
  const { problem, written } = lookAt(similar(word));
  expect(problem?.message).toContain(says);
  expect(written).toEqual(choices);
});

test.each([
  ["StringCheckGrader", "string_check"],
  ["AzureOpenAITextSimilarityGrader", "text_similarity"],
  ["exact_match", "string_check"],
  ["llm-rubric", "score_model"],
  ["classifier", "label_model"],
  ["function", "python"],
  ["webhook", "endpoint"],
])("type %s, of a grader and of a sub-grader", (word, type) => {
  const { written, problem } = lookAt(`{"type": ${JSON.stringify(word)}}`);
  expect(problem?.code).toBe("type-unknown");
  expect(problem?.message).toContain(type);
  expect(written).toEqual([type]);
  const multi = `{"type": "multi", "graders": {"a": {"type": ${JSON.stringify(word)}}}, "calculate_output": "a"}`;
  const sub = findings(multi, "schema-enum")[0];
  expect(sub?.message).toContain(type);
  expect(edited(multi, sub?.fixes?.[0]?.edits ?? [])).toContain(`{"a": {"type": "${type}"}}`);
});

test("a multi is none of a sub-grader's types", () => {
  const multi = `{"type": "multi", "graders": {"a": {"type": "composite"}}, "calculate_output": "a"}`;
  expect(findings(multi, "schema-enum")[0]?.message).toContain("A multi can't stand inside a multi.");
});

test("the word goes before the spelling, and the spelling before silence", () => {
  expect(lookAt(check("likes")).written).toEqual(["like"]);
  expect(lookAt(check("banana")).written).toEqual([]);
  expect(lookAt(check("banana")).problem?.message).toContain("operation is eq, ne, like or ilike");
});

describe("any spelling", () => {
  const fields = { operation: OPERATIONS, evaluation_metric: METRICS, type: GRADER_TYPES } as const;
  const anyCase = (word: string) =>
    fc
      .array(fc.tuple(fc.boolean(), fc.constantFrom("", "", "_", "-", " ", ".")), {
        minLength: word.length,
        maxLength: word.length,
      })
      .map((how) =>
        how.map(([upper, before], at) => before + (upper ? word[at]!.toUpperCase() : word[at]!)).join(""),
      );

  it("of our own words means them", () => {
    for (const [field, known] of Object.entries(fields)) {
      fc.assert(
        fc.property(
          fc.constantFrom(...known).chain((word) => fc.tuple(fc.constant(word), anyCase(word))),
          ([word, spelled]) => {
            expect(foreignWord(field, spelled, known)).toMatchObject({ choices: [word], isSure: true });
          },
        ),
      );
    }
  });

  it("of a word means the same, and only what the field takes", () => {
    const words = [
      ["operation", "contains"],
      ["operation", "icontains"],
      ["operation", "notequals"],
      ["operation", "startswith"],
      ["evaluation_metric", "levenshtein"],
      ["evaluation_metric", "semanticsimilarity"],
      ["type", "llmrubric"],
    ] as const;
    fc.assert(
      fc.property(
        fc
          .constantFrom(...words)
          .chain(([field, word]) => fc.tuple(fc.constant(field), fc.constant(word), anyCase(word))),
        ([field, word, spelled]) => {
          const meant = foreignWord(field, spelled, fields[field]);
          expect(meant?.choices).toEqual(foreignWord(field, word, fields[field])?.choices);
          for (const choice of meant?.choices ?? []) expect(fields[field]).toContain(choice);
        },
      ),
    );
  });

  it("of what nobody writes means nothing, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("operation", "evaluation_metric", "type", "constructor", "name"),
        fc.string(),
        (field, word) => {
          const meant = foreignWord(field, word, []);
          expect(meant?.choices ?? []).toEqual([]);
        },
      ),
    );
  });
});
