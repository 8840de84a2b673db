// What the suites need of the machine, from Debian's packages where it is missing: `node scripts/bootstrap.mjs`.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Places that are not on the PATH. */
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
/** Without fonts, text has no width, and pictures and layouts say nothing. */
const BROWSER = ["chromium", "fonts-dejavu-core", "fonts-liberation"];

const PYTHON = "/usr/bin/python3";
const FAILED = { code: 1 };

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} */
function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (!runs(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is no program.`);
    return named;
  }
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin");
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .concat(ELSEWHERE)
    .find(runs);
}

/** Installs where this is root on a Debian. @param {string[]} packages */
async function install(packages) {
  if (process.getuid?.() !== 0 || !runs("/usr/bin/apt-get")) return;
  process.stdout.write(`Installing ${packages.join(", ")} with apt-get …\n`);
  // The installation's own lists may be older than the mirror's files.
  await aptGet(["update", "-q"]);
  await aptGet(["install", "-y", "-q", "--no-install-recommends", ...packages]);
}

/** @param {string[]} args */
async function aptGet(args) {
  const { code, output } = await runQuietly("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", ...args]);
  if (code !== 0) throw new Error(`apt-get ${args.join(" ")} failed:\n${output.slice(-2000)}`);
}

/**
 * The path of a Chromium or Chrome: CHROMIUM_PATH, else the PATH's.
 * @throws {Error} saying how to get one, where there is none
 */
export function chromiumPath() {
  const found = findChromium();
  if (found !== undefined) return found;
  throw new Error("No Chromium found: run `node scripts/bootstrap.mjs`, or name one in CHROMIUM_PATH.");
}

/**
 * As {@link chromiumPath}, but installs Chromium where it is missing and this is root on a Debian.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  if (findChromium() === undefined) await install(BROWSER);
  return chromiumPath();
}

/**
 * The Python of the interpreter runtime's tests, with a package that the hosted image has, and real packages of pure
 * Python for the sandbox's.
 */
async function ensurePython() {
  const packages = ["numpy", "mpmath", "jsonschema"];
  const missing = async () =>
    (await runQuietly(PYTHON, ["-c", `import ${packages.join(", ")}`]).catch(() => FAILED)).code !== 0;
  const debian = packages.map((name) => `python3-${name}`);
  if (await missing()) await install(["python3", ...debian]);
  if (await missing())
    throw new Error(
      `${PYTHON} lacks one of ${packages.join(", ")}: install them (Debian: ${debian.join(", ")}).`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`Chromium: ${await ensureChromium()}\n`);
  await ensurePython();
}
