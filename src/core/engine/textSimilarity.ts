import type { Graded, Handler } from "./graded";
import { Inputs } from "./inputs";
import { METRICS } from "./metrics/metricTable";

/** Compares two rendered texts by the grader's metric (facts.md "Text similarity"). */
export const gradeTextSimilarity: Handler<"text_similarity"> = async (grader, context, path) => {
  const inputs = new Inputs(context);
  const input = inputs.render(grader.input, [...path, "input"]);
  const reference = inputs.render(grader.reference, [...path, "reference"]);
  const metric = METRICS[grader.evaluation_metric];
  const { rendered, failures } = inputs;
  const standing = metric.standing(context.options.metrics);
  const ungraded: Graded = {
    ...standing,
    basis: inputs.basis(standing.basis),
    reward: 0,
    rendered,
    failures,
    notes: [],
  };
  if (failures.length > 0) return ungraded;
  const computed = await metric.compute(input, reference, context);
  if (typeof computed === "number") return { ...ungraded, reward: computed };
  if ("mend" in computed) {
    const { message, mend } = computed;
    const at = [...path, "evaluation_metric"];
    return { ...ungraded, failures: [{ flag: "other_error", message, mend, path: at }] };
  }
  const { value, basis, profile, note } = computed;
  return { ...ungraded, reward: value, basis: inputs.basis(basis), profile, notes: [note] };
};
