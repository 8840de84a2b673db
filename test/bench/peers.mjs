// Measures the engine's metrics against npm packages on the same pairs, Python and long runs.
// `npm run build && node test/bench/peers.mjs [metrics|python|memory]…` (needs the npm registry, or PEERS_DIR
// with the packages installed)
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PAIRS = 10_000;
const ROUNDS = 5;
const PYTHON_ROWS = 1_000;
const LONG_RUNS = [10_000, 100_000, 1_000_000];
const PEERS = ["fuzzball@2.2.6", "js-rouge@3.2.3", "bleu-score@1.0.4", "autoevals@0.0.132"];
const METRICS = ["fuzzy_match", "rouge_1", "rouge_l", "bleu", "gleu", "meteor"];
const CLI = "dist/cli.mjs";

const folder = mkdtempSync(join(tmpdir(), "graders-peers-"));
const print = (/** @type {string} */ name, /** @type {string} */ value) =>
  process.stdout.write(`${name.padEnd(58)} ${value}\n`);
const seconds = (/** @type {number} */ value) => `${value.toFixed(3)} s`;

// ---- the pairs: sentences of English words, the output with some words changed, dropped or moved

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

function makePairs() {
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

// ---- timing

/** @param {() => void} work */
function time(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/**
 * The least of a few rounds: what else the machine does only ever adds.
 * @param {() => number} measure
 */
const repeated = (measure, rounds = ROUNDS) => Math.min(...Array.from({ length: rounds }, measure));

/** @param {string} grader @param {string} samples @param {NodeJS.ProcessEnv} env */
function runCli(grader, samples, env = process.env) {
  return time(() => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [CLI, "run", grader, "--samples", samples, "--format", "json"],
      { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", env },
    );
    if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  });
}

/** @param {string} name @param {object} grader */
function graderFile(name, grader) {
  const file = join(folder, `${name}.grader.json`);
  writeFileSync(file, JSON.stringify(grader));
  return file;
}

/** @param {string} name @param {readonly { reference: string, output: string }[]} pairs */
function samplesFile(name, pairs) {
  const file = join(folder, `${name}.samples.jsonl`);
  const lines = pairs.map(({ reference, output }) =>
    JSON.stringify({ item: { reference }, model_sample: output }),
  );
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** @param {string} metric */
const similarity = (metric) => ({
  type: "text_similarity",
  name: metric,
  input: "{{sample.output_text}}",
  reference: "{{item.reference}}",
  evaluation_metric: metric,
});

// ---- metrics against peers

function loadPeers() {
  const dir = process.env.PEERS_DIR ?? join(folder, "peers");
  if (process.env.PEERS_DIR === undefined) {
    const { status, stderr } = spawnSync(
      "npm",
      ["install", "--prefix", dir, ...PEERS, "--no-audit", "--no-fund", "--ignore-scripts"],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
  }
  return createRequire(join(dir, "package.json"));
}

async function metrics() {
  const pairs = makePairs();
  const many = samplesFile("many", pairs);
  const one = samplesFile("one", pairs.slice(0, 1));
  const characters = pairs.reduce((sum, { reference, output }) => sum + reference.length + output.length, 0);
  print(`${PAIRS} pairs, mean length of a text`, `${Math.round(characters / PAIRS / 2)} characters`);
  for (const metric of METRICS) {
    const grader = graderFile(metric, similarity(metric));
    const start = repeated(() => runCli(grader, one));
    const whole = repeated(() => runCli(grader, many));
    print(`graders run, ${metric}: start-up with one row`, seconds(start));
    print(`graders run, ${metric}: ${PAIRS} rows over it`, seconds(whole - start));
  }
  const load = loadPeers();
  const fuzzball = load("fuzzball");
  const rouge = load("js-rouge");
  const { bleu } = load("bleu-score");
  const { Levenshtein } = load("autoevals");
  /** @type {Record<string, (output: string, reference: string) => unknown>} */
  const peers = {
    "fuzzball.ratio": (output, reference) => fuzzball.ratio(output, reference, { full_process: false }),
    "js-rouge n=1": (output, reference) => rouge.n(output, reference, { n: 1 }),
    "js-rouge l": (output, reference) => rouge.l(output, reference),
    "bleu-score": (output, reference) => bleu(reference, output, 4),
  };
  for (const [name, score] of Object.entries(peers)) {
    const took = repeated(() =>
      time(() => {
        for (const { output, reference } of pairs) score(output, reference);
      }),
    );
    print(`${name}, ${PAIRS} pairs in process`, seconds(took));
  }
  const start = process.hrtime.bigint();
  for (const { output, reference } of pairs) await Levenshtein({ output, expected: reference });
  print(
    `autoevals Levenshtein, ${PAIRS} pairs in process`,
    seconds(Number(process.hrtime.bigint() - start) / 1e9),
  );
}

// ---- Python

function python() {
  const source =
    'def grade(sample, item):\n    return 1.0 if item["reference"] == sample["output_text"] else 0.5\n';
  const grader = graderFile("python", { type: "python", name: "python", source });
  const pairs = makePairs().slice(0, PYTHON_ROWS);
  const one = samplesFile("python-one", pairs.slice(0, 1));
  const many = samplesFile("python-many", pairs);
  const fresh = () => ({ ...process.env, XDG_CACHE_HOME: mkdtempSync(join(folder, "cache-")) });
  print(
    "first Python result ever (no memory snapshot yet)",
    seconds(repeated(() => runCli(grader, one, fresh()))),
  );
  const env = fresh();
  runCli(grader, one, env);
  const start = repeated(() => runCli(grader, one, env));
  print("first Python result after that, process start included", seconds(start));
  print(
    `${PYTHON_ROWS} Python rows, over the first result`,
    seconds(repeated(() => runCli(grader, many, env)) - start),
  );
}

// ---- long runs

/** @param {number} count */
function longSamples(count) {
  const pairs = makePairs();
  const name = join(folder, `long-${count}.samples.jsonl`);
  const file = openSync(name, "w");
  const lines = pairs.map(
    ({ reference, output }) => `${JSON.stringify({ item: { reference }, model_sample: output })}\n`,
  );
  for (let written = 0; written < count; written += lines.length) {
    writeSync(file, lines.slice(0, count - written).join(""));
  }
  closeSync(file);
  return name;
}

function memory() {
  const grader = graderFile("long", similarity("fuzzy_match"));
  for (const count of LONG_RUNS) {
    const samples = longSamples(count);
    const start = process.hrtime.bigint();
    const { stderr, status } = spawnSync(
      "/usr/bin/time",
      ["-f", "%M", process.execPath, CLI, "run", grader, "--samples", samples, "--format", "json"],
      { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    const took = Number(process.hrtime.bigint() - start) / 1e9;
    const megabytes = Number(stderr.trim().split("\n").at(-1)) / 1000;
    print(`${count} fuzzy_match rows`, `${took.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB`);
    rmSync(samples);
  }
}

/** A build during a run would time two programs as one: differences could even be negative. */
function buildStamp() {
  return readdirSync("dist", { recursive: true, encoding: "utf8" })
    .map((name) => `${name} ${statSync(join("dist", name)).mtimeMs}`)
    .join("\n");
}

const PARTS = { metrics, python, memory };
const asked = process.argv.slice(2);

try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const before = buildStamp();
    await part();
    if (buildStamp() !== before)
      throw new Error(`dist changed while "${name}" ran: its figures don't count.`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
