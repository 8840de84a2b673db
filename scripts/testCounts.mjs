// What a run of tests came to. CI keeps the end of its output alone, so that is where failures are said again.
import { readFile } from "node:fs/promises";

/** @typedef {{ name: string, error: string }} Failure */
/** @typedef {{ passed: number, failures: Failure[] }} TestCounts */

/** Of an error's text; the rest stands where the test ran. */
const LINES = 25;

/** @returns {TestCounts} */
export const noTests = () => ({ passed: 0, failures: [] });

/**
 * @param {TestCounts} total changed
 * @param {TestCounts} counts
 */
export function addTests(total, counts) {
  total.passed += counts.passed;
  total.failures.push(...counts.failures);
}

/**
 * Reads what vitest's JSON reporter or our VS Code runner wrote; no tests where there is no such file.
 * @param {string} file
 * @returns {Promise<TestCounts>}
 */
export async function readTests(file) {
  const text = await readFile(file, "utf8").catch(() => "{}");
  const report = JSON.parse(text);
  const failures = report.failures ?? (report.testResults ?? []).flatMap(vitestFailures);
  const passed = report.passed ?? report.numPassedTests ?? 0;
  return { passed, failures };
}

/**
 * The failed tests of a file, or the file itself where it failed before its tests.
 * @param {{ name: string, status: string, message: string,
 *   assertionResults: { fullName: string, status: string, failureMessages: string[] }[] }} file
 * @returns {Failure[]}
 */
function vitestFailures({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0 && status === "failed") return [{ name, error: message }];
  return failed.map((test) => ({
    name: `${name} › ${test.fullName}`,
    error: test.failureMessages.join("\n"),
  }));
}

/**
 * @param {Failure} failure
 * @returns {string}
 */
export function failureText({ name, error }) {
  const lines = error.trim().split("\n");
  const left = lines.length - LINES;
  const shown = [...lines.slice(0, LINES), ...(left > 0 ? [`… ${left} more lines`] : [])];
  return `\n✗ ${name}\n${shown.map((line) => `    ${line}`).join("\n")}\n`;
}
