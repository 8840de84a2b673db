import { SIMILARITY_METRICS, STRING_OPERATIONS } from "../../grader/types";
import { parseTemplate } from "../../template/parse";
import { renderTemplate } from "../../template/render";
import { explainTexts, type Explanation } from "../why/explain";
import type { MendTarget } from "../why/mends";
import type { Comparison } from "../why/summary";
import type { Part } from "./parts";

/** Why a check or similarity gave its reward; undefined for other types, and where a text is missing. */
export function explainPart(part: Part): Explanation | undefined {
  const comparison = comparisonOf(part);
  const [input, reference] = [renderedAt(part, "input"), renderedAt(part, "reference")];
  if (!comparison || part.errored || input === undefined || reference === undefined) return undefined;
  const target = targetOf(part, input, reference);
  return explainTexts({ comparison, input, reference, ...(target && { target }) });
}

function comparisonOf({ type, grader, reward }: Part): Comparison | undefined {
  if (type === "string_check") {
    const operation = STRING_OPERATIONS.find((name) => name === grader.value.get("operation"));
    return operation && { kind: "operation", operation };
  }
  if (type !== "text_similarity" || reward === undefined) return undefined;
  const metric = SIMILARITY_METRICS.find((name) => name === grader.value.get("evaluation_metric"));
  return metric && { kind: "metric", metric, reward };
}

function renderedAt({ rendered, grader }: Part, field: string): string | undefined {
  const depth = grader.path.length;
  return rendered.find(({ path }) => path.length === depth + 1 && path[depth] === field)?.text;
}

/** Mends are only offered where we render templates as the provider did. */
function targetOf(
  { grader: { value, path }, data }: Part,
  shownInput: string,
  shownReference: string,
): MendTarget | undefined {
  const [input, reference] = [value.get("input"), value.get("reference")];
  if (typeof input !== "string" || typeof reference !== "string") return undefined;
  const render = (template: string) => {
    const outcome = renderTemplate(parseTemplate(template), data);
    return outcome.kind === "text" ? outcome.text : undefined;
  };
  if (render(input) !== shownInput || render(reference) !== shownReference) return undefined;
  return { path, templates: { input, reference }, render };
}
