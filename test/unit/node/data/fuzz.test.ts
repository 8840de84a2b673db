import { describe, expect, it } from "vitest";
import { DATA_FORMATS, DataFuzz } from "../../../bench/parts/dataFuzz";

/** `npm run prove -- data` tries 100,000 of each. */
const INPUTS = 500;
const LIMIT_MS = 5_000;

describe("mutated files of rows", () => {
  it.each(DATA_FORMATS)("neither crash nor hang the reader of %s, and lose it no row", async (format) => {
    const fuzz = new DataFuzz(format);
    let rows = 0;
    try {
      for (let number = 0; number < INPUTS; number++) {
        const start = performance.now();
        rows += (await fuzz.look(number)).rows;
        expect(performance.now() - start, `input ${number}`).toBeLessThan(LIMIT_MS);
      }
    } finally {
      fuzz.close();
    }
    expect(rows).toBeGreaterThan(0);
  });
});
