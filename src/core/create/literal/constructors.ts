import type { GraderType } from "../../grader/types";

const STEMS: readonly (readonly [GraderType, string])[] = [
  ["string_check", "StringCheck"],
  ["text_similarity", "TextSimilarity"],
  ["score_model", "ScoreModel"],
  ["label_model", "LabelModel"],
  ["python", "Python"],
  ["multi", "Multi"],
  ["endpoint", "Endpoint"],
];

/**
 * The grader type that a class's name implies: `StringCheckGrader`, `AzureOpenAIStringCheckGrader`,
 * `GraderStringCheckParam`, `TestingCriterionTextSimilarity`. Undefined for any other name.
 */
export function typeOfConstructor(name: string): GraderType | undefined {
  if (!/Grader|Criteri(?:on|a)/.test(name)) return undefined;
  return STEMS.find(([, stem]) => name.includes(stem))?.[0];
}

/** `evaluationMetric`, `EvaluationMetric` and `evaluation_metric` are one. */
export function snakeCase(name: string): string {
  if (!/[A-Z]/.test(name)) return name;
  return name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
}

/** Fields of a grader, by type; what a constructor takes beside them is for reaching a service. */
const FIELDS: Readonly<Record<GraderType, readonly string[]>> = {
  string_check: ["input", "reference", "operation"],
  text_similarity: ["input", "reference", "evaluation_metric"],
  python: ["source", "image_tag"],
  score_model: ["model", "input", "range", "sampling_params"],
  label_model: ["model", "input", "labels", "passing_labels"],
  multi: ["graders", "calculate_output", "invalid_grade"],
  endpoint: ["url", "headers", "rate_limit"],
};

/** Whether a grader of this type has a field of this name. */
export function isFieldOf(type: GraderType, field: string): boolean {
  return ["type", "name", "pass_threshold", ...FIELDS[type]].includes(field);
}
