import { t } from "@vscode/l10n";
import type { SimilarityMetric, StringOperation } from "../../grader/types";
import { stringCheckHolds } from "../../engine/stringCheck";
import { IGNORING_CASE, nearlyAlike } from "./folds";

/** What two texts are compared by; a metric comes with the reward that it gave. */
export type Comparison =
  | { readonly kind: "operation"; readonly operation: StringOperation }
  | { readonly kind: "metric"; readonly metric: SimilarityMetric; readonly reward: number };

/** Why the comparison came out as it did, in one sentence. */
export function summaryOf(comparison: Comparison, input: string, reference: string): string {
  if (comparison.kind === "metric") return metricSummary(comparison, input, reference);
  const { operation } = comparison;
  if (stringCheckHolds(operation, input, reference)) return HOLDING[operation];
  if (operation === "ne") return t("The texts are equal, so ne gives 0.");
  return operation === "eq" ? differing(input, reference) : notContained(operation, input, reference);
}

const HOLDING: Readonly<Record<StringOperation, string>> = {
  eq: t("The texts are equal."),
  ne: t("The texts differ, as ne asks."),
  like: t("The input contains the reference."),
  ilike: t("The input contains the reference, ignoring case."),
};

function metricSummary(
  { metric, reward }: Extract<Comparison, { kind: "metric" }>,
  input: string,
  reference: string,
): string {
  if (input === reference) return t("The texts are equal.");
  if (reward === 1) return t("The texts differ only where {0} does not look.", metric);
  return differing(input, reference);
}

function differing(input: string, reference: string): string {
  if (input === "") return t("The input is empty.");
  if (reference === "") return t("The reference is empty.");
  const near = nearlyAlike(input, reference, (a, b) => a === b);
  if (near !== undefined) return t("The texts are equal {0}.", near);
  if (equalNumbers(input, reference)) return t("The texts are equal as numbers, and written differently.");
  if (input.includes(reference)) return t("The input contains the reference, and more.");
  if (reference.includes(input)) return t("The reference contains the input, and more.");
  return t("The texts differ.");
}

function notContained(operation: "like" | "ilike", input: string, reference: string): string {
  if (input === "") return t("The input is empty.");
  if (reference.includes(input)) return t("The reference contains the input: are the sides swapped?");
  const near = nearlyAlike(input, reference, (a, b) => a.includes(b));
  if (near !== undefined) return t("The input contains the reference {0}.", near);
  if (nearlyAlike(reference, input, (a, b) => a.includes(b)) === IGNORING_CASE)
    return t("The reference contains the input ignoring case: are the sides swapped?");
  return operation === "like"
    ? t("The input does not contain the reference.")
    : t("The input does not contain the reference, ignoring case either.");
}

const NUMBER = /^\s*[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

function equalNumbers(input: string, reference: string): boolean {
  if (input.length > 100 || reference.length > 100) return false;
  const [left, right] = [input, reference].map((text) =>
    NUMBER.test(text) ? Number(text.replaceAll(",", "")) : NaN,
  );
  return left === right;
}
