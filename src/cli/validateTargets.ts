import { readdirSync } from "node:fs";
import { join } from "node:path";
import { namedFormat } from "../core/grader/dataFormats";
import {
  isEmbeddingFileName,
  isGraderFileName,
  isRecordingsFileName,
  isSamplesFileName,
} from "../core/grader/fileNames";
import { gradableBases } from "../core/grader/places";
import { JsonDocument } from "../core/json/document";
import { isArray, isObject, type Json } from "../core/json/value";
import { isOwnRow, rowsWithin } from "../core/dataset/unwrap";
import { statsOf } from "./dataSamples";
import { readUserFile } from "./inputs";
import { inOneGo } from "./signals";
import type { Terminal } from "./output/terminal";

/** What a file is to `graders validate`. */
export type FileKind = "grader" | "rows" | "neither";

/** Folders of others, which nobody means. */
const PASSED_OVER = new Set(["node_modules"]);
const MOST_FILES = 10_000;

/** The files that an argument names: itself, or those of a folder that are ours by their names.*/
export function filesOf(argument: string): readonly string[] {
  // A folder by a grader's name is a mistake.
  const isFolder = !isGraderFileName(argument) && statsOf(argument)?.isDirectory() === true;
  return isFolder ? [...within(argument)].slice(0, MOST_FILES) : [argument];
}

function* within(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith(".") && !PASSED_OVER.has(entry.name))
      yield* within(path);
    if (entry.isFile() && isOurs(entry.name)) yield path;
  }
}

function isOurs(name: string): boolean {
  if (isRecordingsFileName(name)) return false;
  const format = namedFormat(name)?.format;
  const isData = format !== undefined && format !== "json";
  return isData || [isGraderFileName, isEmbeddingFileName, isSamplesFileName].some((is) => is(name));
}

/** What a file is, by its name or, where that says nothing, by what stands in it.*/
export async function kindOf(file: string, terminal: Terminal, signal: AbortSignal): Promise<FileKind> {
  if (isGraderFileName(file) || isEmbeddingFileName(file)) return "grader";
  if (isRecordingsFileName(file)) return "neither";
  const named = namedFormat(file);
  if (isSamplesFileName(file) || (named && (named.packed || named.format !== "json"))) return "rows";
  // A pipe can be read once, and graders come that way; so does what stands behind a pointer.
  if (statsOf(file)?.isFile() !== true) return "grader";
  const text = await readUserFile(file, terminal, { signal });
  return inOneGo(() => kindOfText(file, text, named !== undefined));
}

function kindOfText(file: string, text: string, isJson: boolean): FileKind {
  const { value, faults } = JsonDocument.read(text, { comments: true });
  // What is meant to be JSON and is broken says so as a grader does.
  if (value === undefined || faults.some(({ code }) => code === "json-syntax"))
    return isJson ? "grader" : "neither";
  if (gradableBases(file, value, { anywhere: true }).length > 0) return "grader";
  if (isRows(value)) return "rows";
  return isObject(value) && GRADER_KEYS.some((key) => value.has(key)) ? "grader" : "neither";
}

/** What a grader, a job or an eval has beside its type, whatever else is wrong with it. */
const GRADER_KEYS = [
  ...["input", "reference", "operation", "evaluation_metric", "source", "graders", "calculate_output"],
  ...["testing_criteria", "method", "pass_threshold"],
];

function isRows(value: Json): boolean {
  if (isArray(value)) return value.length > 0 && value.every(isObject);
  return (
    isObject(value) &&
    (isOwnRow(value) || value.has("datasource_item") || rowsWithin(value, true) !== undefined)
  );
}
