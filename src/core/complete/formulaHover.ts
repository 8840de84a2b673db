import { FORMULA_FUNCTIONS } from "../formula/functions";
import type { GraderDocument } from "../grader/document";
import { gradersIn } from "../validate/graders";
import { formulaBoundsWords } from "./formulaBounds";
import { formulaAt, nameAt, type FormulaName } from "./formulaCursor";
import { signature, subGraderWords } from "./formulaHelp";
import { inlineCode } from "./markdown";
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
  const paragraphs = [about, lastReward, bounds].filter((paragraph) => paragraph !== undefined);
  if (paragraphs.length === 0) return undefined;
  const span = about === undefined ? undefined : name;
  return {
    markdown: paragraphs.join("\n\n"),
    range: place.offsets.toSourceRange(span?.start ?? 0, span?.end ?? place.text.length),
  };
}

function aboutName(document: GraderDocument, { name, isCall }: FormulaName): string | undefined {
  const called = isCall ? FORMULA_FUNCTIONS.get(name) : undefined;
  if (called) return `${inlineCode(signature(called))}: ${called.description}`;
  const grader = gradersIn(document).find(({ key }) => key === name);
  return grader && subGraderWords(grader);
}
