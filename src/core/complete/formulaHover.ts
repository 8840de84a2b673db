import { FORMULA_FUNCTIONS } from "../formula/functions";
import type { GraderDocument } from "../grader/document";
import { Markdown } from "../markdown";
import { gradersIn } from "../validate/graders";
import { formulaBoundsWords } from "./formulaBounds";
import { formulaAt, nameAt, type FormulaName } from "./formulaCursor";
import { signature, subGraderWords } from "./formulaHelp";
import type { GraderHover } from "./templateHover";

/**
 * What the function or key at `offset` of a formula is, and what the whole formula can come to.
 *
 * @param lastReward what the sub-grader there came to last, in a sentence
 */
export function hoverFormula(
  document: GraderDocument,
  offset: number,
  lastReward?: string,
): GraderHover | undefined {
  const place = formulaAt(document, offset);
  if (!place) return undefined;
  const name = nameAt(place);
  const about = name && aboutName(document, name);
  const bounds = formulaBoundsWords(document, place.text);
  const said = [lastReward, bounds].flatMap((words) => (words === undefined ? [] : [Markdown.text(words)]));
  if (!about && said.length === 0) return undefined;
  const span = about ? name : undefined;
  return {
    markdown: Markdown.paragraphs(...(about ? [about] : []), ...said),
    range: place.offsets.toSourceRange(span?.start ?? 0, span?.end ?? place.text.length),
  };
}

function aboutName(document: GraderDocument, { name, isCall }: FormulaName): Markdown | undefined {
  const called = isCall ? FORMULA_FUNCTIONS.get(name) : undefined;
  if (called) {
    return Markdown.sentence("{0}: {1}", Markdown.code(signature(called)), Markdown.text(called.description));
  }
  const grader = gradersIn(document).find(({ key }) => key === name);
  return grader && subGraderWords(grader);
}
