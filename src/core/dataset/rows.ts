import { t } from "@vscode/l10n";
import { readRow, unreadableRow } from "./row";
import { rowFindings } from "./rowSchema";
import { JsonDocument, type JsonFault, type TextRange } from "../json/document";
import { LineIndex } from "../json/lines";
import { JsonReadError, readJson, tryReadJson } from "../json/read";
import { isArray, isObject, toPlain, type Json } from "../json/value";
import { writeJson } from "../json/write";
import { isReadable } from "../sample/output";
import type { Sample } from "../sample/sample";
import type { Problem } from "../validate/problem";
import { faultProblem, movedBy } from "../validate/jsonProblems";

/** A sample with its number in its file. */
export interface NumberedSample {
  /** Zero-based. */
  readonly index: number;
  /** One-based line where the row begins. */
  readonly line: number;
  readonly sample: Sample;
}

/** A sample with its place in its file. */
export interface LocatedSample extends NumberedSample {
  readonly range: TextRange;
}

export interface SamplesFile {
  /** All rows in their order. What stands for one that can't be read is never graded, and told with its place. */
  readonly rows: readonly LocatedSample[];
  /** Those that can be read. */
  readonly samples: readonly LocatedSample[];
  readonly problems: readonly Problem[];
}

/** Reads a samples file: a row a line in `.jsonl`, an array of rows or one row in `.json`. */
export function readSamples(text: string, fileName: string): SamplesFile {
  return fileName.endsWith(".json") ? readJsonSamples(text) : readJsonLines(text);
}

/**
 * The same in slices, so that a long file keeps nothing waiting.
 *
 * @param inSlices gives the rows one by one, and lets others have their turn in between
 */
export async function readSamplesInSlices(
  text: string,
  fileName: string,
  inSlices: <T>(rows: Iterable<T>) => AsyncIterable<T>,
): Promise<SamplesFile> {
  if (fileName.endsWith(".json")) return readJsonSamples(text);
  const found = new FoundRows();
  for await (const read of inSlices(readSampleLines(linesOf(text)))) found.add(read);
  return found.of(text);
}

function readJsonLines(text: string): SamplesFile {
  const found = new FoundRows();
  for (const read of readSampleLines(linesOf(text))) found.add(read);
  return found.of(text);
}

class FoundRows {
  private readonly rows: LocatedSample[] = [];
  private readonly problems: Problem[] = [];

  add({ sample, problems }: SampleLine): void {
    this.problems.push(...problems);
    this.rows.push(sample);
  }

  of(text: string): SamplesFile {
    const { rows, problems } = this;
    const file = samplesFile(rows, problems);
    return file.samples.length === 0 && isOneDocument(text, problems)
      ? samplesFile([], [oneDocument(text)])
      : file;
  }
}

function samplesFile(rows: readonly LocatedSample[], problems: readonly Problem[]): SamplesFile {
  return { rows, samples: rows.filter(({ sample }) => isReadable(sample)), problems };
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(start, end);
    start = end + 1;
  }
}

/** A line of a samples file that is not blank: the row in it, or what stands for one that can't be read. */
export interface SampleLine {
  readonly sample: LocatedSample;
  readonly problems: readonly Problem[];
}

/** What stands before some lines of a file; both from 0. */
export interface LinesBefore {
  /** Lines that are not blank. */
  readonly index: number;
  readonly line: number;
}

/**
 * Reads rows line by line, each when it is asked for; lines come without their line feeds.
 * @param before where the lines begin in their file; a row's range counts from the first of them in any case
 */
export function* readSampleLines(
  lines: Iterable<string>,
  before: LinesBefore = { index: 0, line: 0 },
): Generator<SampleLine> {
  let { index, line } = before;
  let start = 0;
  for (const text of lines) {
    line++;
    if (text.trim() !== "") {
      const range = { start, end: start + text.length - (text.endsWith("\r") ? 1 : 0) };
      const { sample, problems } = readRowText(text, start);
      const row = sample ?? unreadable(text, problems, (offset) => ({ line, column: offset - start + 1 }));
      yield { sample: { index: index++, line, range, sample: row }, problems };
    }
    start += text.length + 1;
  }
}

/** @param placeOf one-based line and column of a place in the file */
function unreadable(
  text: string,
  problems: readonly Problem[],
  placeOf: (offset: number) => { readonly line: number; readonly column: number },
): Sample {
  const problem = problems.find(({ severity }) => severity === "error");
  if (!problem) throw new Error("a row that can't be read has an error");
  const { line, column } = placeOf(problem.range.start);
  const message = t("Line {0}, column {1}: {2}", line, column, problem.message);
  return unreadableRow(text, message);
}

