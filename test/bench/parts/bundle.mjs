import { build } from "esbuild";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Bundles a TypeScript file of a bench for Node.
 * @param {string} entry @param {string} folder that the bundle is written to
 * @returns {Promise<string>} what to import
 */
export async function bundle(entry, folder) {
  const outfile = join(folder, `${basename(entry, ".ts")}.mjs`);
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    outfile,
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return pathToFileURL(outfile).href;
}
