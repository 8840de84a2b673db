import type { TextRange } from "../json/document";

/**
 * What a piece of a template or formula is. These are VS Code's own standard types, so that every theme has
 * colours for them, apart from the braces of templates, which no standard type means.
 */
export const TOKEN_TYPES = [
  "graderTemplateBraces",
  "namespace",
  "property",
  "number",
  "variable",
  "function",
  "operator",
] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

/** A piece of a grader's text with its meaning; never over a line's end. */
export interface GraderToken extends TextRange {
  readonly type: TokenType;
}
