// What ESLint and prettier are to TypeScript: lint, format and length of our Python, by ruff as WebAssembly, for
// which no Python need be there. `node scripts/ruff.mjs --write` formats.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";

const FOLDERS = ["python", "test", "scripts"];
/** As ESLint's max-lines. */
const MOST_LINES = 400;

const SELECT = [
  // What is wrong, or likely to be: pyflakes, pycodestyle, bugbear, shadowed built-ins, pylint, old versions.
  ...["F", "E", "W", "B", "A", "PLC", "PLE", "PLW", "YTT"],
  // How it is said: imports, newer syntax, shorter ways.
  ...["I", "UP", "SIM", "C4", "RUF", "RET", "RSE", "PIE", "PERF", "FURB", "FLY", "ISC"],
  // Functions of many branches, left-overs, suppressions without a rule's name.
  ...["C90", "ERA", "T10", "PGH"],
];

/** @type {Record<string, string>} */
const IGNORE = {
  E501: "the formatter breaks what can be broken; a sentence for translators stands in one literal",
  PLW0603: "a module's state is that of the one interpreter it runs in",
  RUF001: "texts of other alphabets are what tests and metrics are about",
  SIM905: "a list of words is best read as words",
};

const workspace = new Workspace(
  {
    // The interpreter runtime takes the user's Python, from 3.8 on.
    "target-version": "py38",
    "line-length": 120,
    // python/packages.py gives it to the packages that it loads.
    builtins: ["_unavailable"],
    lint: {
      select: SELECT,
      ignore: Object.keys(IGNORE),
      isort: { "known-first-party": ["formulas"] },
    },
  },
  PositionEncoding.Utf16,
);

/** @typedef {import("@astral-sh/ruff-wasm-nodejs").Diagnostic} Diagnostic */

/** @param {string} folder */
async function sourcesIn(folder) {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".py")).map((name) => join(folder, name));
}

/**
 * What is wrong with a file; with `write` its format is mended.
 * @param {string} file
 * @param {boolean} write
 */
async function look(file, write) {
  const text = await readFile(file, "utf8");
  const found = /** @type {Diagnostic[]} */ (workspace.check(text));
  const findings = found.map(
    ({ code, message, start_location: { row, column } }) => `${file}:${row}:${column} ${code} ${message}`,
  );
  const lines = text.split("\n").length - 1;
  if (lines > MOST_LINES) findings.push(`${file} has ${lines} lines, ${MOST_LINES} at most`);
  // What can't be parsed can't be formatted.
  const formatted = found.some(({ code }) => code === "invalid-syntax") ? text : workspace.format(text);
  if (formatted !== text) {
    if (write) await writeFile(file, formatted);
    else findings.push(`${file} is not formatted: npm run format`);
  }
  return findings;
}

const files = (await Promise.all(FOLDERS.map(sourcesIn))).flat().sort();
const write = process.argv.includes("--write");
const found = (await Promise.all(files.map((file) => look(file, write)))).flat();
if (found.length > 0) process.stdout.write(`${found.join("\n")}\n`);
process.exitCode = found.length > 0 ? 1 : 0;
