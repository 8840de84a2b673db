import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readSynonyms, type Synonyms } from "../../src/core/engine/metrics/wordnet";

const ROOT = new URL("../../", import.meta.url);

/** A file of test/fixtures/metrics, unpacked. */
export function metricsFixture(name: string): string {
  const bytes = readFileSync(new URL(`test/fixtures/metrics/${name}`, ROOT));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

export const wordnetTable = (): string => readFileSync(new URL("data/wordnet/synonyms.txt", ROOT), "utf8");

let synonyms: Synonyms | undefined;

/** WordNet from the repository's table, read once. */
export const wordnet = (): Promise<Synonyms> => Promise.resolve((synonyms ??= readSynonyms(wordnetTable())));
