import { FormulaError, walk, type Expression, type Span } from "../formula/ast";
import { parseFormula } from "../formula/parse";
import type { GraderDocument } from "../grader/document";
import { isObject, textAt, type JsonObject } from "../json/value";
import { oncePer, oncePerText } from "../remember";
import { rangeInString } from "./places";
import type { Problem } from "./problem";
import { problemAt, type RuleContext } from "./rule";

/** The formula of a multi, read. */
export interface FoundFormula {
  readonly text: string;
  /** The sub-graders' keys. */
  readonly keys: readonly string[];
  /** Undefined where the text is no formula. */
  readonly expression: Expression | undefined;
  readonly error: FormulaError | undefined;
}

/** The formula of a multi; undefined where there is none yet, or no sub-graders. */
export function formulaIn({ root, type }: GraderDocument): FoundFormula | undefined {
  return type === "multi" && root ? formulaOf(root) : undefined;
}

/** Each rule on formulas asks. */
const formulaOf = oncePer((root: JsonObject): FoundFormula | undefined => {
  const text = textAt(root, ["calculate_output"]);
  const graders = root.get("graders");
  if (text === undefined || !isObject(graders)) return undefined;
  return { text, keys: [...graders.keys()], ...read(text) };
});

/** Most keys leave the formula as it is. */
const read = oncePerText((text): Pick<FoundFormula, "expression" | "error"> => {
  try {
    return { expression: parseFormula(text), error: undefined };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return { expression: undefined, error };
  }
});

export const FORMULA_PATH = ["calculate_output"];

export type Variable = Extract<Expression, { kind: "variable" }>;

export function variablesOf(expression: Expression): readonly Variable[] {
  return [...walk(expression)].filter((part) => part.kind === "variable");
}

/** A finding at a span of the formula. */
export function problemInFormula(
  context: RuleContext,
  span: Span,
  problem: Pick<Problem, "code" | "message"> & Partial<Problem>,
): Problem {
  const range = rangeInString(context.document.json, FORMULA_PATH, span);
  return problemAt(context, FORMULA_PATH, { range, ...problem });
}
