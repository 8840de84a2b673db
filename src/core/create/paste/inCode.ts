import { placeholder, placeholdersIn } from "../../grader/placeholders";
import { tryReadJson } from "../../json/read";
import { isArray, isObject, type Json } from "../../json/value";
import { writeJson } from "../../json/write";
import { dialectOf } from "../literal/dialect";
import { findHeredocs, withoutBodies } from "../literal/heredocs";
import { LiteralError } from "../literal/literalError";
import { functionSource } from "../literal/pythonBlocks";
import { MAX_VALUES, readLiteral, type ReadLiteral } from "../literal/readLiteral";
import type { Gap, Scope } from "../literal/scope";
import { openingAt, readString } from "../literal/strings";
import { outlineOf } from "../literal/tokens";
import { NOTHING, together, type Found, type FoundNote } from "./found";
import { gradersInValue } from "./gradersIn";
import type { MappedText } from "./mappedText";

/** Braces that are tried: code has many that are none of ours. */
const MOST_OBJECTS = 2_000;
/** Texts in texts. */
const MOST_DEPTH = 3;

/** Every literal of a text that holds graders, and JSON in its strings. */
export function gradersInCode(mapped: MappedText, depth = 0): Found {
  const { text, toSource } = mapped;
  const dialect = dialectOf(text);
  const heredocs = findHeredocs(text);
  const masked = withoutBodies(text, heredocs);
  const outline = outlineOf(masked, dialect);
  const scope: Scope = {
    variables: outline.variables,
    dialect,
    heredocs,
    budget: { left: MAX_VALUES },
    parse: (inner) => parsed(inner, depth),
    sourceOf: (name) => functionSource(text, name),
  };
  const literals = readAll(masked, outline.objects, scope);
  const read = literals.read.map((each) => ({ ...each, found: gradersInValue(each.value) }));
  const kept = withoutParts(read);
  const inStrings = outline.strings
    .filter((at) => !literals.isWithin(at))
    .map((at) => inString(mapped, at, scope, depth));
  const own: Found = {
    graders: kept.flatMap(({ found }) => found.graders),
    wholes: kept.flatMap(({ found }) => found.wholes),
    notes: [...kept.flatMap((each) => notesOf(each, masked)), ...literals.errors].map(
      ({ offset, message }) => ({
        offset: toSource(offset),
        message,
      }),
    ),
  };
  return together([own, ...inStrings]);
}

interface ReadObject extends ReadLiteral {
  readonly start: number;
  readonly gaps: readonly Gap[];
}

interface Literals {
  readonly read: readonly ReadObject[];
  readonly errors: readonly FoundNote[];
  /** Whether an offset stands in what was read, and not in a gap of it. */
  readonly isWithin: (offset: number) => boolean;
}

function readAll(text: string, objects: readonly number[], scope: Scope): Literals {
  const read: ReadObject[] = [];
  const errors: FoundNote[] = [];
  let readTo = 0;
  let lastGaps: readonly Gap[] = [];
  const isInGap = (at: number) => lastGaps.some(({ start, end }) => at >= start && at < end);
  for (const start of objects.slice(0, MOST_OBJECTS)) {
    if (start < readTo && !isInGap(start)) continue;
    const gaps: Gap[] = [];
    const literal = tryRead(text, start, { ...scope, gaps });
    if (literal instanceof LiteralError) {
      if (looksLikeGrader(text, start)) errors.push(literal);
      continue;
    }
    if (literal.end <= start) continue;
    read.push({ ...literal, start, gaps });
    if (literal.end >= readTo) lastGaps = gaps;
    readTo = Math.max(readTo, literal.end);
  }
  const isWithin = (at: number) =>
    read.some(
      ({ start, end, gaps }) =>
        at >= start && at < end && !gaps.some((gap) => at >= gap.start && at < gap.end),
    );
  return { read, errors, isWithin };
}

