import { t } from "@vscode/l10n";
import { FORMULA_FUNCTIONS, type FormulaFunction } from "../formula/functions";
import { keyFault } from "../formula/keys";
import type { GraderDocument } from "../grader/document";
import type { TextRange } from "../json/document";
import { Markdown } from "../markdown";
import { gradersIn, type FoundGrader } from "../validate/graders";
import { formulaAt, nameAt, openCallAt } from "./formulaCursor";
import { boundsWords } from "./formulaBounds";

export interface FormulaCompletion {
  readonly kind: "key" | "function";
  readonly label: string;
  readonly detail: string;
  readonly documentation: Markdown;
  /** What is inserted before the cursor's new place, and behind it. */
  readonly text: string;
  readonly behind: string;
  /** Offsets into the file, within the quotes; `replacing` begins with `inserting`. */
  readonly inserting: TextRange;
  readonly replacing: TextRange;
}

/** The sub-graders' keys and the functions, where a value can begin. */
export function completeFormula(document: GraderDocument, offset: number): readonly FormulaCompletion[] {
  const place = formulaAt(document, offset);
  if (place?.offsets.toSource(place.at) !== offset) return [];
  const { text, at, offsets } = place;
  const word = nameAt(place);
  const start = word?.start ?? at;
  if (!canBeginValue(text.slice(0, start))) return [];
  const ranges = {
    inserting: offsets.toSourceRange(start, at),
    replacing: offsets.toSourceRange(start, word?.end ?? at),
  };
  const hasParenthesis = /^\s*\(/.test(text.slice(word?.end ?? at));
  return [
    ...gradersIn(document).flatMap((grader) => keyCompletion(grader, ranges) ?? []),
    ...[...FORMULA_FUNCTIONS.values()].map((called) => functionCompletion(called, hasParenthesis, ranges)),
  ];
}

/** Behind a value an operator comes, which is typed faster than chosen. */
function canBeginValue(before: string): boolean {
  return !/[\p{L}\p{N}_.)]\s*$/u.test(before);
}

type Ranges = Pick<FormulaCompletion, "inserting" | "replacing">;

function keyCompletion(grader: FoundGrader, ranges: Ranges): FormulaCompletion | undefined {
  const { key } = grader;
  if (key === undefined || keyFault(key) !== undefined) return undefined;
  const detail = grader.type ?? "";
  const documentation = subGraderWords(grader);
  return { kind: "key", label: key, detail, documentation, text: key, behind: "", ...ranges };
}

function functionCompletion(
  called: FormulaFunction,
  hasParenthesis: boolean,
  ranges: Ranges,
): FormulaCompletion {
  const { name, description } = called;
  return {
    kind: "function",
    label: name,
    detail: signature(called),
    documentation: Markdown.text(description),
    text: hasParenthesis ? name : `${name}(`,
    behind: hasParenthesis ? "" : ")",
    ...ranges,
  };
}

/** A sub-grader in the words of hover and completion. */
export function subGraderWords(grader: FoundGrader): Markdown {
  const { key = "", type } = grader;
  const words =
    type === undefined
      ? Markdown.sentence(t("{0}: the reward of a sub-grader."), Markdown.code(key))
      : Markdown.sentence(t("{0}: the reward of a {1} sub-grader."), Markdown.code(key), Markdown.code(type));
  return Markdown.words([words, Markdown.text(boundsWords(grader))]);
}

function parametersOf({ parameters, variadic }: FormulaFunction): readonly string[] {
  return variadic ? [...parameters, "…"] : parameters;
}

/** A function as it is called: `min(x, y, …)`. */
export function signature(called: FormulaFunction): string {
  return `${called.name}(${parametersOf(called).join(", ")})`;
}

export interface FormulaSignature {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly string[];
  /** The parameter that is being typed. */
  readonly active: number;
}

/** The function whose arguments are being typed at `offset`. */
export function formulaSignature(document: GraderDocument, offset: number): FormulaSignature | undefined {
  const place = formulaAt(document, offset);
  const call = place && openCallAt(place);
  const called = call && FORMULA_FUNCTIONS.get(call.name);
  if (!called) return undefined;
  const parameters = parametersOf(called);
  return {
    label: signature(called),
    documentation: called.description,
    parameters,
    active: called.variadic ? Math.min(call.argument, parameters.length - 1) : call.argument,
  };
}
