import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { installedWordnet } from "../../src/node/wordnet";

/** A file of test/fixtures/metrics, unpacked. */
export function metricsFixture(name: string): string {
  const bytes = readFileSync(`test/fixtures/metrics/${name}`);
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

export const wordnetTable = (): string => readFileSync("data/wordnet/synonyms.txt", "utf8");

/** WordNet from the repository's table, read once. */
export const wordnet = installedWordnet("data");
