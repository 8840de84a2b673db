import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzyMatch } from "../../../../../src/core/engine/metrics/fuzzyMatch";
import { lcsLength } from "../../../../../src/core/engine/metrics/lcs";
import { rougeL, rougeN, rougeTokens } from "../../../../../src/core/engine/metrics/rouge";

const METRICS = {
  fuzzy_match: fuzzyMatch,
  rouge_1: (a: string, b: string) => rougeN(a, b, 1),
  rouge_2: (a: string, b: string) => rougeN(a, b, 2),
  rouge_3: (a: string, b: string) => rougeN(a, b, 3),
  rouge_4: (a: string, b: string) => rougeN(a, b, 4),
  rouge_5: (a: string, b: string) => rougeN(a, b, 5),
  rouge_l: rougeL,
} as const;

type Metric = keyof typeof METRICS;
const NAMES = Object.keys(METRICS) as Metric[];

/** Written by test/fixtures/metrics/make.py. */
const pairs = JSON.parse(
  readFileSync(new URL("../../../../fixtures/metrics/pairs.json", import.meta.url), "utf8"),
) as (Record<Metric, number> & { input: string; reference: string })[];

const words = fc.array(fc.constantFrom("a", "b", "the", "cat", "42", "Ü", "😀", "東"), { maxLength: 12 });
const text = fc.oneof(
  words.map((list) => list.join(" ")),
  fc.string({ unit: "binary", maxLength: 20 }),
);

describe.each(NAMES)("%s", (name) => {
  const metric = METRICS[name];

  it("is the reference formula's number, to the last digit, on 200 pairs", () => {
    expect(pairs).toHaveLength(200);
    const off = pairs.filter((pair) => metric(pair.input, pair.reference) !== pair[name]);
    expect(off).toEqual([]);
  });

  it("lies between 0 and 1 and is symmetric", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const value = metric(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(metric(b, a)).toBe(value);
      }),
    );
  });

  it("is 1 for a text with itself, once it is long enough", () => {
    const least = name === "fuzzy_match" ? 0 : name === "rouge_l" ? 1 : Number(name.slice(-1));
    fc.assert(
      fc.property(text, (value) => {
        expect(metric(value, value)).toBe(
          name === "fuzzy_match" || rougeTokens(value).length >= least ? 1 : 0,
        );
      }),
    );
  });
});

describe("fuzzy_match", () => {
  it("gives the hosted service's published number, to the last digit", () => {
    expect(fuzzyMatch("fuzzy wuzzy was a bear", "fuzzy wuzzy had no hair")).toBe(0.7555555555555555);
    expect(fuzzyMatch("Jon Doe", "John Doe")).toBe(0.9333333333333332);
  });

  it("falls as a text grows away from the other", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("€", "€€", "€€€€"), (value, foreign) => {
        fc.pre(!value.includes("€") && value !== "");
        expect(fuzzyMatch(value + foreign, value)).toBeGreaterThan(fuzzyMatch(`${value}${foreign}€`, value));
      }),
    );
  });
});

/** The definition, cell by cell. */
function slowLcs(a: readonly unknown[], b: readonly unknown[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (const [j, y] of b.entries())
      next.push(x === y ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe("longest common subsequence", () => {
  it("is the definition's length, across the borders of 32-bit words", () => {
    const sequence = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 150, size: "max" });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        expect(lcsLength(a, b)).toBe(slowLcs(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it.each([31, 32, 33, 63, 64, 65, 96])("carries through %i equal symbols", (length) => {
    const same = new Array<number>(length).fill(1);
    expect(lcsLength(same, [2, ...same, 3])).toBe(length);
    expect(lcsLength([5, ...same], [...same, 5])).toBe(length);
  });
});
