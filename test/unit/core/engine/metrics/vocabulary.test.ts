import { createHash, type Hash } from "node:crypto";
import { expect, it } from "vitest";
import { porterStem } from "../../../../../src/core/engine/metrics/porter";
import { metricsFixture, wordnet, wordnetTable } from "../../../../support/metrics";

/** Hashes by first letter, written by test/fixtures/metrics/oracle.py from NLTK's stemmer and reader. */
const vocabulary = JSON.parse(metricsFixture("vocabulary.json")) as {
  words: number;
  sha256: Readonly<Record<string, string>>;
};

it("stems all of WordNet's words, and finds synonyms of words and stems, as NLTK", async () => {
  const synonyms = await wordnet();
  const namesOf = (word: string) => [...synonyms.of(word)].sort().join(" ");
  const inTable = wordnetTable()
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  const words = [...new Set([...inTable, ...metricsFixture("vocabulary-rest.txt.gz").split("\n")])].sort();
  const hashes = new Map<string, Hash>();
  for (const word of words) {
    const bucket = /^[a-z]/.test(word) ? word.charAt(0) : "#";
    const hash = hashes.get(bucket) ?? createHash("sha256");
    hashes.set(bucket, hash);
    const stem = porterStem(word);
    hash.update(`${word}\t${stem}\t${namesOf(word)}\t${namesOf(stem)}\n`);
  }
  const digests = Object.fromEntries([...hashes].map(([bucket, hash]) => [bucket, hash.digest("hex")]));
  expect(words).toHaveLength(vocabulary.words);
  expect(digests).toEqual(vocabulary.sha256);
});
