import { FormulaError, walk, type Expression, type Span } from "../../formula/ast";
import { parseFormula } from "../../formula/parse";
import type { FormulaRecord } from "../../result/runResult";
import { formatReward } from "../numbers";
import type { FormulaView } from "./panelView";

/** A multi's formula, and again with the sub-rewards put in; undefined where it can't be parsed. */
export function formulaView({ expression, values }: FormulaRecord): FormulaView | undefined {
  let parsed: Expression;
  try {
    parsed = parseFormula(expression);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
  const parts = [...walk(parsed)];
  const signs = parts.flatMap(multiplicationSign);
  const numbers = parts.flatMap((part) => {
    if (part.kind !== "variable" || !Object.hasOwn(values, part.name)) return [];
    return [{ span: part, text: numberText(values[part.name] ?? 0) }];
  });
  return {
    expression: replaced(expression, signs),
    substituted: replaced(expression, [...signs, ...numbers]),
  };
}

interface Replacement {
  readonly span: Span;
  readonly text: string;
}

function multiplicationSign(part: Expression): readonly Replacement[] {
  return part.kind === "binary" && part.operator === "*" ? [{ span: part.operatorSpan, text: "·" }] : [];
}

function numberText(value: number): string {
  return value < 0 ? `(${formatReward(value)})` : formatReward(value);
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const sorted = [...replacements].sort((a, b) => a.span.start - b.span.start);
  let at = 0;
  const parts: string[] = [];
  for (const { span, text: replacement } of sorted) {
    parts.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  return parts.join("") + text.slice(at);
}
