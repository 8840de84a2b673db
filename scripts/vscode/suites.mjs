// Finds the suites of test/vscode and bundles them for VS Code's extension host.
import { build } from "esbuild";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { resolution } from "../resolution.mjs";

const SOURCE = resolve("test/vscode");
const OUT = resolve(".build/vscode-tests");

/**
 * Suites named `*.untrusted.test.ts` run in a session of their own, where Workspace Trust is on and the folder
 * is not trusted.
 */
const UNTRUSTED = ".untrusted.test.ts";

/**
 * @typedef {object} Suites
 * @property {string} index the bundle VS Code calls
 * @property {string[]} trusted bundles of suites
 * @property {string[]} untrusted
 */

/**
 * Bundles the suites whose path contains `part`.
 * @param {string} [part]
 * @returns {Promise<Suites>}
 */
export async function bundleSuites(part = "") {
  const found = await readdir(join(SOURCE, "suite"), { recursive: true });
  const suites = found.filter((file) => file.endsWith(".test.ts") && file.includes(part)).sort();
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
  return {
    index: join(OUT, "index.cjs"),
    trusted: suites.filter((file) => !file.endsWith(UNTRUSTED)).map(bundle),
    untrusted: suites.filter((file) => file.endsWith(UNTRUSTED)).map(bundle),
  };
}
