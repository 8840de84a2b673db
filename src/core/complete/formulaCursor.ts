import { FORMULA_FUNCTIONS } from "../formula/functions";
import type { Span } from "../formula/ast";
import type { GraderDocument } from "../grader/document";
import { isObject } from "../json/value";
import type { StringOffsets } from "../json/stringOffsets";
import { stringOffsetsAt } from "../validate/places";

/** The formula of a multi grader. */
export interface FormulaText {
  readonly text: string;
  readonly offsets: StringOffsets;
  /** The sub-graders' keys. */
  readonly keys: readonly string[];
}

const PATH = ["calculate_output"];

export function formulaOf({ json, root, type }: GraderDocument): FormulaText | undefined {
  const offsets = type === "multi" ? stringOffsetsAt(json, PATH) : undefined;
  const graders = root?.get("graders");
  return offsets && { text: offsets.decoded, offsets, keys: isObject(graders) ? [...graders.keys()] : [] };
}

/** A formula with a place in its decoded text. */
export interface FormulaPlace extends FormulaText {
  readonly at: number;
}

/** The formula whose inside holds `offset`. */
export function formulaAt(document: GraderDocument, offset: number): FormulaPlace | undefined {
  const formula = formulaOf(document);
  if (!formula) return undefined;
  const { offsets, text } = formula;
  if (offset < offsets.toSource(0) || offset > offsets.toSource(text.length)) return undefined;
  return { ...formula, at: offsets.toDecoded(offset) };
}

/** A name in a formula that need not parse. */
export interface FormulaName extends Span {
  readonly name: string;
  readonly isCall: boolean;
}

/** Numbers first, so that the exponent of `1e5` is no name. */
const NAME = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|([\p{L}_][\p{L}\p{N}_]*)(\s*\()?/gu;

/** Every name, function or key. */
export function namesIn(text: string): readonly FormulaName[] {
  return [...text.matchAll(NAME)].flatMap(([, name, call], index, matches) => {
    const start = matches[index]?.index ?? 0;
    return name === undefined ? [] : [{ name, isCall: call !== undefined, start, end: start + name.length }];
  });
}

/** The name that the place touches. */
export function nameAt({ text, at }: Pick<FormulaPlace, "text" | "at">): FormulaName | undefined {
  return namesIn(text).find(({ start, end }) => start <= at && at <= end);
}

/** The call whose parentheses hold a place, in a formula that need not be finished. */
export interface OpenCall {
  readonly name: string;
  /** Commas before the place. */
  readonly argument: number;
}

/** Names, and all else a character at a time, but for blanks. */
const TOKEN = /([\p{L}_][\p{L}\p{N}_]*)|\S/gu;

export function openCallAt({ text, at }: Pick<FormulaPlace, "text" | "at">): OpenCall | undefined {
  const open: { name: string; argument: number }[] = [];
  let name = "";
  for (const [symbol, word = ""] of text.slice(0, at).matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (symbol === "(") open.push({ name, argument: 0 });
    else if (symbol === ")") open.pop();
    else if (symbol === "," && inner) inner.argument++;
    name = word;
  }
  // Parentheses around a part of an argument are still within the call.
  return open.findLast(({ name }) => FORMULA_FUNCTIONS.has(name));
}
