// Finds the suites of test/vscode and bundles them for VS Code's extension host.
import { build } from "esbuild";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { resolution } from "../resolution.mjs";

const SOURCE = resolve("test/vscode");
const OUT = resolve(".build/vscode-tests");

/**
 * Suites whose file names end so run in a session of their own: with Workspace Trust on and the folder not
 * trusted, in a window without a folder, in one with two folders, in German.
 */
const MODES = /** @type {const} */ (["untrusted", "nofolder", "multiroot", "german"]);

/** @typedef {"folder" | (typeof MODES)[number]} Mode */

/**
 * Suites of what is ours, which VS Code only carries: one VS Code runs them, the newest. All others meet VS Code's
 * API, or parts of it that differ by version (its JSON service, its page, its trust), and run in the oldest too, as
 * a new suite does.
 */
const NEWEST_ONLY = [
  "callLimit",
  "embedded",
  "extractInsert",
  "hosted",
  "interpreter",
  "interpreter.untrusted",
  "judgeCache",
  "live.untrusted",
  "longSamples",
  "newGrader",
  "newGrader.multiroot",
  "newGrader.nofolder",
  "pasteAsGrader",
  "preflight",
  "rowResults",
  "sampleChoice",
  "schema.faults",
  "schema.snippets",
  "subGraders",
  "words.german",
];

/**
 * @typedef {object} Suites
 * @property {string} index the bundle VS Code calls
 * @property {Map<Mode, string[]>} suites bundles of suites by their mode
 * @property {(bundle: string) => boolean} isForOldest whether the oldest VS Code need run it
 */

/**
 * Bundles the suites whose path contains one of `parts`; without any all.
 * @param {readonly string[]} parts
 * @returns {Promise<Suites>}
 */
export async function bundleSuites(parts) {
  const found = await readdir(join(SOURCE, "suite"), { recursive: true });
  const suites = found
    .filter(
      (file) =>
        file.endsWith(".test.ts") && (parts.length === 0 || parts.some((part) => file.includes(part))),
    )
    .sort();
  await build({
    entryPoints: ["index.ts", ...suites.map((file) => join("suite", file))].map((file) => join(SOURCE, file)),
    outdir: OUT,
    outbase: SOURCE,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    // One mocha, shared by all bundles.
    external: ["vscode", "mocha"],
    ...resolution,
    logLevel: "warning",
  });
  const bundle = (/** @type {string} */ file) => join(OUT, "suite", file.replace(/\.ts$/, ".cjs"));
  const missing = NEWEST_ONLY.filter((name) => !found.includes(`${name}.test.ts`));
  if (missing.length > 0) throw new Error(`No suites are called ${missing.join(", ")}.`);
  return {
    index: join(OUT, "index.cjs"),
    suites: new Map(
      /** @type {const} */ (["folder", ...MODES]).map((mode) => [
        mode,
        suites.filter((file) => modeOf(file) === mode).map(bundle),
      ]),
    ),
    isForOldest: (path) => !NEWEST_ONLY.includes(basename(path, ".test.cjs")),
  };
}

/** @param {string} file @returns {Mode} */
function modeOf(file) {
  return MODES.find((mode) => file.endsWith(`.${mode}.test.ts`)) ?? "folder";
}
