import type { SimilarityMetric, StringOperation } from "../../grader/types";
import { stringCheckHolds } from "../../engine/stringCheck";
import { nearlyAlike } from "./folds";

/** What two texts are compared by; a metric comes with the reward that it gave. */
export type Comparison =
  | { readonly kind: "operation"; readonly operation: StringOperation }
  | { readonly kind: "metric"; readonly metric: SimilarityMetric; readonly reward: number };

/** Why the comparison came out as it did, in one sentence. */
export function summaryOf(comparison: Comparison, input: string, reference: string): string {
  if (comparison.kind === "metric") return metricSummary(comparison, input, reference);
  const { operation } = comparison;
  if (stringCheckHolds(operation, input, reference)) return HOLDING[operation];
  if (operation === "ne") return "The texts are equal, so ne gives 0.";
  return operation === "eq" ? differing(input, reference) : notContained(operation, input, reference);
}

const HOLDING: Readonly<Record<StringOperation, string>> = {
  eq: "The texts are equal.",
  ne: "The texts differ, as ne asks.",
  like: "The input contains the reference.",
  ilike: "The input contains the reference, ignoring case.",
};

function metricSummary(
  { metric, reward }: Extract<Comparison, { kind: "metric" }>,
  input: string,
  reference: string,
): string {
  if (input === reference) return "The texts are equal.";
  if (reward === 1) return `The texts differ only where ${metric} does not look.`;
  return differing(input, reference);
}

function differing(input: string, reference: string): string {
  if (input === "") return "The input is empty.";
  if (reference === "") return "The reference is empty.";
  const near = nearlyAlike(input, reference, (a, b) => a === b);
  if (near !== undefined) return `The texts are equal ${near}.`;
  if (equalNumbers(input, reference)) return "The texts are equal as numbers, and written differently.";
  if (input.includes(reference)) return "The input contains the reference, and more.";
  if (reference.includes(input)) return "The reference contains the input, and more.";
  return "The texts differ.";
}

function notContained(operation: "like" | "ilike", input: string, reference: string): string {
  if (input === "") return "The input is empty.";
  if (reference.includes(input)) return "The reference contains the input: are the sides swapped?";
  const near = nearlyAlike(input, reference, (a, b) => a.includes(b));
  if (near !== undefined) return `The input contains the reference ${near}.`;
  if (nearlyAlike(reference, input, (a, b) => a.includes(b)) === "ignoring case")
    return "The reference contains the input ignoring case: are the sides swapped?";
  return operation === "like"
    ? "The input does not contain the reference."
    : "The input does not contain the reference, ignoring case either.";
}

const NUMBER = /^\s*[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

function equalNumbers(input: string, reference: string): boolean {
  if (input.length > 100 || reference.length > 100) return false;
  const [left, right] = [input, reference].map((text) =>
    NUMBER.test(text) ? Number(text.replaceAll(",", "")) : NaN,
  );
  return left === right;
}