function tryRead(text: string, start: number, scope: Scope): ReadLiteral | LiteralError {
  try {
    return readLiteral(text, start, scope);
  } catch (error) {
    if (error instanceof LiteralError) return error;
    throw error;
  }
}

type Kept = ReadObject & { readonly found: ReturnType<typeof gradersInValue> };

/**
 * A variable that another literal names is a part of that one; where that one has gaps, its whole parts are there for
 * themselves too.
 */
function withoutParts(read: readonly Kept[]): readonly Kept[] {
  const withGraders = read.filter(({ found }) => found.graders.length > 0);
  return read.filter((part) => {
    const wholes = withGraders.filter((each) => each !== part && each.used.has(part.start));
    return wholes.length === 0 || (wholes.every(hasGap) && !hasGap(part));
  });
}

function hasGap({ found }: Kept): boolean {
  return found.graders.some(({ grader }) => placeholdersIn(writeJson(grader)).length > 0);
}

/** What is missing in the graders of a literal; gaps elsewhere concern nobody. */
function notesOf({ found, gaps, start }: Kept, text: string): readonly FoundNote[] {
  const refused = found.refused.map(({ text: word, message }) => ({
    offset: Math.max(start, text.indexOf(word, start)),
    message,
  }));
  if (found.graders.length === 0) return refused;
  const written = writeJson(found.graders.map(({ grader }) => grader));
  const missing = gaps.filter(({ name }) => name === "" || written.includes(placeholder(name)));
  return [...missing.map(({ start: offset, message }) => ({ offset, message })), ...refused];
}

const GRADER_START =
  /^(?:\{|[\w.]+\()(?:[^{}]|\{\{[^{}]*\}\}){0,400}?\btype["'`\]]*\s*[:=]\s*["'`](?:string_check|text_similarity|python|score_model|label_model|multi|endpoint)\b/;

/** Whether what can't be read was meant as a grader: its error is worth telling. */
function looksLikeGrader(text: string, start: number): boolean {
  return GRADER_START.test(text.slice(start, start + 600));
}

/** JSON that stands in a string of the code. */
function inString({ text, toSource }: MappedText, start: number, scope: Scope, depth: number): Found {
  if (depth >= MOST_DEPTH) return NOTHING;
  const gaps: Gap[] = [];
  const literal = tryRead(text, start, { ...scope, gaps });
  if (literal instanceof LiteralError || typeof literal.value !== "string") return NOTHING;
  const inner = literal.value;
  if (!/^\s*[{[]/.test(inner)) return NOTHING;
  const opening = openingAt(text, start);
  const body = start + (opening?.prefix.length ?? 0) + (opening?.quote.length ?? 0);
  const isVerbatim = text.startsWith(inner, body);
  const found = gradersInCode(
    { text: inner, toSource: (offset) => toSource(isVerbatim ? body + offset : start) },
    depth + 1,
  );
  if (found.graders.length === 0) return found;
  const written = writeJson(found.graders.map(({ grader }) => grader));
  const missing = gaps.filter(({ name }) => name === "" || written.includes(placeholder(name)));
  return {
    ...found,
    notes: [...found.notes, ...missing.map((gap) => ({ offset: toSource(gap.start), message: gap.message }))],
  };
}

/** What `json.loads` gives: JSON, or JSON with placeholders where values were filled in. */
function parsed(text: string, depth: number): Json | undefined {
  const json = tryReadJson(text);
  if (json !== undefined || depth >= MOST_DEPTH) return json;
  const start = /\S/.exec(text)?.index ?? 0;
  const literal = tryRead(text, start, { variables: new Map(), gaps: [] });
  return !(literal instanceof LiteralError) && (isObject(literal.value) || isArray(literal.value))
    ? literal.value
    : undefined;
}

/** Whether a string literal is the whole text; then its value. */
export function wholeString(text: string, start: number): string | undefined {
  const [inner, ...more] = readString(text, start).parts;
  return more.length === 0 && typeof inner === "string" ? inner : undefined;
}
