// Writes src/generated/pyodidePackages.json: where Pyodide's packages are, and which modules its lock file has for us.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const PYODIDE = "node_modules/pyodide";
const OUT = "src/generated/pyodidePackages.json";
/** The folder from which Pyodide itself loads the packages of a version, as its loader has it. */
const FOLDER = /`(https:\/\/[^`$]+)\$\{\w+\}(\/full\/)`/g;

/** Writes it where Pyodide is newer. */
export async function writePyodidePackages() {
  const sources = [`${PYODIDE}/pyodide.mjs`, `${PYODIDE}/pyodide-lock.json`, fileURLToPath(import.meta.url)];
  const newest = Math.max(...(await Promise.all(sources.map(modified))));
  if ((await modified(OUT)) > newest) return;
  const [loader, lock, { version }] = await Promise.all([
    readFile(`${PYODIDE}/pyodide.mjs`, "utf8"),
    readJson(`${PYODIDE}/pyodide-lock.json`),
    readJson(`${PYODIDE}/package.json`),
  ]);
  const found = [...loader.matchAll(FOLDER)];
  if (found.length !== 1) throw new Error(`pyodide.mjs names ${found.length} folders of packages, not 1.`);
  const [[, before, after] = []] = found;
  const filesUrl = `${before}${version}${after}`;
  await mkdir(dirname(OUT), { recursive: true });
  await writeFile(OUT, JSON.stringify({ filesUrl, obtainable: obtainableModules(lock.packages) }));
}

/**
 * Module → package, of those that are pure Python with all that they need.
 * @param {Record<string, { name: string, imports: string[], depends: string[], file_name: string }>} packages
 */
function obtainableModules(packages) {
  const byName = new Map(Object.values(packages).map((one) => [normal(one.name), one]));
  /** @param {string} name @param {Set<string>} seen @returns {boolean} */
  const isPure = (name, seen = new Set()) => {
    const one = byName.get(normal(name));
    if (!one?.file_name.endsWith("-none-any.whl")) return false;
    if (seen.has(one.name)) return true;
    seen.add(one.name);
    return one.depends.every((need) => isPure(need, seen));
  };
  const pure = Object.values(packages).filter(({ name }) => isPure(name));
  return Object.fromEntries(pure.flatMap(({ name, imports }) => imports.map((module) => [module, name])));
}

/** @param {string} name */
function normal(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/** @param {string} file */
async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}
