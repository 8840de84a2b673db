import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pairedDataNames, pairedSamplesNames } from "../core/grader/fileNames";
import { JsonDocument } from "../core/json/document";
import type { Json, JsonObject } from "../core/json/value";
import { NO_USE, type ColumnUse } from "../core/dataset/columnUse";
import { readSamples, type LocatedSample } from "../core/dataset/rows";
import { whyNotGraded } from "../core/runs/neededOutput";
import type { Sample } from "../core/sample/sample";
import { RowValues } from "../core/validate/rowValues";
import { faultProblem } from "../core/validate/jsonProblems";
import type { ReadOptions } from "../node/files/readBytes";
import { FileError, readTextFile } from "../node/files/readTextFile";
import type { SampleArgs } from "./args";
import { isReadAsWritten, openDataSamples } from "./dataSamples";
import { UsageError } from "./exitCodes";
import { optional } from "./options";
import { openLongSamples, type LongSamples, type RangeLooker } from "./longSamples";
import { problemLines } from "./output/problems";
import { shown } from "./output/shown";
import { inOneGo } from "./signals";
import { readStandardInput } from "./standardInput";
import type { Terminal } from "./output/terminal";

/** The text of a file that the user named; notes about it go to stderr. @throws UsageError */
export async function readUserFile(path: string, terminal: Terminal, options: ReadOptions): Promise<string> {
  try {
    const { text, notes } = await readTextFile(path, options);
    for (const note of notes) terminal.err(`${note}\n`);
    return text;
  } catch (error) {
    if (error instanceof FileError) throw new UsageError(error.message);
    throw error;
  }
}

/** The samples that the command line asks for. */
export interface ChosenSamples {
  /** Where they come from, for messages. */
  readonly source: string;
  readonly rows: Iterable<LocatedSample>;
  readonly count: number;
  /** Where they are a file that is too long to be kept in memory. */
  readonly long?: LongSamples;
  /** Gives up what was kept of them. */
  readonly close?: () => Promise<void>;
}

/** A grader, and how its samples are taken. */
export interface Choosing {
  readonly path: string;
  readonly grader: JsonObject;
  readonly use: ColumnUse;
  /** Whether one row that can't be graded keeps all from it. */
  readonly strict: boolean;
}

/**
 * The samples to grade. What can't be read or has no output is among them, and comes to "not asked".
 * @param looker who looks through a long file
 * @throws UsageError for a file, row or text that can't be used
 */
export async function chooseSamples(
  args: SampleArgs,
  { path: graderPath, ...choosing }: Choosing,
  terminal: Terminal,
  signal: AbortSignal,
  looker?: RangeLooker,
): Promise<ChosenSamples> {
  if (args.from === "file" || args.from === "paired") {
    const file = args.from === "file" ? args.file : await pairedFile(graderPath);
    if (args.map || !(await isReadAsWritten(file, signal)))
      return dataSamples(file, args, choosing, terminal, signal);
    const { strict } = choosing;
    const long =
      args.pick === undefined
        ? await openLongSamples(file, signal, { strict, ...optional("looker", looker) })
        : undefined;
    if (long) {
      for (const finding of long.findings) terminal.err(`${finding}\n`);
      return { source: file, rows: long.rows, count: long.count, long };
    }
    return chosen(pick(await readSamplesFile(file, choosing, terminal, signal), args.pick), choosing);
  }
  return chosen(await givenSample(args, choosing, terminal, signal), choosing);
}

