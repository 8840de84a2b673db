// Readers of data files, asked of mutated files: no crash, no hang, no row lost or counted twice. All processors take
// part. `node test/prove/data.mjs [INPUTS of each format, 100000 by default] [FIRST NUMBER]`
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { bundle } from "../bench/parts/bundle.mjs";

/** Far more than any input takes on a busy machine. */
const LIMIT_MS = 5_000;

/** @typedef {{ host: string, from: number, to: number, step: number }} Share */
/** @typedef {Record<string, { inputs: number, refused: number, rows: number, slowest: number, failures: string[] }>} Outcome */

/** @param {Share} share @returns {Promise<Outcome>} */
async function look({ host, from, to, step }) {
  /** @type {typeof import("../bench/parts/dataFuzz")} */
  const { DATA_FORMATS, DataFuzz } = await import(host);
  /** @type {Outcome} */
  const outcome = {};
  for (const format of DATA_FORMATS) {
    const seen = { inputs: 0, refused: 0, rows: 0, slowest: 0, failures: /** @type {string[]} */ ([]) };
    outcome[format] = seen;
    const fuzz = new DataFuzz(format);
    for (let number = from; number < to; number += step) {
      const start = performance.now();
      try {
        const { refused, rows } = await fuzz.look(number);
        seen.refused += Number(refused);
        seen.rows += rows;
      } catch (error) {
        seen.failures.push(`input ${number}: ${String(error)}`);
      }
      const took = performance.now() - start;
      if (took > LIMIT_MS) seen.failures.push(`input ${number}: took ${took.toFixed(0)} ms`);
      seen.slowest = Math.max(seen.slowest, took);
      seen.inputs += 1;
    }
    fuzz.close();
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
  const folder = await mkdtemp(join(tmpdir(), "graders-prove-data-"));
  try {
    const host = await bundle("test/bench/parts/dataFuzz.ts", folder);
    const step = availableParallelism();
    const outcomes = await Promise.all(
      Array.from({ length: step }, (_, index) =>
        inThread({ host, from: first + index, to: first + inputs, step }),
      ),
    );
    for (const format of Object.keys(outcomes[0] ?? {})) tell(format, outcomes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {string} format @param {Outcome[]} outcomes */
function tell(format, outcomes) {
  const parts = outcomes.flatMap((outcome) => outcome[format] ?? []);
  const sum = (/** @type {"inputs" | "refused" | "rows"} */ key) =>
    parts.reduce((total, part) => total + part[key], 0);
  const failures = parts.flatMap((part) => part.failures);
  for (const failure of failures.slice(0, 20)) process.stdout.write(`${format}: ${failure}\n`);
  const slowest = Math.max(...parts.map((part) => part.slowest));
  process.stdout.write(
    `${format}: ${sum("inputs")} inputs, ${sum("refused")} refused as a whole, ${sum("rows")} rows, ` +
      `${failures.length} failures; the slowest took ${slowest.toFixed(0)} ms\n`,
  );
  if (failures.length > 0) process.exitCode = 1;
}

if (isMainThread) await main();
else parentPort?.postMessage(await look(workerData));
