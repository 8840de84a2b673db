import type { FormulaText } from "../complete/formulaCursor";
import { FORMULA_FUNCTIONS } from "../formula/functions";
import { scanFormula, type ScannedToken } from "../formula/lex";
import type { GraderToken, TokenType } from "./tokens";

/** The pieces of a formula, whether it parses or not. */
export function formulaTokens({ text, offsets, keys }: FormulaText): readonly GraderToken[] {
  const known = new Set(keys);
  const scanned = [...scanFormula(text)];
  return scanned.flatMap((token, index) => {
    const type = typeOf(token, scanned[index + 1], known);
    return type ? [{ type, ...offsets.toSourceRange(token.start, token.end) }] : [];
  });
}

function typeOf(
  { kind, text }: ScannedToken,
  next: ScannedToken | undefined,
  keys: ReadonlySet<string>,
): TokenType | undefined {
  switch (kind) {
    case "number":
      return "number";
    case "symbol":
      return "operator";
    case "name":
      if (next?.text === "(") return FORMULA_FUNCTIONS.has(text) ? "function" : undefined;
      return keys.has(text) ? "variable" : undefined;
    case "other":
      return undefined;
  }
}
