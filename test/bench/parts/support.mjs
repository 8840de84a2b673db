// What the parts of test/bench/peers.mjs share: the pairs, files of them, and the clock.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const PAIRS = 10_000;
const ROUNDS = 5;
const CLI = "dist/cli.mjs";

/** @typedef {{ reference: string, output: string }} Pair */

/** Everything that a bench writes; removed at its end. */
export const folder = mkdtempSync(join(tmpdir(), "graders-peers-"));

export const print = (/** @type {string} */ name, /** @type {string} */ value) =>
  process.stdout.write(`${name.padEnd(58)} ${value}\n`);
export const seconds = (/** @type {number} */ value) => `${value.toFixed(3)} s`;

const WORDS =
  `the a of to and in is was for on that with as it at by from this which are were be has had not but or an their
   its one two three years people time government company study report water system city school market model answer
   question result number part area house state world country river army king music film book language science
   energy patient treatment increase reduce provide include develop produce describe explain consider remain become
   large small early late public national social economic important different possible general local human new old
   quickly usually often never however therefore although because between during after before without within`.split(
    /\s+/,
  );

/** A small generator with a fixed seed, so that every run and every peer sees the same pairs. */
function randomNumbers(seed = 42) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Sentences of English words, the output with some words changed, dropped or moved.
 * @returns {Pair[]}
 */
export function makePairs() {
  const below = randomNumbers();
  const word = () => WORDS[below(WORDS.length)] ?? "";
  return Array.from({ length: PAIRS }, () => {
    const reference = Array.from({ length: 15 + below(20) }, word);
    const output = reference.flatMap((kept) => {
      const change = below(10);
      return change === 0 ? [] : change < 3 ? [word()] : change === 3 ? [kept, word()] : [kept];
    });
    const sentence = (/** @type {string[]} */ words) => {
      const text = words.join(" ");
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    };
    return { reference: sentence(reference), output: sentence(output) };
  });
}

/** @param {() => unknown} work */
export async function time(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/**
 * What one run of a program took.
 * @typedef {{ wall: number, cpu: number, megabytes: number }} Cost seconds, seconds of all processors, peak memory
 */

/**
 * Runs a program, its children counted.
 * @param {string[]} command @param {NodeJS.ProcessEnv} env
 * @returns {Cost}
 */
export function costOf(command, env = process.env) {
  const { status, stderr } = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", ...command], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  const [wall = NaN, user = NaN, system = NaN, kilobytes = NaN] = (stderr.trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { wall, cpu: user + system, megabytes: kilobytes / 1000 };
}

/** @param {string} grader @param {string} samples @param {NodeJS.ProcessEnv} env */
export const runCli = (grader, samples, env = process.env) =>
  costOf([process.execPath, CLI, "run", grader, "--samples", samples, "--format", "json"], env);

/**
 * The least of a few rounds: what else the machine does only ever adds.
 * @param {() => Cost} measure
 * @returns {Cost}
 */
export function least(measure, rounds = ROUNDS) {
  const costs = Array.from({ length: rounds }, measure);
  const of = (/** @type {keyof Cost} */ key) => Math.min(...costs.map((cost) => cost[key]));
  return { wall: of("wall"), cpu: of("cpu"), megabytes: of("megabytes") };
}

/** @param {() => Promise<number>} measure */
export async function leastTime(measure, rounds = ROUNDS) {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) least = Math.min(least, await measure());
  return least;
}

/** @param {Cost} whole @param {Cost} start what it took without the rows */
export const over = (whole, start) =>
  `${seconds(whole.wall - start.wall)}, ${(whole.cpu - start.cpu).toFixed(2)} s of processor time`;

/** @param {string} name @param {object} grader */
export function graderFile(name, grader) {
  const file = join(folder, `${name}.grader.json`);
  writeFileSync(file, JSON.stringify(grader));
  return file;
}

/** @param {Pair} pair */
export const sampleLine = ({ reference, output }) =>
  `${JSON.stringify({ item: { reference }, model_sample: output })}\n`;

/** @param {string} name @param {readonly Pair[]} pairs */
export function samplesFile(name, pairs) {
  const file = join(folder, `${name}.samples.jsonl`);
  writeFileSync(file, pairs.map(sampleLine).join(""));
  return file;
}

/** @param {string} metric */
export const similarity = (metric) => ({
  type: "text_similarity",
  name: metric,
  input: "{{sample.output_text}}",
  reference: "{{item.reference}}",
  evaluation_metric: metric,
});

export const PYTHON = {
  type: "python",
  name: "python",
  source: 'def grade(sample, item):\n    return 1.0 if item["reference"] == sample["output_text"] else 0.5\n',
};

/**
 * Installs packages of npm, without their scripts, which would fetch binaries.
 * @param {string} name @param {readonly string[]} packages
 * @returns {string} the folder with `node_modules`
 */
export function install(name, packages) {
  const dir = process.env.PEERS_DIR ?? join(folder, name);
  if (process.env.PEERS_DIR === undefined) {
    const words = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--loglevel=error"];
    const { status, stderr } = spawnSync("npm", ["install", "--prefix", dir, ...packages, ...words], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
  }
  return dir;
}
