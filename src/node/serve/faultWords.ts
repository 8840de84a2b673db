import { JsonNumber, kindOf, type Json, type JsonPath } from "../../core/json/value";

/** A path as the API writes it: `grader.input[0].content`. */
export function paramOf(path: JsonPath): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

/** The API's words for a value of a wrong type; `types` by JSON Schema's names (facts.md "HTTP errors"). */
export function invalidType(what: string, types: readonly string[], value: Json): string {
  const expected =
    types.length > 1 ? `one of ${alternatives(types.map(withArticle))}` : withArticle(types[0] ?? "");
  return `Invalid type for ${what}: expected ${expected}, but got ${kindWords(value)} instead.`;
}

/** The API's words for a value that is none of the choices (facts.md "HTTP errors"). */
export function invalidValue(value: Json, choices: readonly unknown[]): string {
  const known = choices.filter((choice) => typeof choice === "string").map((choice) => `'${choice}'`);
  const given = typeof value === "string" ? `'${shortened(value)}'` : kindWords(value);
  return `Invalid value: ${given}. Supported values are: ${list(known, "and")}.`;
}

const LONGEST_SHOWN = 100;

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function alternatives(words: readonly string[]): string {
  return list(words, "or");
}

function list(words: readonly string[], last: "and" | "or"): string {
  if (words.length < 3) return words.join(` ${last} `);
  return `${words.slice(0, -1).join(", ")}, ${last} ${words.at(-1) ?? ""}`;
}

function withArticle(type: string): string {
  if (type === "null") return type;
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** The kind of a value with its article: "an integer". */
function kindWords(value: Json): string {
  if (!(value instanceof JsonNumber)) return withArticle(kindOf(value));
  return Number.isInteger(value.value) ? "an integer" : "a decimal number";
}
