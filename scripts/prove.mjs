// npm run prove: whole what `npm test` runs a small part of, since it takes long. Prints what it finds into a log
// for the note, .build/prove.log, and ends with 1 where something does not hold. `npm run prove -- fuzz` runs one.
import { createWriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { installDependencies } from "./install.mjs";
import { runQuietly, runTelling } from "./run.mjs";

const LOG = ".build/prove.log";
/** Each file is a proof: a program that prints what it did, and ends with 0 where that holds. */
const PROGRAMS = "test/prove";

/**
 * By name, what is run. A proof that is a program of its own goes into test/prove, and is found there.
 * @returns {Promise<Record<string, string[]>>}
 */
async function proofs() {
  const programs = (await readdir(PROGRAMS)).filter((file) => /^\w+\.mjs$/.test(file)).sort();
  return {
    // What an editor asks, asked of mutated real files.
    fuzz: ["test/bench/fuzz.mjs", "100000"],
    // Each property of a test with generated inputs (fast-check), and tests of test/prove, on far more of them.
    properties: ["node_modules/vitest/vitest.mjs", "run", "--config", "test/prove/vitest.config.mjs"],
    ...Object.fromEntries(programs.map((file) => [basename(file, ".mjs"), [`${PROGRAMS}/${file}`]])),
  };
}

async function main() {
  await installDependencies();
  const all = await proofs();
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in all));
  if (unknown.length > 0)
    throw new Error(`No proof is called ${unknown.join(", ")}. Proofs: ${Object.keys(all).join(", ")}.`);
  await mkdir(".build", { recursive: true });
  const log = createWriteStream(LOG);
  const tell = (/** @type {string} */ line) => {
    process.stdout.write(`${line}\n`);
    log.write(`${line}\n`);
  };
  tell(await whereAndWhen());
  const failed = [];
  const names = Object.keys(all).filter((name) => wanted.length === 0 || wanted.includes(name));
  for (const name of names) {
    tell(`\n=== ${name}`);
    const start = performance.now();
    const env = { ...process.env, PROVE: "1", NO_COLOR: "1" };
    const code = await runTelling(process.execPath, all[name] ?? [], tell, { env });
    tell(
      `=== ${name} ${code === 0 ? "holds" : `ended with ${code}`}, ${Math.round((performance.now() - start) / 1000)} s`,
    );
    if (code !== 0) failed.push(name);
  }
  tell(
    `\n${names.length - failed.length} proofs hold, ${failed.length} failed${failed.map((name) => ` ${name}`).join()}`,
  );
  log.end();
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function whereAndWhen() {
  const { output } = await runQuietly("git", ["describe", "--always", "--dirty", "--exclude=*"]);
  return `${new Date().toISOString()}, ${output.trim()}, Node ${process.versions.node}, ${availableParallelism()} cores`;
}

await main();
