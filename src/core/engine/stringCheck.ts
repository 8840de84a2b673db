import type { StringOperation } from "../grader/types";
import type { Handler } from "./graded";
import { Inputs } from "./inputs";

/** facts.md "String check": no trimming, no patterns; `like` asks whether the input contains the reference. */
const HOLDS: Readonly<Record<StringOperation, (input: string, reference: string) => boolean>> = {
  eq: (input, reference) => input === reference,
  ne: (input, reference) => input !== reference,
  like: (input, reference) => input.includes(reference),
  ilike: (input, reference) => input.toLowerCase().includes(reference.toLowerCase()),
};

/** Whether a comparison passes; the panel's mends are held to it. */
export function stringCheckHolds(operation: StringOperation, input: string, reference: string): boolean {
  return HOLDS[operation](input, reference);
}

export const gradeStringCheck: Handler<"string_check"> = (grader, context, path) => {
  const inputs = new Inputs(context);
  const input = inputs.render(grader.input, [...path, "input"]);
  const reference = inputs.render(grader.reference, [...path, "reference"]);
  const { rendered, failures } = inputs;
  const reward = failures.length === 0 && stringCheckHolds(grader.operation, input, reference) ? 1 : 0;
  return Promise.resolve({ reward, basis: inputs.basis("exact"), rendered, failures, notes: [] });
};
