import type { GraderType } from "../../../src/core/grader/types";

const MESSAGE = { role: "user", content: "{{sample.output_text}}" };

/** A grader of each type with every field there is. */
export const WHOLE: Readonly<Record<GraderType, Readonly<Record<string, unknown>>>> = {
  string_check: {
    type: "string_check",
    $schema: "./grader.schema.json",
    name: "exact",
    input: "{{sample.output_text}}",
    reference: "{{item.answer}}",
    operation: "eq",
    pass_threshold: 1,
  },
  text_similarity: {
    type: "text_similarity",
    $schema: "./grader.schema.json",
    name: "close",
    input: "{{sample.output_text}}",
    reference: "{{item.answer}}",
    evaluation_metric: "rouge_l",
    pass_threshold: 0.5,
  },
  python: {
    type: "python",
    $schema: "./grader.schema.json",
    name: "length",
    source: "def grade(sample, item):\n    return len(sample['output_text'])",
    image_tag: "2025-05-08",
    pass_threshold: 0.5,
  },
  score_model: {
    type: "score_model",
    $schema: "./grader.schema.json",
    name: "quality",
    model: "gpt-4.1-2025-04-14",
    input: [MESSAGE],
    range: [0, 10],
    sampling_params: { temperature: 0, seed: 42 },
    pass_threshold: 5,
  },
  label_model: {
    type: "label_model",
    $schema: "./grader.schema.json",
    name: "tone",
    model: "gpt-4.1-2025-04-14",
    input: [MESSAGE],
    labels: ["polite", "rude"],
    passing_labels: ["polite"],
    pass_threshold: 1,
  },
  multi: {
    type: "multi",
    $schema: "./grader.schema.json",
    name: "both",
    graders: {
      exact: { type: "string_check", input: "{{sample.output_text}}", reference: "42", operation: "eq" },
    },
    calculate_output: "exact",
    pass_threshold: 1,
  },
  endpoint: {
    type: "endpoint",
    $schema: "./grader.schema.json",
    name: "service",
    url: "http://127.0.0.1:8080/grade",
    headers: { "x-team": "math" },
    rate_limit: 60,
    pass_threshold: 0.5,
  },
};
