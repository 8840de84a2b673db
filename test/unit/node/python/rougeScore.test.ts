import { beforeAll, describe, expect, test } from "vitest";
import { porterStem } from "../../../../src/core/engine/metrics/porter";
import { rougeL, rougeN } from "../../../../src/core/engine/metrics/rouge";
import type { PythonRunner } from "../../../../src/core/ports";
import { metricsFixture, wordnetTable } from "../../../support/metrics";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const IMPORT = "from rouge_score.rouge_scorer import RougeScorer\n";

async function values(source: string, item: unknown): Promise<unknown> {
  const outcome = await grade(runner, source, { item: JSON.stringify(item) });
  return JSON.parse(expectKind(outcome, "score").stdout);
}

const scores = (types: readonly string[], target: string, prediction: string, options = "") =>
  values(
    IMPORT +
      gradeSource(
        "import json",
        `scorer = RougeScorer(${JSON.stringify(types)}${options})`,
        "print(json.dumps(scorer.score(item['target'], item['prediction'])))",
        "return 1",
      ),
    { target, prediction },
  );

test("is the engine's rouge, which is held to its own oracle, on 2,200 pairs", async () => {
  const { rows } = JSON.parse(metricsFixture("oracle.json.gz")) as {
    rows: readonly (readonly [string, string, string])[];
  };
  const pairs = rows.filter(([, a, b]) => a.length + b.length < 1500).map(([, a, b]) => [a, b] as const);
  expect(pairs.length).toBeGreaterThan(2100);
  const source =
    IMPORT +
    gradeSource(
      "scorer = RougeScorer(['rouge1', 'rouge2', 'rouge3', 'rouge5', 'rougeL'])",
      "for prediction, target in item:",
      "    print(*(score.fmeasure for score in scorer.score(target, prediction).values()))",
      "return 1",
    );
  for (let start = 0; start < pairs.length; start += 400) {
    const part = pairs.slice(start, start + 400);
    const outcome = expectKind(await grade(runner, source, { item: JSON.stringify(part) }), "score");
    const lines = outcome.stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ").map(Number))).toEqual(
      part.map(([a, b]) => [...[1, 2, 3, 5].map((n) => rougeN(a, b, n)), rougeL(a, b)]),
    );
  }
});

test("stems as NLTK: a tenth of WordNet's words, by the stemmer that was held to all of them", async () => {
  const words = [
    ...new Set(
      wordnetTable()
        .toLowerCase()
        .match(/[a-z0-9]+/g),
    ),
  ].filter((_, i) => i % 10 === 0);
  expect(words.length).toBeGreaterThan(5000);
  const source = gradeSource(
    "from rouge_score import _porter",
    "for word, expected in item:",
    "    if _porter.stem(word) != expected: print(word, expected, _porter.stem(word))",
    "return len(item)",
  );
  const item = JSON.stringify(words.map((word) => [word, porterStem(word)]));
  expect(expectKind(await grade(runner, source, { item }), "score")).toMatchObject({
    stdout: "",
    value: words.length,
  });
});

describe("by the values that rouge-score's own tests publish", () => {
  test.each([
    ["rouge1", "testing one two", "testing", [1, 1 / 3, 1 / 2]],
    ["rouge2", "testing one two", "testing one", [1, 1 / 2, 2 / 3]],
    ["rougeL", "testing one two", "testing two", [1, 2 / 3, 4 / 5]],
    ["rougeLsum", "w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", [0.4, 0.8, 0.5333333333333333]],
    ["rougeLsum", "w1 w2 w3 w4 w5", "/", [0, 0, 0]],
    ["rouge1", "testing one two", "", [0, 0, 0]],
  ] as const)("%s of %j and %j", async (type, target, prediction, [precision, recall, fmeasure]) => {
    const [got] = Object.values((await scores([type], target, prediction)) as Record<string, number[]>);
    expect(got?.map((value) => value.toFixed(12))).toEqual(
      [precision, recall, fmeasure].map((value) => value.toFixed(12)),
    );
  });

  test("a stem counts as its word only with the stemmer, and only of words longer than three", async () => {
    expect(await scores(["rouge1"], "cats running", "cat runs")).toEqual({ rouge1: [0, 0, 0] });
    expect(await scores(["rouge1"], "cats running ads", "cat runs ad", ", use_stemmer=True")).toEqual({
      rouge1: [2 / 3, 2 / 3, 2 / 3],
    });
  });

  test("of several targets the best counts, for each type", async () => {
    const source =
      IMPORT +
      gradeSource(
        "import json",
        "scorer = RougeScorer(['rouge1', 'rouge2'])",
        "print(json.dumps(scorer.score_multi(['a b x', 'b a', 'c'], 'a b')))",
        "return 1",
      );
    expect(await values(source, {})).toEqual({ rouge1: [1, 1, 1], rouge2: [1, 0.5, 2 / 3] });
  });

  test.each(["rougen", "rouge0", "rouge10"])("%s is no type", async (type) => {
    const source = IMPORT + gradeSource(`return RougeScorer(['${type}']).score('a', 'a')`);
    expect(expectKind(await grade(runner, source), "runtime_error").message).toMatch(/^ValueError/);
  });
});

test.each([
  ["from rouge_score import rouge_scorer", "rouge_scorer"],
  ["import rouge_score.rouge_scorer", "rouge_score.rouge_scorer"],
  ["import rouge_score.rouge_scorer as scorers", "scorers"],
])("%s, as people write it", async (statement, name) => {
  const call = `${name}.RougeScorer(['rougeL'], use_stemmer=True).score('the cat sat', 'the cats sat')`;
  const source = `${statement}\n${gradeSource(`return ${call}['rougeL'].fmeasure`)}`;
  expect(expectKind(await grade(runner, source), "score")).toMatchObject({ value: 1, notes: [] });
  expect(expectKind(await grade(runner, source), "score")).toMatchObject({ value: 1, notes: [] });
});

test.each([
  "RougeScorer(['rouge1'], split_summaries=True)",
  "__import__('rouge_score.scoring')",
  "__import__('rouge_score').tokenize",
])("%s is not here, and says so", async (expression) => {
  const source = IMPORT + gradeSource("try:", `    ${expression}`, "except ImportError: pass", "return 0");
  const outcome = expectKind(await grade(runner, source), "runtime_error");
  expect(outcome.message).toContain("the hosted image has rouge-score 0.1.2");
  expect(outcome.substitutes).toEqual(["rouge_score"]);
});
