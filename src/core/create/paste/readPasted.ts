import { t } from "@vscode/l10n";
import { LineIndex } from "../../json/lines";
import { StringOffsets } from "../../json/stringOffsets";
import { LiteralError } from "../literal/literalError";
import { dedent } from "../literal/known";
import { MAX_VALUES, readLiteral, type ReadBudget, type ReadLiteral } from "../literal/readLiteral";
import { endOfString, openingAt, readString } from "../literal/strings";
import { outlineOf, skipBlanks } from "../literal/tokens";
import { pythonGrader } from "../pythonGrader";
import { curlBody, isCurl } from "./curl";
import { gradersInValue, type FoundGrader } from "./gradersIn";
import type { MappedText } from "./mappedText";

/** What a pasted text holds. */
export type Pasted =
  | { readonly kind: "graders"; readonly graders: readonly [FoundGrader, ...FoundGrader[]] }
  | {
      readonly kind: "nothing";
      /** Why, for people, with line and column where there is a place. */
      readonly reason: string;
    };

/** Longer than any grader may be. */
const MAX_LENGTH = 2_000_000;

/**
 * Finds the graders of a pasted text: JSON of any kind that holds some, escaped or not, a Python or JavaScript
 * snippet with a literal, a curl command, or the Python source of `grade`. Nothing is executed.
 */
export function readPasted(pasted: string): Pasted {
  if (pasted.trim() === "") return nothing(t("There is no text to paste. Copy a grader first."));
  if (pasted.length > MAX_LENGTH) return nothing(t("The text is too long for a grader."));
  const text = withoutFences(pasted);
  try {
    const graders = isCurl(text) ? gradersInCode(curlBody(text)) : gradersInText(text);
    const [first, ...more] = graders;
    if (first) return { kind: "graders", graders: [first, ...more] };
    return nothing(
      t(
        "There is no grader in this text: no object with a grader's type, no Python that defines grade(sample, item).",
      ),
    );
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    const { line, character } = new LineIndex(pasted).positionOf(error.offset);
    return nothing(t("Line {0}, column {1}: {2}", line + 1, character + 1, error.message));
  }
}

function nothing(reason: string): Pasted {
  return { kind: "nothing", reason };
}

/** Blanks in the place of Markdown's fences, so that all offsets stay. */
function withoutFences(text: string): string {
  return text.replace(/^[ \t]*(?:```|~~~)[^\r\n]*$/gm, (fence) => " ".repeat(fence.length));
}

/** A text that is a string literal as a whole, or escaped without its quotes, is read once more. */
function gradersInText(text: string): readonly FoundGrader[] {
  const start = skipBlanks(text, 0);
  const end = openingAt(text, start) && endOfString(text, start);
  if (end !== undefined && text.slice(end).trim() === "") {
    const [inner = "", ...more] = readString(text, start).parts;
    if (more.length === 0 && typeof inner === "string") return gradersInText(inner);
  }
  if (/^[{[](?:\s|\\[nrt])*\\+"/.test(text.slice(start))) {
    const { decoded, ...offsets } = unescaped(text);
    return gradersInCode({ text: decoded, toSource: offsets.toSource });
  }
  return gradersInCode({ text, toSource: (offset) => offset });
}

function unescaped(text: string): {
  readonly decoded: string;
  readonly toSource: (offset: number) => number;
} {
  const offsets = StringOffsets.of(`"${text.trimEnd()}"`, -1);
  return { decoded: offsets.decoded, toSource: (offset) => offsets.toSource(offset) };
}

/** Every literal that holds graders; else the text as the source of `grade`. */
function gradersInCode({ text, toSource }: MappedText): readonly FoundGrader[] {
  const { objects, variables, definesGrade } = outlineOf(text);
  const found: { readonly start: number; readonly graders: readonly FoundGrader[] }[] = [];
  const used = new Set<number>();
  const budget = { left: MAX_VALUES };
  const errors: LiteralError[] = [];
  let readTo = 0;
  for (const start of objects.slice(0, MOST_OBJECTS)) {
    if (start < readTo) continue;
    const literal = tryRead(text, start, variables, budget);
    if (literal instanceof LiteralError) {
      if (looksLikeGrader(text, start)) errors.push(literal);
      continue;
    }
    found.push({ start, graders: gradersInValue(literal.value) });
    for (const place of literal.used) used.add(place);
    readTo = literal.end;
  }
  // A variable that another literal names is a part of that one.
  const graders = found.flatMap((each) => (used.has(each.start) ? [] : each.graders));
  if (graders.length > 0) return graders;
  if (definesGrade || (/^[ \t]+def[ \t]+grade\b/m.test(text) && outlineOf(dedent(text)).definesGrade)) {
    return [{ type: "python", grader: pythonGrader(text), isCriterion: false }];
  }
  const [error] = errors;
  if (error) throw new LiteralError(error.message, toSource(error.offset));
  return [];
}

/** Braces that are tried: code has many that are none of ours. */
const MOST_OBJECTS = 2_000;

function tryRead(
  text: string,
  start: number,
  variables: ReadonlyMap<string, number>,
  budget: ReadBudget,
): ReadLiteral | LiteralError {
  try {
    return readLiteral(text, start, variables, budget);
  } catch (error) {
    if (error instanceof LiteralError) return error;
    throw error;
  }
}

const GRADER_START =
  /^(?:\{|[\w.]+\()[^]{0,400}?\btype["'`\]]*\s*[:=]\s*["'`](?:string_check|text_similarity|python|score_model|label_model|multi|endpoint)\b/;

/** Whether what can't be read was meant as a grader: its error is worth telling. */
function looksLikeGrader(text: string, start: number): boolean {
  return GRADER_START.test(text.slice(start, start + 600));
}
