import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import type { JsonPath } from "../json/value";
import type { Problem } from "../validate/problem";
import { mapProviderParam } from "../validate/providerParam";
import type { ProviderError } from "./provider";

/** What a provider's validate refuses, at the place that its parameter path means. */
export function providerProblem(document: GraderDocument, error: ProviderError): Problem {
  const path = error.details.param === undefined ? [] : mapProviderParam(document, error.details.param);
  return {
    code: "provider-rejected",
    severity: "error",
    message: error.message,
    range: rangeAt(document, path),
    path,
    source: "provider",
  };
}

/** A whole object is no place: its key is, and the root's opening brace. */
function rangeAt({ json }: GraderDocument, path: JsonPath): TextRange {
  const node = json.nodeAt(path);
  if (node?.type !== "object") return json.rangeOf(path);
  if (node.parent?.type === "property") return json.rangeOfKey(path);
  return { start: node.offset, end: node.offset + 1 };
}
