// Types, lint, format, layering and unused code, side by side. Prints only what is wrong.
import { resolve } from "node:path";
import { generate } from "./generate.mjs";
import { runQuietly } from "./run.mjs";

/** A tool of node_modules, or a program by its whole path. @type {Record<string, string[]>} */
const checks = {
  "types (core)": ["tsc", "-p", "src/core/tsconfig.json"],
  "types (webview)": ["tsc", "-p", "src/webview/tsconfig.json"],
  "types (browser tests)": ["tsc", "-p", "test/e2e/tsconfig.json"],
  "types (rest)": ["tsc", "-p", "tsconfig.json"],
  lint: ["eslint", "--max-warnings=0", "--cache", "--cache-location", ".build/eslintcache", "."],
  format: [
    "prettier",
    "--check",
    "--log-level",
    "warn",
    "--cache",
    "--cache-location",
    ".build/prettiercache",
    ".",
  ],
  "python (lint, format)": [process.execPath, "scripts/ruff.mjs"],
  layers: ["depcruise", "--output-type", "err-long", "src"],
  "unused code": ["knip", "--cache", "--cache-location", ".build/knip"],
};

// After a rebase times tell nothing of words.
await generate({ always: true });
const outcomes = await Promise.all(
  Object.entries(checks).map(async ([name, [tool = "", ...args]]) => ({
    name,
    ...(await runQuietly(resolve("node_modules/.bin", tool), args)),
  })),
);
for (const { name, code, output } of outcomes) {
  if (code !== 0) process.stdout.write(`\n--- ${name} ---\n${output}\n`);
}
const failed = outcomes.filter(({ code }) => code !== 0).map(({ name }) => name);
process.stdout.write(
  failed.length ? `check: ${failed.join(", ")} failed\n` : `check: all ${outcomes.length} passed\n`,
);
process.exitCode = failed.length ? 1 : 0;
