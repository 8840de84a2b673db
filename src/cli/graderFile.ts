import { existsSync } from "node:fs";
import { graderAt, readGraderDocument, type GraderDocument } from "../core/grader/document";
import { gradableBases } from "../core/grader/places";
import { readPointer, writePointer } from "../core/json/pointer";
import type { JsonPath } from "../core/json/value";
import { UsageError } from "./exitCodes";
import { readUserFile } from "./inputs";
import { inOneGo } from "./signals";
import { shellWord } from "../core/report/copyAs/shell";
import type { Terminal } from "./output/terminal";

/** What the command line names: a file, or by `FILE#/json/pointer` one grader in it. */
interface GraderArgument {
  readonly file: string;
  readonly base?: JsonPath;
}

function readArgument(argument: string): GraderArgument {
  const at = argument.lastIndexOf("#/");
  if (at < 0 || existsSync(argument)) return { file: argument };
  const base = readPointer(argument.slice(at + 1));
  return { file: argument.slice(0, at), ...(base && { base }) };
}

/** A file that was named, and what can be validated or run of it. */
export interface GraderFile {
  /** Without the pointer. */
  readonly file: string;
  readonly text: string;
  /** The named grader, else an eval as a whole, else every grader; the file itself where none is found. */
  readonly graders: readonly GraderDocument[];
}

/**
 * Reads the graders that an argument names, wherever they stand in a JSON file; notes go to stderr.
 * @param kept the file's text, where it is not to be read anew
 * @throws UsageError for a file that can't be read, and where no grader stands at the pointer
 */
export async function readGraderFile(
  argument: string,
  terminal: Terminal,
  signal: AbortSignal,
  kept?: string,
): Promise<GraderFile> {
  const { file, base } = readArgument(argument);
  const text = kept ?? (await readUserFile(file, terminal, { signal }));
  return inOneGo(() => gradersIn(file, text, base));
}

function gradersIn(file: string, text: string, base: JsonPath | undefined): GraderFile {
  const whole = readGraderDocument(file, text);
  const at = (path: JsonPath) => graderAt(file, whole.json, path);
  const found = gradableBases(file, whole.json.value, { anywhere: true });
  if (!base) return { file, text, graders: found.length > 0 ? found.map(at) : [whole] };
  const named = at(base);
  if (named.json.root) return { file, text, graders: [named] };
  throw new UsageError(`${file} has nothing at ${writePointer(base)}.${choicesOf(file, found)}`);
}

/** Reads the one grader or eval to run, as {@link readGraderFile} does. @throws UsageError where the file has several */
export async function readOneGrader(
  argument: string,
  terminal: Terminal,
  signal: AbortSignal,
  kept?: string,
): Promise<Pick<GraderFile, "file" | "text"> & { readonly document: GraderDocument }> {
  const { file, text, graders } = await readGraderFile(argument, terminal, signal, kept);
  const [document, ...others] = graders;
  if (document && others.length === 0) return { file, text, document };
  const bases = graders.map(({ base }) => base);
  throw new UsageError(`${file} has ${bases.length} graders: name one of them.${choicesOf(file, bases)}`);
}

const MOST_NAMED = 10;

function choicesOf(file: string, bases: readonly JsonPath[]): string {
  const words = bases
    .filter((base) => base.length > 0)
    .slice(0, MOST_NAMED)
    .map((base) => shellWord(`${file}#${writePointer(base)}`));
  return words.length > 0 ? ` For example: ${words.join(", ")}` : "";
}
