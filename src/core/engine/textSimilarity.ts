import type { SimilarityMetric } from "../grader/types";
import type { Basis, Failure } from "../result/runResult";
import type { Handler } from "./graded";
import { Inputs } from "./inputs";
import { fuzzyMatch } from "./metrics/fuzzyMatch";
import { rougeL, rougeN } from "./metrics/rouge";

interface Metric {
  readonly basis: Basis;
  readonly profile: string;
  compute(input: string, reference: string): number;
}

const rouge = (n: number): Metric => ({
  basis: "reference library",
  profile: "rouge-score 0.1.2, F-measure, no stemmer",
  compute: (input, reference) => rougeN(input, reference, n),
});

/** Metrics that this version computes itself (grader-semantics.md 4). */
const METRICS: Readonly<Partial<Record<SimilarityMetric, Metric>>> = {
  fuzzy_match: { basis: "exact", profile: "RapidFuzz ratio / 100", compute: fuzzyMatch },
  rouge_1: rouge(1),
  rouge_2: rouge(2),
  rouge_3: rouge(3),
  rouge_4: rouge(4),
  rouge_5: rouge(5),
  rouge_l: {
    basis: "reference library",
    profile: "rouge-score 0.1.2, F-measure, no stemmer",
    compute: rougeL,
  },
};

export const gradeTextSimilarity: Handler<"text_similarity"> = (grader, context, path) => {
  const inputs = new Inputs(context);
  const input = inputs.render(grader.input, [...path, "input"]);
  const reference = inputs.render(grader.reference, [...path, "reference"]);
  const { rendered } = inputs;
  const metric = METRICS[grader.evaluation_metric];
  const failures = metric
    ? inputs.failures
    : [...inputs.failures, notComputed(grader.evaluation_metric, [...path, "evaluation_metric"])];
  const reward = metric && failures.length === 0 ? metric.compute(input, reference) : 0;
  return Promise.resolve({
    reward,
    basis: metric?.basis ?? "unpublished default",
    ...(metric && { profile: metric.profile }),
    rendered,
    failures,
    notes: [],
  });
};

function notComputed(metric: SimilarityMetric, path: Failure["path"] & object): Failure {
  return {
    flag: "other_error",
    message: `The embedded engine of this version does not compute ${metric}.`,
    mend: `Use fuzzy_match or a rouge metric, or run this grader at a hosted provider.`,
    path,
  };
}
