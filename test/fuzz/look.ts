import { completeFormula, formulaSignature } from "../../src/core/complete/formulaHelp";
import { hoverFormula } from "../../src/core/complete/formulaHover";
import { completeRow, hoverRow } from "../../src/core/complete/sampleRow";
import { renameSubGrader, subGraderAt } from "../../src/core/complete/subGraderSymbol";
import { completeTemplate } from "../../src/core/complete/templateHelp";
import { hoverTemplate } from "../../src/core/complete/templateHover";
import { readSamples } from "../../src/core/dataset/rows";
import { checkedGrader } from "../../src/core/engine/checkedGrader";
import { graderAt, readGraderDocument, type GraderDocument } from "../../src/core/grader/document";
import { graderPlaces } from "../../src/core/grader/places";
import { graderTokens } from "../../src/core/highlight/graderTokens";
import { readPointer, writePointer } from "../../src/core/json/pointer";
import type { TextRange } from "../../src/core/json/document";
import { StringOffsets } from "../../src/core/json/stringOffsets";
import { isObject } from "../../src/core/json/value";
import { ProviderError } from "../../src/core/provider/provider";
import { gradersIn } from "../../src/core/validate/graders";
import type { Problem } from "../../src/core/validate/problem";
import { RowValues } from "../../src/core/validate/rowValues";
import { TARGETS } from "../../src/core/validate/target";
import { checkGrader, liveProblems } from "../../src/core/validate/validateGrader";
import type { Random } from "./random";
import { FILE_NAMES } from "./seeds";

/** What came out wrong of an input; the input is the caller's. */
export class Finding extends Error {}

function inside(text: string, range: TextRange, what: string): void {
  const { start, end } = range;
  const whole = Number.isInteger(start) && Number.isInteger(end);
  if (!whole || start < 0 || end < start || end > text.length)
    throw new Finding(`${what} has the range ${start} to ${end} in ${text.length} characters`);
}

const NO_VALUES = new RowValues([]);

/** Asks everything that an editor asks of a text, at a few places, and holds the answers to the text. */
export function look(text: string, random: Random): void {
  const whole = readGraderDocument(random.of(FILE_NAMES), text, { comments: random.below(2) === 0 });
  for (const fault of whole.json.faults) inside(text, fault, `fault ${fault.code}`);
  lookAtLiterals(text);
  const places = graderPlaces(whole.name, whole.json.value, { anywhere: random.below(2) === 0 });
  for (const { base } of places.slice(0, 4)) lookAtGrader(graderAt(whole.name, whole.json, base), random);
  lookAtSamples(text, random);
}

function lookAtGrader(document: GraderDocument, random: Random): void {
  const { text } = document.json;
  const target = random.of(TARGETS);
  problemsInside(text, checkGrader(document, { target, rows: NO_VALUES }));
  problemsInside(text, liveProblems(document, { target }));
  lookAtTokens(document);
  for (const { path } of gradersIn(document)) inside(text, document.json.rangeOfKey(path), "a lens");
  for (let count = 0; count < 4; count++) lookAt(document, offsetIn(text, random));
  if (document.root) gradable(document.root);
}

/** Places where something happens are worth more looks. */
function offsetIn(text: string, random: Random): number {
  const around = random.of(["{{", "calculate_output", "graders", ""]);
  const at = around === "" ? -1 : text.indexOf(around, random.below(text.length + 1));
  return at < 0 ? random.below(text.length + 1) : Math.min(text.length, at + random.below(30));
}

function problemsInside(text: string, problems: readonly Problem[]): void {
  for (const { code, range, fixes = [] } of problems) {
    inside(text, range, `problem ${code}`);
    for (const { edits } of fixes) for (const edit of edits) inside(text, edit.range, `a fix of ${code}`);
  }
}

function lookAtTokens(document: GraderDocument): void {
  let end = 0;
  for (const token of graderTokens(document)) {
    inside(document.json.text, token, `token ${token.type}`);
    if (token.start < end || token.end === token.start)
      throw new Finding(`token ${token.type} at ${token.start} is empty or begins before ${end}`);
    if (/[\r\n]/.test(document.json.text.slice(token.start, token.end)))
      throw new Finding(`token ${token.type} at ${token.start} goes over a line's end`);
    ({ end } = token);
  }
}

function lookAt(document: GraderDocument, offset: number): void {
  const { text } = document.json;
  const completions = [...completeTemplate(document, offset, []), ...completeFormula(document, offset)];
  for (const { label, inserting, replacing } of completions) {
    inside(text, inserting, `completion ${label}`);
    inside(text, replacing, `completion ${label}`);
    if (inserting.start !== replacing.start || inserting.end > replacing.end)
      throw new Finding(`completion ${label} replaces less than it inserts over`);
  }
  formulaSignature(document, offset);
  const hovers = [hoverTemplate(document, offset, undefined), hoverFormula(document, offset)];
  for (const hover of hovers) if (hover) inside(text, hover.range, "a hover");
  const symbol = subGraderAt(document, offset);
  if (!symbol) return;
  for (const range of [symbol.range, symbol.declaration, ...symbol.uses]) inside(text, range, "a symbol");
  const rename = renameSubGrader(document, symbol, "renamed");
  if (rename.kind === "edits") for (const { range } of rename.edits) inside(text, range, "a rename");
}

/** A grader that passes the schema is graded; any other is refused, with a word. */
function gradable(root: NonNullable<GraderDocument["root"]>): void {
  try {
    checkedGrader(root);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}

/** The map between a string literal and what it means, for anything that looks like one. */
function lookAtLiterals(text: string): void {
  const [literal] = /"(?:[^"\\\n]|\\.){0,400}"?/.exec(text) ?? [];
  if (literal === undefined) return;
  const start = text.indexOf(literal);
  const offsets = StringOffsets.of(literal, start);
  for (let at = 0; at <= offsets.decoded.length; at++) {
    const source = offsets.toSource(at);
    inside(text, { start: source, end: source }, "a place in a string");
    if (offsets.toDecoded(source) !== at) throw new Finding(`decoded ${at} comes back as another place`);
  }
  const parsed = parse(literal);
  if (parsed !== undefined && parsed !== offsets.decoded) throw new Finding("a literal means something else");
  const pointer = writePointer([offsets.decoded]);
  if (String(readPointer(pointer)?.[0]) !== offsets.decoded) throw new Finding("a pointer leads elsewhere");
}

function parse(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}

function lookAtSamples(text: string, random: Random): void {
  const { samples, problems } = readSamples(text, random.of(["a.samples.jsonl", "a.samples.json"]));
  for (const { range, sample } of samples) {
    inside(text, range, "a row");
    if (isObject(sample.item)) sample.item.size;
  }
  problemsInside(text, problems);
  const offset = random.below(text.length + 1);
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";
  const at = Math.min(line.length, random.below(line.length + 1));
  for (const { label, range } of completeRow(line, at)) inside(line, range, `completion ${label}`);
  const hover = hoverRow(line, at);
  if (hover) inside(line, hover.range, "a hover of a row");
}
