// What an editor asks of a grader, asked of mutated real files: no crash, no hang, every range inside the text.
// The seeds of the inputs are their numbers, so that a finding can be had again. All processors take part.
// `node test/bench/fuzz.mjs [INPUTS, 100000 by default] [FIRST NUMBER]`
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { bundle } from "./parts/bundle.mjs";

/** Far more than any input takes on a busy machine. */
const LIMIT_MS = 5_000;

/** @typedef {{ host: string, from: number, to: number, step: number }} Share */
/** @typedef {{ number: number, text: string, what: string }} Failure */
/** @typedef {{ inputs: number, slowest: number, slowestNumber: number, failures: Failure[] }} Outcome */

/** @param {Share} share @returns {Promise<Outcome>} */
async function fuzz({ host, from, to, step }) {
  /** @type {typeof import("./parts/fuzzHost")} */
  const { look, mutate, Random, readSeeds } = await import(host);
  const seeds = readSeeds();
  /** @type {Outcome} */
  const outcome = { inputs: 0, slowest: 0, slowestNumber: from, failures: [] };
  for (let number = from; number < to; number += step) {
    const random = new Random(number);
    const text = mutate(seeds, random);
    const start = performance.now();
    try {
      look(text, random);
    } catch (error) {
      outcome.failures.push({ number, text, what: String(error) });
    }
    const took = performance.now() - start;
    if (took > LIMIT_MS) outcome.failures.push({ number, text, what: `took ${took.toFixed(0)} ms` });
    if (took > outcome.slowest) Object.assign(outcome, { slowest: took, slowestNumber: number });
    outcome.inputs += 1;
  }
  return outcome;
}

/** @param {Share} share @returns {Promise<Outcome>} */
function inThread(share) {
  return new Promise((resolve, reject) => {
    new Worker(new URL(import.meta.url), { workerData: share })
      .once("message", resolve)
      .once("error", reject);
  });
}

async function main() {
  const [inputs = 100_000, first = 0] = process.argv.slice(2).map(Number);
  const folder = await mkdtemp(join(tmpdir(), "graders-fuzz-"));
  try {
    const host = await bundle("test/bench/parts/fuzzHost.ts", folder);
    const start = performance.now();
    const step = availableParallelism();
    const outcomes = await Promise.all(
      Array.from({ length: step }, (_, index) =>
        inThread({ host, from: first + index, to: first + inputs, step }),
      ),
    );
    tell(outcomes, (performance.now() - start) / 1000);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {Outcome[]} outcomes @param {number} seconds */
function tell(outcomes, seconds) {
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  for (const { number, what, text } of failures)
    process.stdout.write(`input ${number}: ${what}\n${JSON.stringify(text.slice(0, 2000))}\n`);
  const done = outcomes.reduce((sum, outcome) => sum + outcome.inputs, 0);
  const [slowest] = outcomes.toSorted((a, b) => b.slowest - a.slowest);
  process.stdout.write(
    `${done} inputs in ${seconds.toFixed(0)} s, ${failures.length} failures; ` +
      `the slowest, ${slowest?.slowestNumber}, took ${slowest?.slowest.toFixed(0)} ms\n`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (isMainThread) await main();
else parentPort?.postMessage(await fuzz(workerData));
