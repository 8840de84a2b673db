import type { Json } from "../../json/value";
import { writeJson } from "../../json/write";

/** Words that are values. */
export const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...(["True", "true"] as const).map((word) => [word, true] as const),
  ...(["False", "false"] as const).map((word) => [word, false] as const),
  ...(["None", "null", "undefined"] as const).map((word) => [word, null] as const),
]);

/** Functions that give their argument back but for its layout, or as JSON text. */
export const CALLS: Readonly<Record<string, (value: Json) => Json | undefined>> = {
  dedent: (value) => (typeof value === "string" ? dedent(value) : undefined),
  cleandoc: (value) => (typeof value === "string" ? dedent(value).trim() : undefined),
  dumps: (value) => writeJson(value),
  stringify: (value) => writeJson(value),
  str: (value) => (typeof value === "string" ? value : undefined),
};

/** Methods of texts that change their ends. */
export const METHODS: Readonly<Record<string, (text: string) => string>> = {
  strip: (text) => text.trim(),
  trim: (text) => text.trim(),
  lstrip: (text) => text.trimStart(),
  rstrip: (text) => text.trimEnd(),
};

/** Takes off the blanks that all lines begin with, as `textwrap.dedent` does. */
export function dedent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const [first = "", ...rest] = indents;
  let common = first;
  for (const indent of rest) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(common.length))).join("\n");
}
