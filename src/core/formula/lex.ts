import { FormulaError, type Span } from "./ast";

export interface Token extends Span {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
}

/** Longer than any formula that people write; the limit keeps hostile input cheap. */
export const MAX_FORMULA_LENGTH = 20_000;

const TOKEN = /\s+|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/^(),])|(.)/gsu;

/**
 * The tokens of a formula, an `end` token last.
 * @throws FormulaError at a character that no formula has
 */
export function lexFormula(text: string): readonly Token[] {
  if (text.length > MAX_FORMULA_LENGTH) {
    throw new FormulaError(
      "formula-limit",
      `A formula may have ${MAX_FORMULA_LENGTH} characters; this one has ${text.length}.`,
      {
        start: MAX_FORMULA_LENGTH,
        end: text.length,
      },
    );
  }
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, number, name, symbol, other] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (number !== undefined) tokens.push({ kind: "number", text: number, ...span });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, ...span });
    else if (symbol === "**")
      throw new FormulaError("formula-syntax", 'Powers are written with "^", not "**".', span);
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol, ...span });
    else if (other !== undefined) throw new FormulaError("formula-syntax", describeOther(other), span);
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

function describeOther(character: string): string {
  if ("<>=!&|?:%".includes(character)) {
    return `"${character}" is not known to formulas: they have + - * / ^, parentheses and functions, no comparison or remainder.`;
  }
  if (character === "{" || character === "}")
    return "Templates are not expanded in formulas: write a sub-grader's key alone.";
  return `"${character}" can't stand in a formula.`;
}
