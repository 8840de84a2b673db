// How long the extension host would be held up while many rows run: its engine, thread and Python, driven from
// this process's main thread as the window does it, `monitorEventLoopDelay` beside it.
import { join, resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { bundle } from "./bundle.mjs";
import { folder, makePairs, print, PYTHON, similarity } from "./support.mjs";

const ROWS = Number(process.env.LOOP_ROWS ?? 20_000);
const LONG_TEXT = 10_000;

export async function eventLoop() {
  const bench = await loadHost();
  const dist = resolve("dist");
  const cache = join(folder, "loop-cache");
  const pairs = makePairs();
  const long = pairs.slice(0, 200).map(({ reference, output }) => ({
    reference: lengthened(reference),
    output: lengthened(output),
  }));
  const idle = await delays(() => new Promise((done) => setTimeout(done, 2_000)));
  print("event loop, nothing running for 2 s", idle);
  const cases = /** @type {const} */ ([
    ["fuzzy_match", similarity("fuzzy_match"), pairs, ROWS],
    ["meteor", similarity("meteor"), pairs, ROWS],
    [`fuzzy_match, texts of ${LONG_TEXT} characters`, similarity("fuzzy_match"), long, 200],
    ["python", PYTHON, pairs, ROWS / 4],
  ]);
  for (const [name, grader, rows, count] of cases) {
    const took = await delays(() => bench.runRows({ dist, cache, grader, pairs: rows, count }));
    print(`event loop, ${count} rows of ${name}`, took);
  }
}

/** @param {string} text */
function lengthened(text) {
  return `${text} `.repeat(Math.ceil(LONG_TEXT / text.length)).slice(0, LONG_TEXT);
}

/** @param {() => Promise<unknown>} work */
async function delays(work) {
  const resolution = 5;
  const histogram = monitorEventLoopDelay({ resolution });
  // The engine's thread keeps no process alive, as the extension host needs no such help.
  const alive = setInterval(() => undefined, 60_000);
  histogram.enable();
  await work();
  histogram.disable();
  clearInterval(alive);
  // The timer's own interval is part of what is measured.
  const milliseconds = (/** @type {number} */ nanoseconds) =>
    `${Math.max(0, nanoseconds / 1e6 - resolution).toFixed(0)} ms`;
  return `blocked at most ${milliseconds(histogram.max)}, 99.9 %: ${milliseconds(histogram.percentile(99.9))}`;
}

/** @returns {Promise<typeof import("./eventLoopHost")>} */
async function loadHost() {
  return import(await bundle("test/bench/parts/eventLoopHost.ts", folder));
}
