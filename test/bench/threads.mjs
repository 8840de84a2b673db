// Measures the command line with one thread of the engine and with two, on the same long file, in turn.
// `npm run build && node test/bench/threads.mjs [bleu|string_check|fuzzy_match]… [ROWS, 100000 by default]`
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import {
  costOf,
  folder,
  graderFile,
  makePairs,
  print,
  samplesFile,
  seconds,
  similarity,
} from "./parts/support.mjs";

const ROUNDS = 5;
/** Two threads may take so much of one thread's time. */
const BAR = 0.65;

/** @typedef {import("./parts/support.mjs").Cost} Cost */

/** @type {Record<string, object>} */
const GRADERS = {
  bleu: similarity("bleu"),
  string_check: {
    ...{ type: "string_check", name: "exact", operation: "eq" },
    ...{ input: "{{sample.output_text}}", reference: "{{item.reference}}" },
  },
  fuzzy_match: similarity("fuzzy_match"),
};

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** @param {readonly Cost[]} costs @param {"wall" | "cpu" | "megabytes"} key */
const medianOf = (costs, key) => median(costs.map((cost) => cost[key]));

function startOfNode() {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      spawnSync(process.execPath, ["-e", "0"]);
      return (performance.now() - start) / 1000;
    }),
  );
}

/** There are no more threads than samples in flight. @param {string} grader @param {string} samples @param {number} threads */
const runThreads = (grader, samples, threads) =>
  costOf([
    ...[process.execPath, "dist/cli.mjs", "run", grader, "--samples", samples, "--format", "json"],
    ...["--concurrency", String(threads)],
  ]);

/** @param {string} name @param {string} many @param {string} one */
function measure(name, many, one) {
  const grader = graderFile(name, GRADERS[name] ?? {});
  /** @type {Record<"start" | "one" | "two", Cost[]>} */
  const costs = { start: [], one: [], two: [] };
  for (let round = 0; round < ROUNDS; round++) {
    costs.start.push(runThreads(grader, one, 2));
    costs.one.push(runThreads(grader, many, 1));
    costs.two.push(runThreads(grader, many, 2));
  }
  const start = medianOf(costs.start, "wall");
  for (const threads of /** @type {const} */ (["one", "two"])) {
    const wall = medianOf(costs[threads], "wall");
    const cpu = medianOf(costs[threads], "cpu");
    print(
      `${name}, ${threads} thread${threads === "one" ? "" : "s"}, over start-up`,
      `${seconds(wall - start)}, ${cpu.toFixed(2)} s of processor time (${(cpu / wall).toFixed(2)} processors), ${medianOf(costs[threads], "megabytes").toFixed(0)} MB`,
    );
  }
  const ratio = (medianOf(costs.two, "wall") - start) / (medianOf(costs.one, "wall") - start);
  print(`${name}, ratio`, `${ratio.toFixed(2)}${name === "bleu" ? ` (bar: ≤ ${BAR})` : ""}`);
}

const asked = process.argv.slice(2);
const rows = Number(asked.find((word) => /^\d+$/.test(word)) ?? 100_000);
const names = Object.keys(GRADERS).filter((name) => asked.includes(name));
try {
  const pairs = makePairs();
  const many = samplesFile(
    "many",
    Array.from({ length: rows }, (_, index) => pairs[index % pairs.length] ?? { reference: "", output: "" }),
  );
  const one = samplesFile("one", pairs.slice(0, 1));
  print("processors, load of the last minute", `${availableParallelism()}, ${loadavg()[0]?.toFixed(1)}`);
  print("`node -e 0`, for comparison", seconds(startOfNode()));
  for (const name of names.length > 0 ? names : Object.keys(GRADERS)) measure(name, many, one);
  print("load of the last minute, at the end", `${loadavg()[0]?.toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
