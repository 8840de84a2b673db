import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { runQuietly } from "../run.mjs";
import { outputsOf } from "./outputs.mjs";

/** The command line as npm installs it. */
export const TARBALL = ".build/graders-cli.tgz";
const FOLDER = ".build/npm";
/** What Python and METEOR read; Pyodide's own files come with its package. */
const DATA = ["dist/python", "dist/wordnet", "dist/THIRD-PARTY-NOTICES.txt", "LICENSE"];

/**
 * Packs the command line with a manifest of its own. Pyodide is a dependency, and packed too, with what it depends
 * on: machines without a network install the one file.
 * @param {Record<string, unknown>} published what a release adds to the manifest
 */
export async function packCommandLine(published) {
  await rm(FOLDER, { recursive: true, force: true });
  const parts = await Promise.all(
    ["dist/cli.mjs", "dist/engineWorker.cjs", "dist/sandbox.mjs"].map(outputsOf),
  );
  for (const file of [...new Set(parts.flat()), ...DATA]) await copy(file, file);
  await copy("docs/command-line.md", "README.md");
  const ours = await readManifest(".");
  const { pyodide } = ours.dependencies;
  const { name, version, license, keywords, engines } = ours;
  const manifest = {
    ...{ name, version, license, keywords, ...published },
    description:
      "Validate, run and serve graders (reward functions for language models) on your own machine.",
    type: "module",
    bin: { graders: "dist/cli.mjs" },
    files: ["dist"],
    engines: { node: engines.node },
    dependencies: { pyodide },
    bundledDependencies: ["pyodide"],
  };
  await writeFile(join(FOLDER, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyDependency("pyodide");
  await pack();
}

/** @param {string} from @param {string} to below the folder that is packed */
async function copy(from, to) {
  await mkdir(dirname(join(FOLDER, to)), { recursive: true });
  await cp(from, join(FOLDER, to), { recursive: true });
}

/** @param {string} folder */
async function readManifest(folder) {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** With its own dependencies: npm would fetch what is missing. @param {string} name */
async function copyDependency(name) {
  const folder = join("node_modules", name);
  await copy(folder, folder);
  for (const dependency of Object.keys((await readManifest(folder)).dependencies ?? {}))
    await copyDependency(dependency);
}

async function pack() {
  const { code, output } = await runQuietly("npm", [
    "pack",
    resolve(FOLDER),
    "--json",
    "--loglevel=error",
    "--pack-destination",
    ".build",
  ]);
  if (code !== 0) throw new Error(`npm pack failed:\n${output.slice(-3000)}`);
  const [packed] = JSON.parse(output.slice(output.indexOf("[\n")));
  await rename(join(".build", packed.filename), TARBALL);
}