/** Pretty JSON under a name of JSON Lines is one fault, not one a line. */
function isOneDocument(text: string, problems: readonly Problem[]): boolean {
  const value = problems.some(({ code }) => code === "json-syntax") ? tryReadJson(text) : undefined;
  return isArray(value) || isObject(value);
}

function oneDocument(text: string): Problem {
  const message = t(
    "This is one JSON document over several lines, not JSON Lines. Name the file NAME.samples.json, or write each row on a line of its own.",
  );
  const start = text.search(/\S/);
  const value = readJson(text);
  const lines = (isArray(value) ? value : [value]).map((row) => `${writeJson(row)}\n`).join("");
  const edits = [{ range: { start: 0, end: text.length }, newText: lines }];
  return {
    code: "samples-not-lines",
    severity: "error",
    message,
    range: { start, end: start + 1 },
    path: [],
    source: "json",
    fixes: [{ title: t("Write each row on a line of its own"), edits }],
  };
}

interface ReadRow {
  readonly sample?: Sample;
  readonly problems: readonly Problem[];
}

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/** One line of a JSONL file; positions are only worked out for a row that has a fault. */
function readRowText(text: string, offset: number): ReadRow {
  let value: Json;
  try {
    value = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    return { problems: [movedBy(offset, syntaxProblem(text, error.fault))] };
  }
  const findings = rowFindings(toPlain(value));
  if (
    findings.length === 0 &&
    isObject(value) &&
    !SURROGATE_ESCAPE.test(text) &&
    !hidesDuplicates(text, value)
  ) {
    return { sample: readRow(value), problems: [] };
  }
  const json = JsonDocument.read(text);
  const problems = [
    ...json.faults.map((fault) => faultProblem(fault, json)),
    ...findings.flatMap((finding) => finding(json)),
  ].map((problem) => movedBy(offset, problem));
  if (!isObject(value) || problems.some(({ severity }) => severity === "error")) return { problems };
  return { problems, sample: readRow(value) };
}

/**
 * Whether a key may stand twice: then the text has more keys than the value. A text within a string that looks
 * like a key only makes us look closer.
 */
function hidesDuplicates(text: string, value: Json): boolean {
  return (text.match(/(?<!\\)"\s*:/g) ?? []).length !== countKeys(value);
}

function countKeys(value: Json): number {
  let count = isObject(value) ? value.size : 0;
  if (isObject(value) || isArray(value)) for (const entry of value.values()) count += countKeys(entry);
  return count;
}

/** Of a row that is no JSON the first fault counts, with its mends. */
function syntaxProblem(text: string, fault: JsonFault): Problem {
  return faultProblem(fault, JsonDocument.read(text));
}

function readJsonSamples(text: string): SamplesFile {
  const json = JsonDocument.read(text);
  const faults = json.faults.map((fault) => faultProblem(fault, json));
  // Of broken JSON the first fault counts: the others follow from it.
  const broken = faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (broken || json.value === undefined) return samplesFile([], broken ? [broken] : faults);
  const rows = isArray(json.value) ? json.value : [json.value];
  const found: LocatedSample[] = [];
  const problems: Problem[] = [...faults];
  const lines = new LineIndex(text);
  const placeOf = (offset: number) => {
    const { line, character } = lines.positionOf(offset);
    return { line: line + 1, column: character + 1 };
  };
  const faultIn = faultFinder(faults);
  for (const [index, value] of rows.entries()) {
    const path = isArray(json.value) ? [index] : [];
    const range = json.rangeOf(path);
    const own = rowFindings(toPlain(value)).flatMap((finding) => finding(json, path));
    for (const problem of own) problems.push(problem);
    const fault = faultIn(range);
    const wrong = [...(fault ? [fault] : []), ...own].filter(({ severity }) => severity === "error");
    const sample =
      isObject(value) && wrong.length === 0
        ? readRow(value)
        : unreadable(text.slice(range.start, range.end), wrong, placeOf);
    found.push({ index, line: placeOf(range.start).line, range, sample });
  }
  return samplesFile(found, problems);
}

/** The first error within a row; asked of the rows in their order. */
function faultFinder(faults: readonly Problem[]): (row: TextRange) => Problem | undefined {
  const errors = faults.filter(({ severity }) => severity === "error");
  errors.sort((a, b) => a.range.start - b.range.start);
  let next = 0;
  return ({ start, end }) => {
    while ((errors[next]?.range.start ?? Infinity) < start) next++;
    const error = errors[next];
    return error && error.range.end <= end ? error : undefined;
  };
}
