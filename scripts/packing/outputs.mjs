import { readFile } from "node:fs/promises";

/**
 * A file of the build with all parts that it loads, by what the build wrote down.
 * @param {string} entry such as dist/cli.mjs
 * @returns {Promise<string[]>}
 */
export async function outputsOf(entry) {
  /** @type {Record<string, import("esbuild").Metafile>} */
  const bundles = JSON.parse(await readFile(".build/bundles.json", "utf8"));
  const outputs = Object.assign({}, ...Object.values(bundles).map((bundle) => bundle.outputs));
  const found = new Set([entry]);
  for (const file of found) {
    if (outputs[file] === undefined) throw new Error(`${file} is not of the last build.`);
    for (const part of outputs[file].imports) if (!part.external) found.add(part.path);
  }
  return [...found];
}