/** Rows of a file that is no JSON by its name, or comes through a pipe. */
async function dataSamples(
  file: string,
  { pick: wanted, map = {} }: Extract<SampleArgs, { from: "paired" | "file" }>,
  choosing: Omit<Choosing, "path">,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ChosenSamples> {
  const { use, strict } = choosing;
  const data = await openDataSamples(file, { given: map, use, strict }, terminal, signal);
  if (wanted === undefined && !strict) return { source: file, ...data };
  try {
    const rows = { source: file, rows: [...data.rows] };
    return chosen(wanted === undefined ? rows : pick(rows, wanted), choosing);
  } finally {
    await data.close();
  }
}

function chosen({ source, rows }: ReadSamples, { grader, strict }: Omit<Choosing, "path">): ChosenSamples {
  const refused = strict ? rows.filter(({ sample }) => whyNotGraded(grader, sample) !== undefined) : [];
  const [first] = refused;
  if (!first) return { source, rows, count: rows.length };
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more rows)` : "";
  const why = whyNotGraded(grader, first.sample)?.message ?? "";
  throw new UsageError(
    `${source}:${first.line}:1: ${why}${others} Nothing was graded: --strict wants every row gradable.`,
  );
}

interface ReadSamples {
  readonly source: string;
  readonly rows: readonly LocatedSample[];
}

async function givenSample(
  args: Extract<SampleArgs, { from: "text" | "row" }>,
  choosing: Pick<Choosing, "strict">,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ReadSamples> {
  switch (args.from) {
    case "text": {
      const output =
        args.modelSample === undefined
          ? ({ kind: "none" } as const)
          : ({
              kind: "text",
              ...(await argumentText("--model-sample", args.modelSample, terminal, signal)),
            } as const);
      const item =
        args.item === undefined
          ? new Map<string, Json>()
          : readItem(await argumentText("--item", args.item, terminal, signal));
      const row = {
        index: 0,
        line: 1,
        range: { start: 0, end: 0 },
        sample: { item, output },
      };
      return { source: args.modelSample === undefined ? "--item" : "--model-sample", rows: [row] };
    }
    case "row":
      return readRow(await argumentText("--row", args.row, terminal, signal), choosing, terminal);
  }
}

async function readSamplesFile(
  file: string,
  choosing: Pick<Choosing, "strict">,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ReadSamples> {
  return readRows(
    { source: file, text: await readUserFile(file, terminal, { signal }) },
    file,
    choosing,
    terminal,
  );
}

/** A row that can't be read stops no other one: only where none can, there is nothing to do. */
function readRows(
  { source, text }: ArgumentText,
  fileName: string,
  { strict }: Pick<Choosing, "strict">,
  terminal: Terminal,
): ReadSamples {
  const { rows, samples, problems } = inOneGo(() => readSamples(text, fileName));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0 && (strict || samples.length === 0))
    throw new UsageError(problemLines(source, text, errors));
  // A mistyped `expect` must not pass unnoticed.
  if (problems.length > 0) terminal.err(shown`${problemLines(source, text, problems)}\n`);
  if (rows.length === 0)
    throw new UsageError(
      `${source}: there is no sample in it. Add a row such as {"item": {}, "model_sample": "…"}.`,
    );
  return { source, rows };
}

/** One row, over several lines if the user likes. */
function readRow(given: ArgumentText, choosing: Pick<Choosing, "strict">, terminal: Terminal): ReadSamples {
  const { source, text } = given;
  if (text.trimStart().startsWith("["))
    throw new UsageError(`${source}: one row is a JSON object. Use --samples FILE for an array of rows.`);
  return readRows(given, "row.json", choosing, terminal);
}

async function pairedFile(graderPath: string): Promise<string> {
  const found = await findPaired(graderPath);
  if (found !== undefined) return found.path;
  const [name = ""] = pairedSamplesNames(graderPath);
  throw new UsageError(
    `${graderPath}: there is no ${name} beside it. Name samples by --samples FILE, or one output by --model-sample TEXT.`,
  );
}

async function findPaired(graderPath: string): Promise<{ path: string; bytes: number } | undefined> {
  for (const name of pairedDataNames(graderPath)) {
    const path = join(dirname(graderPath), name);
    const found = await stat(path).catch(() => undefined);
    if (found) return { path, bytes: found.size };
  }
  return undefined;
}

/** Longer files would be read for longer than anyone waits for a check; preflight reads them row by row. */
const MOST_PAIRED_BYTES = 64 * 1024 * 1024;

/**
 * The rows beside a grader, for checks of its variables; undefined where there are none that can be looked into,
 * which is said on stderr.
 */
export async function pairedValues(
  graderPath: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<RowValues | undefined> {
  const found = await findPaired(graderPath);
  if (!found) return undefined;
  const { path, bytes } = found;
  if (bytes > MOST_PAIRED_BYTES) {
    terminal.err(`${path}: too long to look for the grader's variables in it; graders preflight does.\n`);
    return undefined;
  }
  try {
    const samples = (await isReadAsWritten(path, signal))
      ? await plainSamples(path, terminal)
      : await tableSamples(path, signal);
    return new RowValues(samples);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof FileError)) throw error;
    terminal.err(shown`graders: ${error instanceof UsageError ? error.words : error.message}\n`);
    return undefined;
  }
}

async function plainSamples(path: string, terminal: Terminal): Promise<readonly Sample[]> {
  const text = await readUserFile(path, terminal, { pipes: false });
  const { rows, problems } = inOneGo(() => readSamples(text, path));
  const faulty = problems.filter(({ severity }) => severity === "error").length;
  if (faulty > 0)
    terminal.err(`${path}: what can't be read in it (${faulty}) is passed over; graders run says more.\n`);
  return rows.map(({ sample }) => sample);
}

async function tableSamples(path: string, signal: AbortSignal): Promise<readonly Sample[]> {
  const data = await openDataSamples(path, { given: {}, use: NO_USE, strict: false }, SILENT, signal);
  try {
    return Array.from(data.rows, ({ sample }) => sample);
  } finally {
    await data.close();
  }
}

/** The command that grades the rows says what it makes of them. */
const SILENT: Pick<Terminal, "err"> = { err: () => undefined };

function pick({ source, rows }: ReadSamples, wanted: string | undefined): ReadSamples {
  if (wanted === undefined) return { source, rows };
  const row = rows.find(({ sample }) => sample.name === wanted) ?? rows[Number(wanted) - 1];
  if (row) return { source, rows: [row] };
  const names = rows.flatMap(({ sample }) => (sample.name === undefined ? [] : [`"${sample.name}"`]));
  const known = names.length > 0 ? ` Names: ${names.slice(0, 10).join(", ")}.` : "";
  throw new UsageError(
    `${basename(source)} has no sample ${wanted}: give a number from 1 to ${rows.length} or a name.${known}`,
  );
}

function readItem({ source, text }: ArgumentText): Json {
  const { value = null, faults } = JsonDocument.read(text);
  const error = faults.map((fault) => faultProblem(fault)).find(({ severity }) => severity === "error");
  if (error) throw new UsageError(problemLines(source, text, [error]));
  return value;
}

/** What an argument means, and what to call its text in messages. */
interface ArgumentText {
  readonly source: string;
  readonly text: string;
}

/** TEXT, @FILE, - for standard input, or @@TEXT for a text that begins with @. */
async function argumentText(
  option: string,
  argument: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ArgumentText> {
  if (argument === "-") return { source: "standard input", text: await readStandardInput(signal) };
  if (argument.startsWith("@@")) return { source: option, text: argument.slice(1) };
  if (!argument.startsWith("@")) return { source: option, text: argument };
  const source = argument.slice(1);
  return { source, text: await readUserFile(source, terminal, { signal }) };
}
