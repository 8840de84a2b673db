import type { GraderDocument } from "../grader/document";
import { valueAt, type JsonPath } from "../json/value";

/**
 * The place that a 400's parameter path means: `grader.graders.exact.source`, `graders.input`,
 * `grader.input[0].content`. Steps that the document does not have are cut off (facts.md "HTTP errors").
 */
export function mapProviderParam({ json }: GraderDocument, param: string): JsonPath {
  const steps = [...param.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([word, index]) =>
    index === undefined ? word : Number(index),
  );
  const path = steps[0] === "grader" ? steps.slice(1) : steps;
  for (let length = path.length; length > 0; length--) {
    const known = path.slice(0, length);
    if (valueAt(json.value, known) !== undefined) return known;
  }
  return [];
}
