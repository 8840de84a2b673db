// npm test: everything, on a fresh machine. Installs what is missing, runs each suite, and closes with what
// failed and one line "N passed, N failed". `npm test -- unit vscode` runs only the named steps; `--all` runs
// every suite in both VS Codes.
import { mkdir, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { installDependencies } from "./install.mjs";
import { runTelling } from "./run.mjs";
import { addTests, failureText, noTests, readTests } from "./testCounts.mjs";

const RESULTS = ".build/results";
/** No step takes half of it on a slow and busy machine: what does, hangs. */
const STEP_LIMIT_MS = 40 * 60_000;

/** @typedef {import("./testCounts.mjs").TestCounts} TestCounts */
/** @typedef {(tell: (line: string) => void) => Promise<TestCounts>} Step */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean", default: false } },
});
const all = values.all ? ["--version", "all"] : [];

/** @param {string[]} args @param {(line: string) => void} tell */
function node(args, tell) {
  const env = { ...process.env, ...(values.all && { GRADERS_TEST_ALL: "1" }) };
  return runTelling(process.execPath, args, tell, { env, limitMs: STEP_LIMIT_MS });
}

/**
 * A step that is one test: it passes when its program does.
 * @param {string[]} args
 * @returns {Step}
 */
const program = (...args) => {
  return async (tell) => {
    const code = await node(args, tell);
    return code === 0 ? { ...noTests(), passed: 1 } : oneFailure(args.join(" "), `It ended with ${code}.`);
  };
};

/**
 * A suite that writes its counts to .build/results/NAME.json, as vitest and our VS Code runner do.
 * @param {string} name
 * @param {string[]} args
 * @returns {Step}
 */
const suite = (name, ...args) => {
  return async (tell) => {
    const code = await node(args, tell);
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

/** One after another: what the suites need, and what takes all cores. @type {Record<string, Step>} */
const first = {
  build: program("scripts/build.mjs"),
  check: program("scripts/check.mjs"),
  package: program("scripts/package.mjs"),
  machine: program("scripts/bootstrap.mjs"),
};

/**
 * Side by side: a VS Code mostly waits, and a core would wait with it. Each suite has ports and folders of its own.
 * @type {Record<string, Step>[]}
 */
const lanes = [
  {
    unit: vitest("unit"),
    manifest: vitest("manifest", ["--config", "test/manifest/vitest.config.mjs"]),
    panel: vitest("panel", ["--config", "test/e2e/panel/vitest.config.mjs"]),
  },
  {
    vscode: suite("vscode", "scripts/vscode/test.mjs", ...all),
    window: vitest("window", ["--config", "test/e2e/window/vitest.config.mjs"]),
  },
];

/**
 * @param {string} name
 * @param {string} error
 * @returns {TestCounts}
 */
function oneFailure(name, error) {
  return { passed: 0, failures: [{ name, error }] };
}

/**
 * Runs the wanted steps of a lane; each line of theirs says whose it is.
 * @param {Record<string, Step>} steps
 * @param {string[]} wanted all where empty
 * @param {TestCounts} total changed
 */
async function runSteps(steps, wanted, total) {
  for (const [name, run] of Object.entries(steps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const tell = (/** @type {string} */ line) => process.stdout.write(`${name.padEnd(8)} │ ${line}\n`);
    const start = performance.now();
    const counts = await run(tell);
    tell(
      `${counts.passed} passed, ${counts.failures.length} failed in ${minutes(performance.now() - start)}`,
    );
    addTests(total, counts);
  }
}

/** @param {number} ms */
function minutes(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
}

async function main() {
  const names = [first, ...lanes].flatMap((steps) => Object.keys(steps));
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`No test step is called ${unknown.join(", ")}. Steps: ${names.join(", ")}.`);
  await installDependencies();
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const total = noTests();
  await runSteps(first, positionals, total);
  await Promise.all(lanes.map((steps) => runSteps(steps, positionals, total)));
  process.stdout.write(total.failures.map(failureText).join(""));
  process.stdout.write(`\n${total.passed} passed, ${total.failures.length} failed\n`);
  process.exitCode = total.failures.length > 0 ? 1 : 0;
}

await main();
