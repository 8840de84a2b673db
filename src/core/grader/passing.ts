import { isArray, JsonNumber, type Json, type JsonObject } from "../json/value";
import type { GraderType } from "./types";

/** What a criterion of an eval passes from on. */
export interface PassingScore {
  readonly threshold: number;
  /** The criterion says nothing, and what the service does then is not published: the value is ours. */
  readonly assumed: boolean;
}

/**
 * What a criterion's score must reach (facts.md "Passing"): 1 for string_check and label_model,
 * which give 1 or 0 and take no threshold, else its `pass_threshold`.
 */
export function passingScore(type: GraderType | undefined, grader: JsonObject): PassingScore {
  const own = grader.get("pass_threshold");
  if (type === "string_check" || type === "label_model") return { threshold: 1, assumed: false };
  if (own instanceof JsonNumber) return { threshold: own.value, assumed: false };
  return { threshold: middleOf(grader.get("range")), assumed: true };
}

/**
 * The middle of the range, 0.5 where none is given: so Microsoft's client fills it in for score_model
 * (github.com/Azure/azure-sdk-for-python, azure-ai-evaluation, _aoai/score_model_grader.py).
 */
function middleOf(range: Json | undefined): number {
  const [low, high] = isArray(range) ? range : [];
  return low instanceof JsonNumber && high instanceof JsonNumber ? (low.value + high.value) / 2 : 0.5;
}
