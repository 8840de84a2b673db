// Measures the command line: start to answer, memory, and 10,000 rows. `npm run build && node test/bench/cli.mjs`
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROUNDS = 7;
const ROWS = 10_000;

const folder = mkdtempSync(join(tmpdir(), "graders-bench-"));
const grader = join(folder, "exact.grader.json");
const one = join(folder, "one.samples.jsonl");
const many = join(folder, "many.samples.jsonl");
const row = (/** @type {number} */ index) =>
  `${JSON.stringify({ item: { answer: `answer ${index}` }, model_sample: `answer ${index % 7 === 0 ? -1 : index}` })}\n`;

writeFileSync(
  grader,
  JSON.stringify({
    type: "string_check",
    name: "exact",
    input: "{{sample.output_text}}",
    reference: "{{item.answer}}",
    operation: "eq",
  }),
);
writeFileSync(one, row(1));
writeFileSync(many, Array.from({ length: ROWS }, (_, index) => row(index)).join(""));

/** @param {string[]} args */
function time(...args) {
  const seconds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0 && status !== 1) throw new Error(stderr);
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  return seconds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
}

/** @param {string[]} args */
function peakMegabytes(...args) {
  const { stderr } = spawnSync("/usr/bin/time", ["-f", "%M", process.execPath, ...args], {
    encoding: "utf8",
  });
  const kilobytes = Number(stderr?.trim().split("\n").at(-1));
  return Number.isFinite(kilobytes) ? kilobytes / 1000 : NaN;
}

try {
  const bare = time("-e", "0");
  const start = time("dist/cli.mjs", "run", grader, "--samples", one);
  const batch = time("dist/cli.mjs", "run", grader, "--samples", many, "--format", "json");
  const print = (/** @type {string} */ name, /** @type {number} */ value, unit = "s") =>
    process.stdout.write(`${name.padEnd(52)} ${value.toFixed(unit === "s" ? 3 : 0)} ${unit}\n`);
  print("node -e 0", bare);
  print("graders run, one string_check sample", start);
  print(`graders run, ${ROWS} string_check rows, over start-up`, batch - start);
  print("memory of one sample", peakMegabytes("dist/cli.mjs", "run", grader, "--samples", one), "MB");
  print("memory of bare node", peakMegabytes("-e", "0"), "MB");
} finally {
  rmSync(folder, { recursive: true });
}
