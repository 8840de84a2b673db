// Grades the examples on this machine, each by a process of the built command line.
import { spawn } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";

const FOLDER = "examples";
const GRADER = /\.(?:grader|eval)\.jsonc?$/;
/** The example that asks a service, and the service. */
const ENDPOINT = { example: "endpoint/part-number", server: join(FOLDER, "endpoint", "server.mjs") };

/**
 * @typedef {object} Row one line of the table
 * @property {string} grader
 * @property {string} type
 * @property {string} sample
 * @property {string} reward
 * @property {string} expected
 * @property {string} verdict
 */

/** @typedef {{ rows: Row[], reasons: string[], code: number }} Graded */

/**
 * Starts the service that one of the examples asks, until `close`.
 * @returns {Promise<{ running: boolean, close: () => void }>}
 */
export async function startExampleService() {
  const child = spawn(process.execPath, [ENDPOINT.server], { stdio: ["ignore", "pipe", "inherit"] });
  const listening = await Promise.race([
    once(child.stdout, "data").then(() => true),
    once(child, "exit").then(() => false),
  ]);
  return { running: listening, close: () => child.kill() };
}

/** Grades every example, prints a table, and gives the worst exit code. */
export async function gradeExamples() {
  const service = await startExampleService();
  try {
    const graders = (await readdir(FOLDER, { recursive: true })).filter((file) => GRADER.test(file)).sort();
    /** @type {Graded[]} */
    const all = [];
    for (const grader of graders) {
      const name = grader.replace(GRADER, "");
      if (name !== ENDPOINT.example || service.running) all.push(await gradeExample(name, grader));
    }
    process.stdout.write(report(all));
    if (!service.running) {
      process.stdout.write(`${ENDPOINT.example} is left out: its service could not start (see above).\n`);
    }
    return worst(all.map(({ code }) => code));
  } finally {
    service.close();
  }
}

/**
 * @param {string} name
 * @param {string} file
 * @returns {Promise<Graded>}
 */
async function gradeExample(name, file) {
  const { code, lines } = await runCommandLine(["run", join(FOLDER, file), "--format", "json"]);
  const samples = await readSamples(join(FOLDER, name));
  const graded = lines.map((line) => readResult(name, JSON.parse(line), samples));
  const missing = samples.length - graded.length;
  return {
    rows: graded.map(({ row }) => row),
    reasons: [
      ...graded.flatMap(({ reasons }) => reasons),
      ...(missing > 0 ? [`${name}: ${missing} samples gave no result`] : []),
    ],
    code: missing > 0 && code === 0 ? 3 : code,
  };
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, lines: string[] }>}
 */
async function runCommandLine(args) {
  const child = spawn(process.execPath, ["dist/cli.mjs", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  const [code] = await once(child, "close");
  return { code: code ?? 130, lines: output.split("\n").filter((line) => line !== "") };
}

/** @typedef {{ reward?: number, errors?: string[] }} Expectation as the examples write it */
/** @typedef {{ expect: Expectation }} Sample */

/**
 * @param {string} path without its ending
 * @returns {Promise<Sample[]>}
 */
async function readSamples(path) {
  const lines = await readFile(`${path}.samples.jsonl`, "utf8").catch(() => undefined);
  if (lines === undefined) {
    return JSON.parse(await readFile(`${path}.samples.json`, "utf8").catch(() => "[]"));
  }
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

/**
 * @typedef {object} Result the command line's JSON, as far as the table shows it; `error` where no answer came
 * @property {{ message: string }} [error]
 * @property {number} reward
 * @property {{ type: string, errors: Record<string, unknown> }} metadata
 * @property {{ sample: { index: number, name: string }, expectation?: { passed: boolean, reasons: string[] } }} diagnostics
 */

/**
 * @param {string} grader
 * @param {Result} result
 * @param {Sample[]} samples
 * @returns {{ row: Row, reasons: string[] }}
 */
function readResult(grader, { error, reward, metadata, diagnostics }, samples) {
  const { sample, expectation } = diagnostics;
  const { expect } = samples[sample.index] ?? {};
  const row = { grader, sample: sample.name, expected: expectedWords(expect) };
  const place = `${grader}, ${sample.name}`;
  if (error) {
    return {
      row: { ...row, type: "", reward: "–", verdict: "NOT RUN" },
      reasons: [`${place}: ${error.message}`],
    };
  }
  const errored = Object.values(metadata.errors).includes(true);
  const passed = expectation ? expectation.passed : !errored;
  return {
    row: {
      ...row,
      type: metadata.type,
      reward: errored ? "errored" : rounded(reward),
      verdict: passed ? "pass" : "FAIL",
    },
    reasons: (passed ? [] : (expectation?.reasons ?? ["errored"])).map((reason) => `${place}: ${reason}`),
  };
}

/** @param {Expectation | undefined} expect */
function expectedWords(expect) {
  return expect?.errors?.join(", ") ?? (expect?.reward === undefined ? "" : rounded(expect.reward));
}

/** @param {number} reward */
function rounded(reward) {
  return reward.toFixed(4);
}

/** @type {readonly (keyof Row)[]} */
const COLUMNS = ["grader", "type", "sample", "reward", "expected", "verdict"];

/** @param {Graded[]} all */
function report(all) {
  const rows = all.flatMap((graded) => graded.rows);
  const reasons = all.flatMap((graded) => graded.reasons);
  const heading = /** @type {Row} */ (Object.fromEntries(COLUMNS.map((column) => [column, column])));
  const passed = rows.filter(({ verdict }) => verdict === "pass").length;
  return [
    ...table([heading, ...rows]),
    "",
    ...reasons.map((reason) => `  ${reason}`),
    `${all.length} graders, ${rows.length} samples: ${passed} passed, ${rows.length - passed} failed`,
    "",
  ].join("\n");
}

/**
 * Numbers stand to the right of their column, and words to the left.
 * @param {Row[]} rows
 */
function table(rows) {
  const widths = COLUMNS.map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    COLUMNS.map((column, index) => {
      const width = widths[index] ?? 0;
      return column === "reward" ? row[column].padStart(width) : row[column].padEnd(width);
    })
      .join("  ")
      .trimEnd(),
  );
}

/**
 * The command line's own order: interrupted, wrong usage, errored, unmet.
 * @param {number[]} codes
 */
function worst(codes) {
  return [130, 2, 3, 1].find((code) => codes.includes(code)) ?? Math.max(0, ...codes);
}
