// Gets a VS Code server from the npm registry into the user's cache, once for all checkouts.
import { createHash } from "node:crypto";
import { access, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm, packCodeServer, unpack } from "./packages.mjs";
import { VERSIONS } from "./versions.mjs";

/** @typedef {import("./versions.mjs").VersionName} VersionName */
/** @typedef {{ folder: string, node: string }} Server where `out/server-main.js` lies, and the Node to run it */

const TEMPORARY = ".getting-";
const HOUR_MS = 3_600_000;

/**
 * Stands in for a C++ addon that only writes log files. The server reads it through an ES module import, which
 * sees names only where they are written as `exports.x =`.
 */
const SPDLOG = `
class Logger {
  constructor() { this.level = 2; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  flush() {} drop() {} clearFormatters() {} setPattern() {}
  trace() {} debug() {} info() {} warn() {} error() {} critical() {}
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async () => new Logger();
exports.createAsyncRotatingLogger = async () => new Logger();
`;
/** The addon ends a server whose parent is gone; ours ends by {@link file://./dieWithParent.cjs}. */
const WATCHDOG = "exports.start = () => {};\n";

/** @type {Record<string, string>} */
const STAND_INS = {
  "@vscode/spdlog": SPDLOG,
  "@vscode/native-watchdog": WATCHDOG,
  "native-watchdog": WATCHDOG,
};

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "graders", "vscode");
}

/**
 * Names a cached server by all it is made of, so that a changed recipe makes a new one.
 * @param {VersionName} name
 * @param {string} recipe
 */
async function cachedName(name, recipe) {
  const hash = createHash("sha256").update(JSON.stringify([VERSIONS[name], STAND_INS]));
  for (const file of ["package.json", "package-lock.json"]) hash.update(await readFile(join(recipe, file)));
  return `${VERSIONS[name].codeServer}-${hash.digest("hex").slice(0, 8)}`;
}

/**
 * @param {VersionName} name
 * @param {string} recipe
 * @param {string} folder empty
 */
async function fill(name, recipe, folder) {
  const { codeServer, integrity } = VERSIONS[name];
  const packed = await packCodeServer(codeServer, folder);
  if (packed.integrity !== integrity) {
    throw new Error(`code-server@${codeServer} is not the package we know: ${packed.integrity}`);
  }
  await unpack(packed.file, folder);
  await rm(packed.file);
  await rm(join(folder, "npm-shrinkwrap.json"), { force: true });
  await cp(recipe, folder, { recursive: true });
  // --force: the engines ask for the exact Node of VS Code's own build.
  await npm(folder, "ci", "--omit=dev", "--ignore-scripts", "--force");
  for (const [addon, code] of Object.entries(STAND_INS)) {
    const place = join(folder, "node_modules", addon);
    if (await exists(place)) await writeFile(join(place, "index.js"), code);
  }
}

/** What a killed run left half-made. @param {string} cache */
async function removeAbandoned(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(TEMPORARY)) continue;
    const path = join(cache, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > HOUR_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Fills a folder beside the final one and renames it: another process sees all of it or nothing, and of two
 * that do so at once the second drops its own.
 * @param {VersionName} name
 * @param {string} recipe
 * @param {string} final
 */
async function getInto(name, recipe, final) {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const temporary = await mkdtemp(join(cache, TEMPORARY));
  try {
    await fill(name, recipe, temporary);
    await rename(temporary, final).catch(async (error) => {
      if (!(await exists(final))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {VersionName} name
 * @param {string} folder
 */
async function nodeFor(name, folder) {
  const needed = VERSIONS[name].node;
  if (Number(process.versions.node.split(".")[0]) >= needed) return process.execPath;
  const bundled = join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (await exists(bundled)) return bundled;
  throw new Error(`VS Code "${name}" needs Node ${needed}, and none comes with it for ${process.platform}.`);
}

/**
 * The VS Code server of that name, got first where it is not there yet.
 * @param {VersionName} name
 * @returns {Promise<Server>}
 */
export async function getServer(name) {
  const recipe = fileURLToPath(new URL(`servers/${name}`, import.meta.url));
  const folder = join(cacheFolder(), await cachedName(name, recipe));
  if (!(await exists(folder))) {
    process.stdout.write(
      `Getting VS Code ${VERSIONS[name].vscode} (code-server ${VERSIONS[name].codeServer}) …\n`,
    );
    await getInto(name, recipe, folder);
  }
  return { folder, node: await nodeFor(name, folder) };
}
