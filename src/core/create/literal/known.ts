import { isArray, type Json } from "../../json/value";
import { writeJson } from "../../json/write";

/** Words that are values. */
export const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...(["True", "true"] as const).map((word) => [word, true] as const),
  ...(["False", "false"] as const).map((word) => [word, false] as const),
  ...(["None", "null", "undefined", "nil", "NULL"] as const).map((word) => [word, null] as const),
]);

const itself = (value: Json) => value;
const text = (value: Json) => (typeof value === "string" ? value : undefined);

/** Functions that give their argument back but for its layout, or as JSON text. */
export const CALLS: ReadonlyMap<string, (value: Json) => Json | undefined> = new Map<
  string,
  (value: Json) => Json | undefined
>([
  ["dedent", (value: Json) => (typeof value === "string" ? dedent(value) : undefined)],
  ["cleandoc", (value: Json) => (typeof value === "string" ? dedent(value).trim() : undefined)],
  ...["dumps", "stringify", "json_encode", "to_json"].map((name) => [name, writeJson] as const),
  ...["str", "FromString", "from_str"].map((name) => [name, text] as const),
  // How SDKs wrap values that may be left out, and how languages wrap literals.
  ...["String", "Int", "Float", "Bool", "F", "Ptr", "Some", "Opt", "Of", "list", "tuple", "freeze"].map(
    (name) => [name, itself] as const,
  ),
  ...["FromObjectAsJson", "Create", "from", "fromJson"].map((name) => [name, itself] as const),
]);

/** Methods that need no argument. */
export const METHODS: ReadonlyMap<string, (text: string) => string> = new Map([
  ["strip", (text: string) => text.trim()],
  ["trim", (text: string) => text.trim()],
  ["lstrip", (text: string) => text.trimStart()],
  ["rstrip", (text: string) => text.trimEnd()],
  ["lower", (text: string) => text.toLowerCase()],
  ["upper", (text: string) => text.toUpperCase()],
  ["stripIndent", (text: string) => dedent(text)],
  ["freeze", (text: string) => text],
]);

/** Methods of texts whose arguments are values; undefined where they are others. */
export function callMethod(of: Json, name: string, [first, second]: readonly Json[]): Json | undefined {
  if (name === "join") {
    const [list, between] = typeof of === "string" ? [first, of] : [of, first];
    if (!isArray(list) || typeof between !== "string") return undefined;
    return list.every((entry) => typeof entry === "string") ? list.join(between) : undefined;
  }
  if (typeof of !== "string") return undefined;
  if (/^(?:replace|replaceAll)$/.test(name) && typeof first === "string" && typeof second === "string")
    return name === "replace" && first === "" ? undefined : of.replaceAll(first, () => second);
  return undefined;
}

/** Takes off the blanks that all lines begin with, as `textwrap.dedent` does. */
export function dedent(text: string): string {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const [first = "", ...rest] = indents;
  let common = first;
  for (const indent of rest) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(common.length))).join("\n");
}
