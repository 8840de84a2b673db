import { t } from "@vscode/l10n";
import { FormulaError, type Span } from "./ast";

export interface Token extends Span {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
}

/** Longer than any formula that people write; the limit keeps hostile input cheap. */
export const MAX_FORMULA_LENGTH = 20_000;

/**
 * The tokens of a formula, an `end` token last.
 * @throws FormulaError at a character that no formula has
 */
export function lexFormula(text: string): readonly Token[] {
  if (text.length > MAX_FORMULA_LENGTH) {
    throw new FormulaError(
      "formula-limit",
      t("A formula may have {0} characters; this one has {1}.", MAX_FORMULA_LENGTH, text.length),
      {
        start: MAX_FORMULA_LENGTH,
        end: text.length,
      },
    );
  }
  const tokens: Token[] = [];
  for (const { kind, ...token } of scanFormula(text)) {
    if (kind === "other") throw new FormulaError("formula-syntax", describeOther(token.text), token);
    if (token.text === "**")
      throw new FormulaError("formula-syntax", t('Powers are written with "^", not "**".'), token);
    tokens.push({ kind, ...token });
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

/** A piece of a formula that need not be right; `other` is a character that no formula has. */
export interface ScannedToken extends Span {
  readonly kind: "number" | "name" | "symbol" | "other";
  readonly text: string;
}

const TOKEN = /\s+|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/^(),])|(.)/gsu;
const KINDS = ["number", "name", "symbol", "other"] as const;

/** The pieces of any text as a formula has them, blanks left out. */
export function* scanFormula(text: string): Generator<ScannedToken> {
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS.find((_kind, group) => match[group + 1] !== undefined);
    const { 0: piece, index } = match;
    if (kind) yield { kind, text: piece, start: index, end: index + piece.length };
  }
}

function describeOther(character: string): string {
  if ("<>=!&|?:%".includes(character)) {
    return t(
      '"{0}" is not known to formulas: they have + - * / ^, parentheses and functions, no comparison or remainder.',
      character,
    );
  }
  if (character === "{" || character === "}")
    return t("Templates are not expanded in formulas: write a sub-grader's key alone.");
  return t('"{0}" can\'t stand in a formula.', character);
}
