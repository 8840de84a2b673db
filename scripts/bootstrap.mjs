// Finds Chromium, or installs it from Debian's packages: `node scripts/bootstrap.mjs`.
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
const PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-liberation"];

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
  if (findChromium() === undefined && process.getuid?.() === 0 && runs("/usr/bin/apt-get")) {
    process.stdout.write(`Installing ${PACKAGES.join(", ")} with apt-get …\n`);
    // The installation's own lists may be older than the mirror's files.
    await aptGet(["update", "-q"]);
    await aptGet(["install", "-y", "-q", "--no-install-recommends", ...PACKAGES]);
  }
  return chromiumPath();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`Chromium: ${await ensureChromium()}\n`);
}
