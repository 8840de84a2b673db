import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import { valueAt, type JsonObject, type JsonPath } from "../json/value";
import { parseTemplate, referencesOf } from "../template/parse";
import { pathText } from "../template/render";
import { gradersIn, templatedStrings } from "../validate/graders";
import { rangeInString } from "../validate/places";

/** A path of the data row that the grader's templates read. */
export interface ItemVariable {
  /** As authors write it: `item.answers[0]`. */
  readonly name: string;
  readonly path: JsonPath;
  /** Where it is read first. */
  readonly range: TextRange;
}

/** Every `{{item.…}}` of a grader, each path once. */
export function itemVariables(document: GraderDocument): readonly ItemVariable[] {
  const found = new Map<string, ItemVariable>();
  for (const { path, text } of gradersIn(document).flatMap(templatedStrings)) {
    for (const reference of referencesOf(parseTemplate(text))) {
      const name = pathText(reference.namespace, reference.path);
      if (reference.namespace !== "item" || found.has(name)) continue;
      const range = rangeInString(document.json, path, reference.inner);
      found.set(name, { name, path: reference.path, range });
    }
  }
  return [...found.values()];
}

/** The variables that an item has no value for; a null is one (facts.md "Templates"). */
export function missingVariables(
  item: JsonObject,
  variables: readonly ItemVariable[],
): readonly ItemVariable[] {
  return variables.filter(({ path }) => valueAt(item, path) === undefined);
}
