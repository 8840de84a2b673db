import type { StringOffsets } from "../json/stringOffsets";
import { isNamespace } from "../template/names";
import { parseTemplate, referencesOf, type ReferencePart } from "../template/parse";
import type { GraderToken, TokenType } from "./tokens";

/** The variables of a templated string; braces that are no variable stay as text, in colour too. */
export function templateTokens(offsets: StringOffsets): readonly GraderToken[] {
  const text = offsets.decoded;
  return referencesOf(parseTemplate(text)).flatMap((part) =>
    piecesOf(text, part).map(({ type, start, end }) => ({ type, ...offsets.toSourceRange(start, end) })),
  );
}

function piecesOf(text: string, part: ReferencePart): readonly GraderToken[] {
  const { start, end, inner, namespace } = part;
  const steps = inner.start + namespace.length;
  return [
    { type: "graderTemplateBraces", start, end: start + 2 },
    // An unknown one has a diagnostic; it is no namespace.
    ...(isNamespace(namespace) ? [{ type: "namespace", start: inner.start, end: steps } as const] : []),
    ...stepTokens(text, steps, inner.end),
    { type: "graderTemplateBraces", start: end - 2, end },
  ];
}

/** The steps as the parser of templates takes them: `.name`, `[0]`, `["a b"]`. */
const STEP = /(\.)([^\s.[\]{}"'()|%*,:]+)|(\[)(?:(\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))(\])/g;

function stepTokens(text: string, start: number, end: number): readonly GraderToken[] {
  const tokens: GraderToken[] = [];
  for (const match of text.slice(start, end).matchAll(STEP)) {
    let at = start + match.index;
    for (const [index, type] of STEP_TYPES.entries()) {
      const piece = match[index + 1];
      if (piece === undefined) continue;
      tokens.push({ type, start: at, end: at + piece.length });
      at += piece.length;
    }
  }
  return tokens;
}

/** Of the groups of {@link STEP}. */
const STEP_TYPES: readonly TokenType[] = [
  "operator",
  "property",
  "operator",
  "number",
  "property",
  "operator",
];
