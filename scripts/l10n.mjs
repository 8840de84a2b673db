// Writes l10n/bundle.l10n.json: every sentence that src/, schemas/ and python/ show, for translators (CONTRIBUTING.md "Words").
import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";

const SOURCES = "src";
const SCHEMAS = "schemas";
const PYTHON = "python";
const WEBVIEW = join(SOURCES, "webview");
const BUNDLE = "l10n/bundle.l10n.json";
const OF_WEBVIEW = "src/generated/webviewSentences.json";

/** `t` of `@vscode/l10n`, `said` of core, and `vscode.l10n.t`. */
const CALLED = /^(?:t|said|(?:vscode\.)?l10n\.t)$/;
const MAY_CALL = /\b(?:t|said)\(/;
/** Passes on what its callers say. */
const PASSES_ON = join(SOURCES, "core", "said.ts");
const THIS_FILE = fileURLToPath(import.meta.url);

/** Writes the bundle where a source is newer. @param {{ always?: boolean }} [options] */
export async function writeBundle({ always = false } = {}) {
  const files = [...(await Promise.all([SOURCES, SCHEMAS, PYTHON].map(filesIn))).flat(), THIS_FILE];
  const newest = Math.max(...(await Promise.all(files.map(modified))));
  if (!always && (await modified(BUNDLE)) > newest) return;
  const bundle = await readBundle();
  const now = new Date();
  if (isDeepStrictEqual(await writtenBundle(), bundle)) return utimes(BUNDLE, now, now);
  await mkdir(dirname(BUNDLE), { recursive: true });
  await writeFile(BUNDLE, `${JSON.stringify(bundle, null, 2)}\n`);
}

/** Lists what the panel's page says itself, where it is older than its sources: it gets no other words. */
export async function writeWebviewSentences() {
  const sources = await filesIn(WEBVIEW);
  const newest = Math.max(...(await Promise.all([...sources, THIS_FILE].map(modified))));
  if ((await modified(OF_WEBVIEW)) > newest) return;
  const sentences = (await Promise.all(sources.map(sentencesIn))).flat();
  await mkdir(dirname(OF_WEBVIEW), { recursive: true });
  await writeFile(OF_WEBVIEW, JSON.stringify([...new Set(sentences)].sort()));
}

/** What stands in the file, in whatever order; a merge may have left no JSON. */
async function writtenBundle() {
  try {
    return JSON.parse(await readFile(BUNDLE, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The sentences by themselves, as VS Code looks them up, in the alphabet's order.
 * @returns {Promise<Record<string, string>>}
 */
export async function readBundle() {
  const [sources, schemas, python] = await Promise.all([SOURCES, SCHEMAS, PYTHON].map(filesIn));
  const sentences = [
    ...(await Promise.all((sources ?? []).map(sentencesIn))),
    ...(await Promise.all((schemas ?? []).map(schemaSentences))),
    ...(await Promise.all((python ?? []).map(pythonSentences))),
  ].flat();
  return Object.fromEntries([...new Set(sentences)].sort().map((sentence) => [sentence, sentence]));
}

/** @param {string} folder */
async function filesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /(?<!\.d)\.ts$|\.json$|\.py$/.test(name)).map((name) => join(folder, name));
}

/** What our findings take from a schema (core/validate/schema.ts); its other texts only editors show. */
const SAID_BY_FINDINGS = new Set(["errorMessage", "deprecationMessage"]);

/** @param {string} file */
async function schemaSentences(file) {
  /** @type {string[]} */
  const sentences = [];
  JSON.parse(await readFile(file, "utf8"), (key, value) => {
    if (SAID_BY_FINDINGS.has(key) && typeof value === "string") sentences.push(value);
    return value;
  });
  return sentences;
}

/** `say` of python/words.py with a literal between either quotes. */
const PYTHON_SAYS = /(?<!def )\bsay\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')?/g;

/** @param {string} file */
async function pythonSentences(file) {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(PYTHON_SAYS)].map(({ 0: call, 1: double, 2: single, index }) => {
    const sentence = double ?? single;
    if (sentence === undefined || sentence.includes("\\")) {
      const line = text.slice(0, index).split("\n").length;
      throw new Error(
        `${file}:${line}: say a literal without backslashes, so that translators see it: ${call}`,
      );
    }
    return sentence;
  });
}

/** @param {string} file */
async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}

/** @param {string} file */
async function sentencesIn(file) {
  const text = await readFile(file, "utf8");
  if (file === PASSES_ON || !MAY_CALL.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  /** @type {string[]} */
  const sentences = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && CALLED.test(node.expression.getText(source))) {
      sentences.push(sentenceOf(node, source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sentences;
}

/** @param {ts.CallExpression} call @param {ts.SourceFile} source */
function sentenceOf(call, source) {
  const [first] = call.arguments;
  const { line } = source.getLineAndCharacterOfPosition(call.getStart(source));
  const place = `${source.fileName}:${line + 1}`;
  if (!first || !ts.isStringLiteralLike(first)) {
    throw new Error(`${place}: say a literal, so that translators see it: t("… {0}", value).`);
  }
  const sentence = first.text;
  if (found(sentence, /\{([^}]+)\}/g) !== found(sentence, /\{(\d+)\}/g)) {
    throw new Error(
      `${place}: braces around a placeholder hide it. Pass the text with its braces as the value.`,
    );
  }
  return sentence;
}

/** The numbers of a sentence's placeholders. @param {string} sentence @param {RegExp} pattern */
function found(sentence, pattern) {
  return [...sentence.matchAll(pattern)]
    .flatMap(([, inner = ""]) => (/^\d+$/.test(inner) ? [inner] : []))
    .join();
}

if (process.argv[1] === THIS_FILE) await writeBundle({ always: true });
