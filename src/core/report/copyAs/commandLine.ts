import { writePointer } from "../../json/pointer";
import { isObject, type Json } from "../../json/value";
import { writeJson } from "../../json/write";
import type { Sample } from "../../sample/sample";
import type { CopyContext } from "./context";
import { shellWord, withInput } from "./shell";

/** Longest argument that is written on the line; systems end at 128 KiB. */
const LONGEST_ARGUMENT = 30_000;

/** `graders run …` with the sample on the line, on standard input where it is long. */
export function commandLineText(context: CopyContext): string {
  const words = ["graders run", fileWord(context), ...providerWords(context)];
  const sample = sampleOptions(context.sample);
  const length = sample.reduce((sum, { value }) => sum + value.length, 0);
  if (length > LONGEST_ARGUMENT) {
    return withInput([...words, "--row=-"].join(" "), rowJson(context.sample));
  }
  const options = sample.map(({ name, value }) => `${name}=${shellWord(value)}`);
  return `${[...words, ...options].join(" ")}\n`;
}

/** The file, and behind `#` the grader's place where it is a part of it. */
function fileWord({ graderPath, graderFile, document: { base } }: CopyContext): string {
  const path = graderPath ?? graderFile;
  const place = base.length > 0 ? `#${writePointer(base)}` : "";
  return shellWord(`${path.startsWith("-") ? "./" : ""}${path}${place}`);
}

function providerWords({ result, baseUrl }: CopyContext): readonly string[] {
  const { provider, origin } = result.diagnostics;
  if (provider === "engine") return [];
  const address = baseUrl ?? origin;
  return [
    `--provider=${provider}`,
    ...(address === undefined || provider === "openai" ? [] : [`--base-url=${shellWord(address)}`]),
  ];
}

interface Option {
  readonly name: string;
  readonly value: string;
}

function sampleOptions(sample: Sample): readonly Option[] {
  const { item, output } = sample;
  if (output.kind !== "text" || !fitsArgument(output.text))
    return [{ name: "--row", value: rowJson(sample) }];
  // A leading @ would name a file.
  const text = output.text.startsWith("@") ? `@${output.text}` : output.text;
  const data = isObject(item) && item.size === 0 ? [] : [{ name: "--item", value: writeJson(item) }];
  return [{ name: "--model-sample", value: text }, ...data];
}

/** A lone - means standard input; arguments carry neither NUL nor half a surrogate pair. */
function fitsArgument(text: string): boolean {
  return text !== "-" && !/\0|[\uD800-\uDFFF]/u.test(text);
}

function rowJson({ item, output }: Sample): string {
  return writeJson(
    new Map<string, Json>([
      ["item", item],
      ...(output.kind === "text" ? ([["model_sample", output.text]] as const) : []),
      ...(output.kind === "sample" ? ([["sample", output.sample]] as const) : []),
    ]),
  );
}
