// npm test: everything, on a fresh machine. Installs what is missing, runs each suite, and closes with what
// failed and one line "N passed, N failed". `npm test -- unit vscode` runs only the named steps.
import { mkdir, rm } from "node:fs/promises";
import { installDependencies } from "./install.mjs";
import { runHere } from "./run.mjs";
import { addTests, failureText, noTests, readTests } from "./testCounts.mjs";

const RESULTS = ".build/results";
/** No step takes half of it on a slow machine: what does, hangs. */
const STEP_LIMIT_MS = 20 * 60_000;

/** @typedef {import("./testCounts.mjs").TestCounts} TestCounts */

/**
 * A step that is one test: it passes when its program does.
 * @param {string[]} args
 * @returns {() => Promise<TestCounts>}
 */
const program = (...args) => {
  return async () => {
    const code = await runHere(process.execPath, args, process.env, STEP_LIMIT_MS);
    return code === 0 ? { ...noTests(), passed: 1 } : oneFailure(args.join(" "), `It ended with ${code}.`);
  };
};

/**
 * A suite that writes its counts to .build/results/NAME.json, as vitest and our VS Code runner do.
 * @param {string} name
 * @param {string[]} args
 * @returns {() => Promise<TestCounts>}
 */
const suite = (name, ...args) => {
  return async () => {
    const code = await runHere(process.execPath, args, process.env, STEP_LIMIT_MS);
    const counts = await readTests(`${RESULTS}/${name}.json`);
    if (counts.failures.length === 0 && (code !== 0 || counts.passed === 0)) {
      addTests(counts, oneFailure(name, `It ended with ${code} after ${counts.passed} tests that passed.`));
    }
    return counts;
  };
};

/**
 * @param {string} name
 * @param {string[]} [args]
 */
const vitest = (name, args = []) =>
  suite(
    name,
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${RESULTS}/${name}.json`,
    ...args,
  );

/** @type {Record<string, () => Promise<TestCounts>>} */
const steps = {
  build: program("scripts/build.mjs"),
  check: program("scripts/check.mjs"),
  unit: vitest("unit"),
  package: program("scripts/package.mjs"),
  manifest: vitest("manifest", ["--config", "test/manifest/vitest.config.mjs"]),
  browser: program("scripts/bootstrap.mjs"),
  panel: vitest("panel", ["--config", "test/e2e/panel/vitest.config.mjs"]),
  window: vitest("window", ["--config", "test/e2e/window/vitest.config.mjs"]),
  vscode: suite("vscode", "scripts/vscode/test.mjs", "--version", "all"),
};

/**
 * @param {string} name
 * @param {string} error
 * @returns {TestCounts}
 */
function oneFailure(name, error) {
  return { passed: 0, failures: [{ name, error }] };
}

async function main() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    throw new Error(`No test step is called ${unknown.join(", ")}. Steps: ${Object.keys(steps).join(", ")}.`);
  }
  await installDependencies();
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const total = noTests();
  for (const [name, run] of Object.entries(steps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n=== ${name} ===\n`);
    addTests(total, await run());
  }
  process.stdout.write(total.failures.map(failureText).join(""));
  process.stdout.write(`\n${total.passed} passed, ${total.failures.length} failed\n`);
  process.exitCode = total.failures.length > 0 ? 1 : 0;
}

await main();
