import type { Json } from "../../json/value";
import { writeJson } from "../../json/write";

/** Words that are values. */
export const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...(["True", "true"] as const).map((word) => [word, true] as const),
  ...(["False", "false"] as const).map((word) => [word, false] as const),
  ...(["None", "null", "undefined"] as const).map((word) => [word, null] as const),
]);

/** Functions that give their argument back but for its layout, or as JSON text. */
export const CALLS: ReadonlyMap<string, (value: Json) => Json | undefined> = new Map([
  ["dedent", (value: Json) => (typeof value === "string" ? dedent(value) : undefined)],
  ["cleandoc", (value: Json) => (typeof value === "string" ? dedent(value).trim() : undefined)],
  ["dumps", writeJson],
  ["stringify", writeJson],
  ["str", (value: Json) => (typeof value === "string" ? value : undefined)],
]);

/** Methods of texts that change their ends. */
export const METHODS: ReadonlyMap<string, (text: string) => string> = new Map([
  ["strip", (text: string) => text.trim()],
  ["trim", (text: string) => text.trim()],
  ["lstrip", (text: string) => text.trimStart()],
  ["rstrip", (text: string) => text.trimEnd()],
]);

/** Takes off the blanks that all lines begin with, as `textwrap.dedent` does. */
export function dedent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const [first = "", ...rest] = indents;
  let common = first;
  for (const indent of rest) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(common.length))).join("\n");
}
