import { formulaOf } from "../complete/formulaCursor";
import type { GraderDocument } from "../grader/document";
import { gradersIn, templatedStrings } from "../validate/graders";
import { stringOffsetsAt } from "../validate/places";
import { formulaTokens } from "./formulaTokens";
import { templateTokens } from "./templateTokens";
import type { GraderToken } from "./tokens";

/** What is to be coloured in a grader: the variables of its templates, and its formula; in the text's order. */
export function graderTokens(document: GraderDocument): readonly GraderToken[] {
  const templates = gradersIn(document).flatMap(templatedStrings);
  const formula = formulaOf(document);
  const tokens = [
    ...templates.flatMap(({ path, text }) => {
      // Few strings have a variable, and looking for places costs more than looking for braces.
      const offsets = text.includes("{{") ? stringOffsetsAt(document.json, path) : undefined;
      return offsets ? templateTokens(offsets) : [];
    }),
    ...(formula ? formulaTokens(formula) : []),
  ];
  return tokens.sort((a, b) => a.start - b.start);
}
