import { describe, expect, it } from "vitest";
import { onlyComputes } from "../../../../src/core/engine/onlyComputes";
import { GRADER_TYPES, SIMILARITY_METRICS } from "../../../../src/core/grader/types";
import { fromPlain, isObject, type JsonObject, type PlainJson } from "../../../../src/core/json/value";

const check = { type: "string_check", name: "a", input: "x", reference: "y", operation: "eq" };
const message = { role: "user", content: "x" };
const judged = { name: "a", model: "m", input: [message] };
const similar = (evaluation_metric: string) => ({
  type: "text_similarity",
  name: "a",
  input: "x",
  reference: "y",
  evaluation_metric,
});

const EXAMPLES: Readonly<Record<string, PlainJson>> = {
  string_check: check,
  text_similarity: similar("bleu"),
  python: { type: "python", name: "a", source: "def grade(sample, item): return 1" },
  score_model: { type: "score_model", ...judged },
  label_model: { type: "label_model", ...judged, labels: ["a", "b"], passing_labels: ["a"] },
  endpoint: { type: "endpoint", name: "a", url: "https://graders.example/" },
  multi: { type: "multi", name: "m", graders: { a: check }, calculate_output: "a" },
};
const COMPUTING = ["string_check", "text_similarity", "multi"];

const multiOf = (...graders: readonly PlainJson[]) => ({
  type: "multi",
  name: "m",
  graders: Object.fromEntries(graders.map((grader, index) => [`g${index}`, grader])),
  calculate_output: graders.map((_, index) => `g${index}`).join(" + "),
});
const evalOf = (...testing_criteria: PlainJson[]) => ({ name: "e", testing_criteria });

function object(plain: PlainJson): JsonObject {
  const value = fromPlain(plain);
  if (!isObject(value)) throw new Error("no object");
  return value;
}
const computing = (plain: PlainJson) => onlyComputes(object(plain));

describe("whether a grader only computes", () => {
  it.each(GRADER_TYPES)("is settled for %s, alone, in a multi and in an eval", (type) => {
    const example = EXAMPLES[type] ?? null;
    const expected = COMPUTING.includes(type);
    expect(computing(example)).toBe(expected);
    if (type !== "multi") expect(computing(multiOf(check, example))).toBe(expected);
    expect(computing(evalOf(check, example))).toBe(expected);
  });

  it.each(SIMILARITY_METRICS)("is settled for the metric %s", (metric) => {
    const expected = metric !== "cosine";
    expect(computing(similar(metric))).toBe(expected);
    expect(computing(multiOf(check, similar(metric)))).toBe(expected);
    expect(computing(evalOf(multiOf(similar(metric)), check))).toBe(expected);
  });

  it("is denied of what the engine does not run", () => {
    for (const broken of [{}, { type: "string_check" }, { type: "none" }, evalOf(), evalOf(check, 1)])
      expect(computing(broken)).toBe(false);
    expect(computing({ name: "e", testing_criteria: 1 })).toBe(false);
  });
});
