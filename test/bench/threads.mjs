// Measures the command line with one thread of the engine and with two, on the same long file, in turn.
// `npm run build && node test/bench/threads.mjs [bleu|string_check|fuzzy_match]… [ROWS, 100000 by default]`
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { folder, graderFile, makePairs, print, samplesFile, seconds, similarity } from "./parts/support.mjs";

const ROUNDS = 5;
/** Two threads may take so much of one thread's time. */
const BAR = 0.65;
/** Clock ticks a second in /proc. */
const TICKS = 100;

/**
 * What a run took, in seconds: by the clock; of all processors; and what it must take on two processors that do
 * nothing else, which a busy machine does not change much: half of the latter, or all of its busiest thread.
 * @typedef {{ wall: number, cpu: number, path: number }} Cost
 */

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

/** @param {readonly Cost[]} costs @param {keyof Cost} key */
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

/**
 * There are no more threads than samples in flight.
 * @param {string} grader @param {string} samples @param {number} threads
 * @returns {Promise<Cost>}
 */
async function run(grader, samples, threads) {
  const options = ["--samples", samples, "--format", "json", "--concurrency", String(threads)];
  const start = performance.now();
  const child = spawn(process.execPath, ["dist/cli.mjs", "run", grader, ...options], { stdio: "ignore" });
  const ended = once(child, "exit");
  /** @type {Map<string, number>} */
  const used = new Map();
  while (child.exitCode === null) {
    readThreads(child.pid ?? 0, used);
    await Promise.race([ended, wait(20)]);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`exit ${code}`);
  const cpu = [...used.values()].reduce((sum, one) => sum + one, 0);
  const path = Math.max(cpu / 2, ...used.values());
  return { wall: (performance.now() - start) / 1000, cpu, path };
}

/** Each thread's processor time as Linux tells it. @param {number} pid @param {Map<string, number>} used */
function readThreads(pid, used) {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const fields =
        readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      used.set(thread, (Number(fields[11]) + Number(fields[12])) / TICKS);
    }
  } catch {
    // It has ended meanwhile, or this is no Linux.
  }
}

/** @param {string} name @param {string} many @param {string} one */
async function measure(name, many, one) {
  const grader = graderFile(name, GRADERS[name] ?? {});
  /** @type {Record<"start" | "one" | "two", Cost[]>} */
  const costs = { start: [], one: [], two: [] };
  for (let round = 0; round < ROUNDS; round++) {
    costs.start.push(await run(grader, one, 2));
    costs.one.push(await run(grader, many, 1));
    costs.two.push(await run(grader, many, 2));
  }
  const over = (/** @type {"one" | "two"} */ threads, /** @type {keyof Cost} */ key) =>
    medianOf(costs[threads], key) - medianOf(costs.start, key);
  for (const threads of /** @type {const} */ (["one", "two"])) {
    const processors = medianOf(costs[threads], "cpu") / medianOf(costs[threads], "wall");
    print(
      `${name}, ${threads} thread${threads === "one" ? "" : "s"}, over start-up`,
      `${seconds(over(threads, "wall"))}, ${over(threads, "cpu").toFixed(2)} s of processor time (had ${processors.toFixed(2)} processors), at least ${over(threads, "path").toFixed(2)} s on two idle ones`,
    );
  }
  const ratio = (/** @type {keyof Cost} */ key) => (over("two", key) / over("one", key)).toFixed(2);
  print(
    `${name}, ratio`,
    `${ratio("wall")}, on two idle processors ${ratio("path")}${name === "bleu" ? ` (bar: ≤ ${BAR})` : ""}`,
  );
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
  for (const name of names.length > 0 ? names : Object.keys(GRADERS)) await measure(name, many, one);
  print("load of the last minute, at the end", `${loadavg()[0]?.toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
