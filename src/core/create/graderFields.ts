import { soleReference } from "../complete/idealOutput";
import type { GraderDocument } from "../grader/document";
import { isNamespace } from "../template/names";
import { gradersIn } from "../validate/graders";
import type { SampleFields } from "./sampleFields";
import type { Variable } from "./variables";

/** What the schema's snippets read. */
const USUAL: SampleFields = {
  comparisons: [
    {
      output: { namespace: "sample", path: ["output_text"] },
      reference: { namespace: "item", path: ["answer"] },
      operation: "eq",
    },
  ],
  question: { namespace: "item", path: ["question"] },
};

/** What a grader's own comparisons read, where no samples tell. */
export function fieldsOfGrader(document: GraderDocument): SampleFields {
  for (const { value } of gradersIn(document)) {
    const output = variableOf(value.get("input"));
    const reference = variableOf(value.get("reference"));
    if (output?.namespace === "sample" && reference?.namespace === "item")
      return { comparisons: [{ output, reference, operation: "eq" }], question: undefined };
  }
  return USUAL;
}

function variableOf(template: unknown): Variable | undefined {
  const variable = typeof template === "string" ? soleReference(template) : undefined;
  const namespace = variable?.namespace ?? "";
  return variable && isNamespace(namespace) ? { namespace, path: variable.path } : undefined;
}
