import snippets from "../../generated/snippets.json";
import type { GraderType } from "../grader/types";
import type { PlainJson } from "../json/value";

/**
 * A complete grader of a type: the snippet of schemas/grader.schema.json with its default texts, so that
 * completion in an empty file and New Grader write the same. They read `item.question`, `item.answer` and
 * `sample.output_text`.
 */
export function snippetOf(type: GraderType): Readonly<Record<string, PlainJson>> {
  return snippets[type];
}
