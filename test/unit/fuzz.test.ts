import { describe, expect, test } from "vitest";
import { look } from "../fuzz/look";
import { mutate } from "../fuzz/mutate";
import { Random } from "../fuzz/random";
import { readSeeds } from "../fuzz/seeds";

const INPUTS = 3_000;
/** Far more than any input takes on a busy machine. */
const LIMIT_MS = 5_000;

describe("what an editor asks of mutated graders and samples", () => {
  const seeds = readSeeds();

  test("is answered of the seeds themselves", () => {
    expect(seeds.length).toBeGreaterThan(100);
    for (const seed of seeds) look(seed, new Random(1));
  });

  test("never crashes nor hangs, and stays inside the text", { timeout: 120_000 }, () => {
    for (let number = 0; number < INPUTS; number++) {
      const random = new Random(number);
      const text = mutate(seeds, random);
      const start = performance.now();
      try {
        look(text, random);
      } catch (error) {
        throw new Error(`input ${number}: ${String(error)} in ${JSON.stringify(text)}`, { cause: error });
      }
      expect(performance.now() - start, `input ${number}`).toBeLessThan(LIMIT_MS);
    }
  });
});
