import { basename, dirname, join } from "node:path";
import { pairedSamplesNames } from "../core/grader/fileNames";
import { readGraderDocument, type GraderDocument } from "../core/grader/document";
import { JsonReadError, readJson } from "../core/json/read";
import { LineIndex } from "../core/json/lines";
import type { Json } from "../core/json/value";
import { readSamples, type LocatedSample } from "../core/dataset/rows";
import type { Problem } from "../core/validate/problem";
import { FileError, readTextFile } from "../node/files/readTextFile";
import type { SampleArgs } from "./args";
import { UsageError } from "./exitCodes";
import type { Terminal } from "./terminal";

/** Reads a grader file; notes about it go to stderr. */
export async function readGraderFile(path: string, terminal: Terminal): Promise<GraderDocument> {
  return readGraderDocument(path, await readUserFile(path, terminal));
}

async function readUserFile(path: string, terminal: Terminal): Promise<string> {
  try {
    const { text, notes } = await readTextFile(path);
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
  readonly rows: readonly LocatedSample[];
}

/** @throws UsageError for a file, row or text that can't be used */
export async function chooseSamples(
  args: SampleArgs,
  graderPath: string,
  terminal: Terminal,
): Promise<ChosenSamples> {
  switch (args.from) {
    case "text": {
      const text = await argumentText(args.modelSample, terminal);
      const item =
        args.item === undefined ? new Map<string, Json>() : readItem(await argumentText(args.item, terminal));
      const row = {
        index: 0,
        line: 1,
        range: { start: 0, end: 0 },
        sample: { item, output: { kind: "text", text } as const },
      };
      return { source: "--model-sample", rows: [row] };
    }
    case "row":
      return readRows("--row", `${oneLine(await argumentText(args.row, terminal))}\n`, "row.jsonl");
    case "file":
      return pick(await readSamplesFile(args.file, terminal), args.pick);
    case "paired":
      return pick(await readSamplesFile(await pairedFile(graderPath), terminal), args.pick);
  }
}

async function readSamplesFile(file: string, terminal: Terminal): Promise<ChosenSamples> {
  return readRows(file, await readUserFile(file, terminal), file);
}

function readRows(source: string, text: string, fileName: string): ChosenSamples {
  const { samples, problems } = readSamples(text, fileName);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new UsageError(problemLines(source, text, errors));
  if (samples.length === 0)
    throw new UsageError(
      `${source}: there is no sample in it. Add a row such as {"item": {}, "model_sample": "…"}.`,
    );
  return { source, rows: samples };
}

const MOST_LINES = 20;

/** Findings as `file:line:column: message` lines. */
export function problemLines(file: string, text: string, problems: readonly Problem[]): string {
  const lines = new LineIndex(text);
  const shown = problems.slice(0, MOST_LINES).map(({ range, message }) => {
    const { line, character } = lines.positionOf(range.start);
    return `${file}:${line + 1}:${character + 1}: ${message}`;
  });
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`${file}: ${more} more findings`] : [])].join("\n");
}

async function pairedFile(graderPath: string): Promise<string> {
  const names = pairedSamplesNames(graderPath);
  for (const name of names) {
    const path = join(dirname(graderPath), name);
    const found = await readTextFile(path).then(
      () => true,
      (error: unknown) => error instanceof FileError && !error.message.endsWith("there is no such file."),
    );
    if (found) return path;
  }
  throw new UsageError(
    `${graderPath}: there is no ${names[0] ?? ""} beside it. Name samples by --samples FILE, or one output by --model-sample TEXT.`,
  );
}

function pick({ source, rows }: ChosenSamples, wanted: string | undefined): ChosenSamples {
  if (wanted === undefined) return { source, rows };
  const row = rows.find(({ sample }) => sample.name === wanted) ?? rows[Number(wanted) - 1];
  if (row) return { source, rows: [row] };
  const names = rows.flatMap(({ sample }) => (sample.name === undefined ? [] : [`"${sample.name}"`]));
  const known = names.length > 0 ? ` Names: ${names.slice(0, 10).join(", ")}.` : "";
  throw new UsageError(
    `${basename(source)} has no sample ${wanted}: give a number from 1 to ${rows.length} or a name.${known}`,
  );
}

function readItem(text: string): Json {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonReadError) throw new UsageError(`--item is no JSON: ${error.message}`);
    throw error;
  }
}

/** A JSON text on one line: line breaks of pretty JSON stand between its tokens only. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

/** TEXT, @FILE, - for standard input, or @@TEXT for a text that begins with @. */
async function argumentText(argument: string, terminal: Terminal): Promise<string> {
  if (argument === "-") return readStandardInput();
  if (argument.startsWith("@@")) return argument.slice(1);
  return argument.startsWith("@") ? readUserFile(argument.slice(1), terminal) : argument;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError("Standard input is no UTF-8 text.");
  }
}
