// Writes src/generated/snippets.json: the graders that grader.schema.json's snippets are, by their types.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const SCHEMA = "schemas/grader.schema.json";
const SNIPPETS = "src/generated/snippets.json";

/** A placeholder of a snippet, by its default text or its choices, or an escaped character. */
const PLACEHOLDER = /\$\{\d+(?::((?:[^\\}]|\\.)*)|\|((?:[^\\|]|\\.)*)\|)\}|\\([\\$}])/g;

/** Writes them where the schema is newer. */
export async function writeSnippets() {
  const newest = Math.max(...(await Promise.all([SCHEMA, fileURLToPath(import.meta.url)].map(modified))));
  if ((await modified(SNIPPETS)) > newest) return;
  const { defaultSnippets } = JSON.parse(await readFile(SCHEMA, "utf8"));
  const graders = defaultSnippets.map((/** @type {{ label: string, body: unknown }} */ { label, body }) => [
    label,
    withDefaults(body),
  ]);
  await mkdir(dirname(SNIPPETS), { recursive: true });
  await writeFile(SNIPPETS, JSON.stringify(Object.fromEntries(graders)));
}

/** @param {string} file */
async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}

/**
 * The JSON value that a snippet's body is where every placeholder keeps its default text or first choice.
 * "^…" marks text that is JSON already, as in VS Code's JSON snippets.
 * @param {unknown} body
 * @returns {unknown}
 */
function withDefaults(body) {
  if (Array.isArray(body)) return body.map(withDefaults);
  if (typeof body === "object" && body !== null)
    return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, withDefaults(value)]));
  if (typeof body !== "string") return body;
  const json = body.startsWith("^") ? body.slice(1) : JSON.stringify(body);
  const text = json.replace(PLACEHOLDER, (_, text, choices, escaped) =>
    (escaped ?? text ?? choices.split(",")[0]).replace(/\\([\\$}|,])/g, "$1"),
  );
  return JSON.parse(text);
}
