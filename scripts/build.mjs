// Builds everything that runs into dist/. `--watch` rebuilds on change.
import { build, context } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { asCommonJs } from "./commonJs.mjs";
import { denseStyles } from "./denseStyles.mjs";
import { generate } from "./generate.mjs";
import { leanFetch } from "./leanFetch.mjs";
import { writeLintPages } from "./lintPages.mjs";
import { writeNotices } from "./notices.mjs";
import { resolution } from "./resolution.mjs";
import { sandboxBundle } from "./sandboxBundle.mjs";
import { vscodeApi } from "./vscodeApi.mjs";
import { wordsFirst } from "./wordsFirst.mjs";

const { version } = JSON.parse(await readFile("package.json", "utf8"));
const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  ...resolution,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  // Names stay readable in users' stack traces at little cost.
  keepNames: false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  outdir: "dist",
};

/** The entry loads the services' bundle when it needs them, not its own copy of them. @type {import("esbuild").Plugin} */
const servicesApart = {
  name: "services-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/services$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./services.cjs", external: true } : undefined,
    );
  },
};

/** VS Code 1.99 loads CommonJS only. @type {import("esbuild").BuildOptions} */
const commonJs = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  outExtension: { ".js": ".cjs" },
};

/** @type {Record<string, import("esbuild").BuildOptions>} */
const bundles = {
  extension: {
    ...commonJs,
    entryPoints: { extension: "src/extension/main.node.ts" },
    plugins: [servicesApart, vscodeApi],
  },
  // What the extension host and the engine's thread both run is there once, in a part of its own.
  host: {
    ...commonJs,
    sourcemap: watch ? "inline" : false,
    entryPoints: {
      services: "src/extension/services.ts",
      engineWorker: "src/node/engineWorker/worker.ts",
    },
    chunkNames: "host/[name]-[hash]",
    plugins: [leanFetch, vscodeApi, wordsFirst, asCommonJs],
  },
  sandbox: { ...shared, ...sandboxBundle },
  cli: {
    ...shared,
    platform: "node",
    format: "esm",
    target: "node20",
    entryPoints: { cli: "src/cli/main.ts" },
    define: { GRADERS_VERSION: JSON.stringify(version) },
    plugins: [leanFetch],
    outExtension: { ".js": ".mjs" },
    // What a command does not need is not read: start-up stays within its budget (docs/benchmarks.md).
    splitting: true,
    chunkNames: "cli/[name]-[hash]",
    banner: { js: "#!/usr/bin/env node" },
  },
  webview: {
    ...shared,
    platform: "browser",
    format: "iife",
    target: "es2022",
    entryPoints: { webview: "src/webview/main.ts" },
    plugins: watch ? [] : [denseStyles],
  },
};

/** What runs in the user's Python; the sandbox has its own copy of the shared ones in its bundle. */
const pythonFiles = [
  "words.py",
  "older.py",
  "parser.py",
  "returns.py",
  "gradeLint.py",
  "lint.py",
  "swallowed.py",
  "streams.py",
  "reward.py",
  "failure.py",
  "harness.py",
  "interpreter",
];

/** The files of pyodide that a start reads, and its list of packages; its JavaScript is in the sandbox's bundle. */
const pyodideFiles = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];

async function copyAssets() {
  await mkdir("dist/pyodide", { recursive: true });
  await Promise.all([
    cp("data/wordnet", "dist/wordnet", { recursive: true }),
    cp("src/cli/bin", "dist/bin", { recursive: true }),
    writeLintPages("dist/lint.json"),
    ...pythonFiles.map((file) => cp(`python/${file}`, `dist/python/${file}`, { recursive: true })),
    ...pyodideFiles.map((file) => cp(`node_modules/pyodide/${file}`, `dist/pyodide/${file}`)),
    ...["codicon.css", "codicon.ttf"].map((file) =>
      cp(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`),
    ),
  ]);
}

async function main() {
  await generate();
  await rm("dist", { recursive: true, force: true });
  await copyAssets();
  if (watch) {
    for (const options of Object.values(bundles)) await (await context(options)).watch();
    return;
  }
  const results = await Promise.all(
    Object.entries(bundles).map(async ([name, options]) => {
      const { metafile } = await build({ ...options, metafile: true });
      return { name, metafile };
    }),
  );
  await mkdir(".build", { recursive: true });
  await writeNotices(results.map(({ metafile }) => metafile));
  await writeFile(
    ".build/bundles.json",
    JSON.stringify(Object.fromEntries(results.map(({ name, metafile }) => [name, metafile]))),
  );
}

await main();
