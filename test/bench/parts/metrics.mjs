// 10,000 pairs through the command line, and through npm peers in one process.
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  graderFile,
  install,
  least,
  leastTime,
  makePairs,
  over,
  PAIRS,
  print,
  runCli,
  samplesFile,
  seconds,
  similarity,
  time,
} from "./support.mjs";

const PEERS = ["fuzzball@2.2.6", "js-rouge@3.2.3", "bleu-score@1.0.4", "autoevals@0.0.132"];
const METRICS = ["fuzzy_match", "rouge_1", "rouge_l", "bleu", "gleu", "meteor"];
const EXACT = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.reference}}",
  operation: "eq",
};

export async function metrics() {
  const pairs = makePairs();
  const many = samplesFile("many", pairs);
  const one = samplesFile("one", pairs.slice(0, 1));
  const characters = pairs.reduce((sum, { reference, output }) => sum + reference.length + output.length, 0);
  print(`${PAIRS} pairs, mean length of a text`, `${Math.round(characters / PAIRS / 2)} characters`);
  for (const [name, grader] of [
    ["string_check", EXACT],
    ...METRICS.map((metric) => [metric, similarity(metric)]),
  ]) {
    const file = graderFile(String(name), Object(grader));
    const start = least(() => runCli(file, one));
    print(
      `graders run, ${String(name)}: ${PAIRS} rows over start-up`,
      over(
        least(() => runCli(file, many)),
        start,
      ),
    );
  }
  for (const [name, score] of Object.entries(peers())) {
    const took = await leastTime(() =>
      time(async () => {
        for (const { output, reference } of pairs) await score(output, reference);
      }),
    );
    print(`${name}, ${PAIRS} pairs in process`, seconds(took));
  }
}

/**
 * What each package computes of two texts without a model.
 * @returns {Record<string, (output: string, reference: string) => unknown>}
 */
function peers() {
  const load = createRequire(join(install("peers", PEERS), "package.json"));
  const fuzzball = load("fuzzball");
  const rouge = load("js-rouge");
  const { bleu } = load("bleu-score");
  const autoevals = load("autoevals");
  const autoeval =
    (/** @type {string} */ name) => (/** @type {string} */ output, /** @type {string} */ expected) =>
      autoevals[name]({ output, expected });
  return {
    "fuzzball.ratio": (output, reference) => fuzzball.ratio(output, reference, { full_process: false }),
    "js-rouge n=1": (output, reference) => rouge.n(output, reference, { n: 1 }),
    "js-rouge l": (output, reference) => rouge.l(output, reference),
    "bleu-score": (output, reference) => bleu(reference, output, 4),
    "autoevals Levenshtein": autoeval("Levenshtein"),
    "autoevals ExactMatch": autoeval("ExactMatch"),
    "autoevals JSONDiff (of two texts: Levenshtein)": autoeval("JSONDiff"),
  };
}
