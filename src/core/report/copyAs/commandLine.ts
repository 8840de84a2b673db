import { writePointer } from "../../json/pointer";
import { isObject, type Json } from "../../json/value";
import { writeJson } from "../../json/write";
import type { Sample } from "../../sample/sample";
import { isHosted } from "../../providerTable";
import { apiOf, type CopyContext } from "./context";
import { visibleLine, visibleLines } from "../../visible";
import { shellWord, withInput } from "./shell";

/** Longest argument that is written on the line; systems end at 128 KiB. */
const LONGEST_ARGUMENT = 30_000;

/** `graders run …` with the sample on the line, on standard input where it is long. */
export function commandLineText(context: CopyContext): string {
  const words = ["graders run", shellWord(graderWord(context)), ...providerOptions(context).map(optionWord)];
  const sample = sampleOptions(context.sample);
  const length = sample.reduce((sum, { value }) => sum + value.length, 0);
  if (length > LONGEST_ARGUMENT) {
    return withInput([...words, "--row=-"].join(" "), jsonWord(sampleRow(context.sample)));
  }
  return `${[...words, ...sample.map(optionWord)].join(" ")}\n`;
}

function optionWord({ name, value }: Option): string {
  return `${name}=${shellWord(value)}`;
}

/** The file, and behind `#` the grader's place where it is a part of it. */
export function graderWord({ graderPath, graderFile, document: { base } }: CopyContext): string {
  const path = graderPath ?? graderFile;
  const place = base.length > 0 ? `#${writePointer(base)}` : "";
  return `${path.startsWith("-") ? "./" : ""}${path}${place}`;
}

export function providerOptions(context: CopyContext): readonly Option[] {
  const { provider } = context.result.diagnostics;
  if (!isHosted(provider)) return [];
  const { baseUrl, isUsual } = apiOf(context);
  return [
    { name: "--provider", value: provider },
    ...(isUsual ? [] : [{ name: "--base-url", value: baseUrl }]),
  ];
}

interface Option {
  readonly name: string;
  readonly value: string;
}

function sampleOptions(sample: Sample): readonly Option[] {
  const { item, output } = sample;
  if (output.kind !== "text" || !fitsArgument(output.text))
    return [{ name: "--row", value: jsonWord(sampleRow(sample)) }];
  // A leading @ would name a file.
  const text = output.text.startsWith("@") ? `@${output.text}` : output.text;
  const data = isObject(item) && item.size === 0 ? [] : [{ name: "--item", value: jsonWord(item) }];
  return [{ name: "--model-sample", value: text }, ...data];
}

/**
 * A lone - means standard input; arguments carry neither NUL nor half a surrogate pair. Other characters that terminals
 * obey could end what is pasted, and begin a command.
 */
function fitsArgument(text: string): boolean {
  return text !== "-" && visibleLines(text) === text;
}

function jsonWord(json: Json): string {
  return visibleLine(writeJson(json));
}

/** A row of a samples file. */
export function sampleRow({ item, output }: Sample): Json {
  return new Map<string, Json>([
    ["item", item],
    ...(output.kind === "text" ? ([["model_sample", output.text]] as const) : []),
    ...(output.kind === "sample" ? ([["sample", output.sample]] as const) : []),
  ]);
}
