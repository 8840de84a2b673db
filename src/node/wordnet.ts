import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSynonyms, type Synonyms } from "../core/engine/metrics/wordnet";

/** WordNet's table as the build put it beside the bundles, read at the first call and kept. */
export function installedWordnet(distDir: string): () => Promise<Synonyms> {
  let synonyms: Promise<Synonyms> | undefined;
  const read = async () => {
    try {
      return readSynonyms(await readFile(join(distDir, "wordnet", "synonyms.txt"), "utf8"));
    } catch (error) {
      synonyms = undefined;
      throw error;
    }
  };
  return () => (synonyms ??= read());
}
