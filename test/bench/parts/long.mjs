// Long files: time must be linear in the rows, and memory flat. `LONG_ROWS=10000,100000` leaves the longest out.
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { folder, graderFile, makePairs, print, runCli, sampleLine, similarity } from "./support.mjs";

const ROWS = (process.env.LONG_ROWS ?? "10000,100000,1000000").split(",").map(Number);

export function long() {
  const grader = graderFile("long", similarity("fuzzy_match"));
  for (const rows of ROWS) {
    const samples = longSamples(rows);
    const { wall, cpu, megabytes } = runCli(grader, samples);
    const each = `${((cpu / rows) * 1e6).toFixed(0)} µs a row`;
    print(
      `${rows} fuzzy_match rows`,
      `${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of processor time, ${each}, peak ${megabytes.toFixed(0)} MB`,
    );
    rmSync(samples);
  }
}

/** @param {number} count */
function longSamples(count) {
  const lines = makePairs().map(sampleLine);
  const name = join(folder, `long-${count}.samples.jsonl`);
  const file = openSync(name, "w");
  for (let written = 0; written < count; written += lines.length)
    writeSync(file, lines.slice(0, count - written).join(""));
  closeSync(file);
  return name;
}
