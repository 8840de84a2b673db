import { describe, expect, it } from "vitest";
import { bleu } from "../../../../../src/core/engine/metrics/bleu";
import { fuzzyMatch } from "../../../../../src/core/engine/metrics/fuzzyMatch";
import { gleu } from "../../../../../src/core/engine/metrics/gleu";
import { meteor } from "../../../../../src/core/engine/metrics/meteor";
import { nltkWordTokens } from "../../../../../src/core/engine/metrics/nltkTokens";
import { SMOOTHINGS, TOKENIZERS } from "../../../../../src/core/engine/metrics/profile";
import { rougeL, rougeN } from "../../../../../src/core/engine/metrics/rouge";
import { tokenize } from "../../../../../src/core/engine/metrics/tokens";
import { metricsFixture, wordnet } from "../../../../support/metrics";

type Row = readonly [
  kind: string,
  input: string,
  reference: string,
  scores: readonly number[],
  tokens: string,
];

/** Written by test/fixtures/metrics/oracle.py from NLTK, WordNet 3.0 and python-Levenshtein. */
const oracle = JSON.parse(metricsFixture("oracle.json.gz")) as {
  columns: readonly string[];
  rows: readonly Row[];
};

const synonyms = await wordnet();

type Score = (input: string, reference: string) => number;
type ScoreTokens = (input: readonly string[], reference: readonly string[]) => number;

const ON_TOKENS: Readonly<Record<string, ScoreTokens>> = {
  ...Object.fromEntries(
    SMOOTHINGS.map((name): [string, ScoreTokens] => [`bleu ${name}`, (a, b) => bleu(a, b, name)]),
  ),
  gleu,
  meteor: (a, b) => meteor(a, b, synonyms),
};

const METRICS: Readonly<Record<string, Score>> = {
  fuzzy_match: fuzzyMatch,
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].map((n): [string, Score] => [`rouge_${n}`, (a, b) => rougeN(a, b, n)]),
  ),
  rouge_l: rougeL,
  ...Object.fromEntries(
    TOKENIZERS.flatMap((tokenizer) =>
      Object.entries(ON_TOKENS).map(([name, score]): [string, Score] => [
        `${name} ${tokenizer}`,
        (a, b) => score(tokenize(a, tokenizer), tokenize(b, tokenizer)),
      ]),
    ),
  ),
};

it("has at least 2,000 pairs of every kind of text, and knows every metric", () => {
  expect(oracle.rows.length).toBeGreaterThanOrEqual(2000);
  expect([...oracle.columns].sort()).toEqual(Object.keys(METRICS).sort());
  const kinds = new Set(oracle.rows.map(([kind]) => kind));
  for (const kind of ["quotes", "numbers", "emoji", "marks", "cjk", "rtl", "code", "short", "long code"])
    expect(kinds).toContain(kind);
  expect(Math.max(...oracle.rows.map(([, input]) => input.length))).toBeGreaterThanOrEqual(10_000);
});

describe.each(oracle.columns.map((name, column) => [name, column] as const))("%s", (name, column) => {
  it("is the oracle's number on every pair", () => {
    const off = oracle.rows.flatMap(([kind, input, reference, scores]) => {
      const [ours, theirs] = [METRICS[name]?.(input, reference) ?? NaN, scores[column] ?? NaN];
      return Math.abs(ours - theirs) <= 1e-9 ? [] : [{ kind, input, reference, ours, theirs }];
    });
    expect(off.slice(0, 5)).toEqual([]);
  });

  it("is no constant there", () => {
    expect(new Set(oracle.rows.map(([, , , scores]) => scores[column])).size).toBeGreaterThan(50);
  });
});

it("cuts every text as NLTK's word tokenizer", () => {
  const off = oracle.rows.filter(([, input, , , tokens]) => nltkWordTokens(input).join(" ") !== tokens);
  expect(
    off.slice(0, 5).map(([, input, , , tokens]) => [input, nltkWordTokens(input).join(" "), tokens]),
  ).toEqual([]);
});
