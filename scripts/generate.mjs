// Writes src/generated/: validators compiled from schemas/, so that ajv never compiles at run time.
import Ajv, { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const OUT = "src/generated";

/** Words of VS Code's JSON service; they describe and change no validation. */
const EDITOR_KEYWORDS = [
  "markdownDescription",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "errorMessage",
  "doNotSuggest",
  "defaultSnippets",
  "suggestSortText",
  "patternErrorMessage",
  "allowComments",
  "allowTrailingCommas",
];

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

interface Validator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}
export const grader: Validator;
export const samples: Validator;
export const row: Validator;
`;

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/** @param {string} file */
async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}

/**
 * The `errorMessage`s of a schema by JSON pointer: VS Code shows them itself, ajv's findings get them from here.
 * @param {unknown} schema
 * @param {string} pointer
 * @returns {Record<string, string>}
 */
function errorMessages(schema, pointer) {
  if (typeof schema !== "object" || schema === null) return {};
  /** @type {Record<string, string>} */
  const messages = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "errorMessage" && typeof value === "string") messages[pointer] = value;
    else
      Object.assign(
        messages,
        errorMessages(value, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
      );
  }
  return messages;
}

/** Writes the validators where they are missing or older than what they come from. */
export async function generate() {
  const sources = [
    "schemas/grader.schema.json",
    "schemas/samples.schema.json",
    fileURLToPath(import.meta.url),
  ];
  const newest = Math.max(...(await Promise.all(sources.map(modified))));
  if ((await modified(`${OUT}/validators.js`)) > newest) return;
  const [graderSchema, samplesSchema] = await Promise.all(sources.slice(0, 2).map(readJson));
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    verbose: false,
    code: { source: true, esm: true, optimize: 2 },
    keywords: EDITOR_KEYWORDS,
  });
  ajv.addKeyword(DEPRECATION);
  ajv.addSchema(graderSchema, "grader");
  ajv.addSchema(samplesSchema, "samples");
  ajv.addSchema({ $ref: "samples#/definitions/row" }, "row");
  const code = standaloneCode(ajv, { grader: "grader", samples: "samples", row: "row" });
  const messages = { grader: errorMessages(graderSchema, "#"), samples: errorMessages(samplesSchema, "#") };
  await mkdir(OUT, { recursive: true });
  await writeFile(`${OUT}/validators.d.ts`, DECLARATIONS);
  await writeFile(`${OUT}/messages.json`, JSON.stringify(messages));
  // Bundled, since ajv's code requires its helpers by name and vitest takes ES modules only.
  await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    format: "esm",
    outfile: `${OUT}/validators.js`,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate();
