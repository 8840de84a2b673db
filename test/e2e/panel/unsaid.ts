import { readFileSync } from "node:fs";
import { FORMULA_FUNCTIONS } from "../../../src/core/formula/functions";
import type { PanelPage } from "./page";

/** Names and units that are the same in all languages. */
const NAMES =
  "API Foundry Invoke JSON Markdown Microsoft OpenAI PowerShell Pyodide Python RestMethod bash curl graders openai run sh stderr stdout zsh ms s kB MB";
/** Names of fields and their values, and of functions. */
const FIELDS = [
  ...schemaNames("grader"),
  ...schemaNames("samples"),
  ...FORMULA_FUNCTIONS.keys(),
  "eval",
  "true",
  "false",
];
/** Of what Python returns in place of a number. */
const PYTHON_TYPES = "None dict str tuple";
const KNOWN = new Set([NAMES, PYTHON_TYPES, ...FIELDS].flatMap(wordsOf));

/**
 * What the page says past `t`: texts and labels with a word outside ⟦⟧ that is not data. Data are words of `given`
 * (the grader, its rows, file names, what a server or Python answered), {@link NAMES}, {@link FIELDS}, tokens with a
 * digit or a `_`, and what stands in a `pre` or is compared letter by letter.
 */
export async function unsaid(panel: PanelPage, given: readonly string[]): Promise<readonly string[]> {
  const data = new Set(given.flatMap(wordsOf));
  const isWordOfData = (word: string) => word.length === 1 || data.has(word) || KNOWN.has(word);
  const isData = (token: string) => /[\d_]/.test(token) || wordsOf(token).every(isWordOfData);
  const read = await panel.page.evaluate(readAll);
  return [...new Set(read)].filter((text) => !tokensOf(outside(text)).every(isData));
}

/** What stands together, such as an address, a version or a model's name. */
function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_./:-]+/gu) ?? [];
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** A text without what is said in it. */
function outside(text: string): string {
  return text.replace(/⟦[^⟦⟧]*⟧/g, " ");
}

/** Runs in the page: every text, folded away or not, and every label. */
function readAll(): string[] {
  const labels = [
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
  ];
  const read = (node: Node): string[] => {
    if (node instanceof Text) return [node.data];
    if (!(node instanceof Element) || node.matches("style, script, pre, .sides .text")) return [];
    const own = labels.flatMap((name) => node.getAttribute(name) ?? []);
    return [...own, ...[...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].flatMap(read)];
  };
  return [document.title, ...read(document.body)].map((text) => text.trim()).filter((text) => text !== "");
}

/** The fields of a schema and the values that it names. */
function schemaNames(schema: string): readonly string[] {
  const names: string[] = [];
  JSON.parse(readFileSync(`schemas/${schema}.schema.json`, "utf8"), (key, value: unknown) => {
    if (key === "properties" && typeof value === "object" && value !== null)
      names.push(...Object.keys(value));
    if (key === "enum" && Array.isArray(value)) names.push(...value.map(String));
    if (key === "const") names.push(String(value));
    return value;
  });
  return names;
}
