// Writes what is made of sources: src/generated/ and l10n/bundle.l10n.json.
import Ajv, { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeBundle, writeWebviewSentences } from "./l10n.mjs";
import { writePyodidePackages } from "./pyodidePackages.mjs";
import { withShortErrors } from "./shortValidators.mjs";
import { writeSnippets } from "./snippets.mjs";

const OUT = "src/generated";

/** What only editors show. No field of a grader or a sample goes by such a name. */
const SHOWN_BY_EDITORS = new Set([
  "title",
  "examples",
  "default",
  "markdownDescription",
  "markdownEnumDescriptions",
  "doNotSuggest",
  "defaultSnippets",
  "allowComments",
]);

/**
 * What VS Code's JSON service shows as a deprecation becomes a finding of ours too: wherever the field stands.
 * @type {import("ajv").CodeKeywordDefinition}
 */
const DEPRECATION = {
  keyword: "deprecationMessage",
  schemaType: "string",
  error: { message: ({ schemaCode }) => _`${schemaCode}` },
  code: (context) => {
    context.error();
  },
};

const DECLARATIONS = `import type { ErrorObject } from "ajv";

/** What is wrong with a value; nothing of a good one. */
type ErrorsOf = (data: unknown) => ErrorObject[];
export const grader: ErrorsOf;
export const row: ErrorsOf;
`;

/** @param {string} file */
async function readSchema(file) {
  return withoutShown(JSON.parse(await readFile(file, "utf8")));
}

/** @param {string} file */
async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}

/**
 * A schema without what only editors show. `errorMessage` stays: our findings use the same words.
 * @param {unknown} schema
 * @returns {any}
 */
function withoutShown(schema) {
  if (Array.isArray(schema)) return schema.map(withoutShown);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(withDiscriminator(schema))
      .filter(([key]) => !SHOWN_BY_EDITORS.has(key))
      .map(([key, value]) => [key, withoutShown(value)]),
  );
}

/**
 * "If `type` is this, then that", for each type, as one choice that ajv makes at once. VS Code's JSON service does not
 * know this keyword of OpenAPI's.
 * @param {any} schema
 */
function withDiscriminator({ allOf, ...schema }) {
  if (!allOf?.every((/** @type {any} */ { if: condition }) => condition?.properties.type.const)) {
    return allOf ? { ...schema, allOf } : schema;
  }
  const choices = allOf.map((/** @type {any} */ { then }) => then);
  return { ...schema, discriminator: { propertyName: "type" }, oneOf: choices };
}

/** Writes what is missing or older than what it comes from. @param {{ always?: boolean }} [options] */
export async function generate(options) {
  await Promise.all([
    ...[writeValidators(), writeSnippets(), writePyodidePackages()],
    ...[writeBundle(options), writeWebviewSentences()],
  ]);
}

/** Validators compiled from schemas/, so that ajv never compiles at run time. */
async function writeValidators() {
  const sources = [
    "schemas/grader.schema.json",
    "schemas/samples.schema.json",
    fileURLToPath(import.meta.url),
    "scripts/shortValidators.mjs",
  ];
  const newest = Math.max(...(await Promise.all(sources.map(modified))));
  if ((await modified(`${OUT}/validators.js`)) > newest) return;
  const [graderSchema, samplesSchema] = await Promise.all(sources.slice(0, 2).map(readSchema));
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    // A definition that several places share is written once: 20 kB less to load.
    inlineRefs: false,
    strict: false,
    // Errors come with their part of the schema, for its `errorMessage`.
    verbose: true,
    code: { source: true, esm: true, optimize: 2 },
    keywords: ["errorMessage"],
  });
  ajv.addKeyword(DEPRECATION);
  ajv.addSchema(graderSchema, "grader");
  ajv.addSchema(samplesSchema, "samples");
  ajv.addSchema({ $ref: "samples#/definitions/row" }, "row");
  const code = standaloneCode(ajv, { grader: "grader", row: "row" });
  await mkdir(OUT, { recursive: true });
  await writeFile(`${OUT}/validators.d.ts`, DECLARATIONS);
  // Bundled, since ajv's code requires its helpers by name and vitest takes ES modules only.
  await build({
    stdin: { contents: withShortErrors(code), resolveDir: process.cwd() },
    bundle: true,
    format: "esm",
    outfile: `${OUT}/validators.js`,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate();
