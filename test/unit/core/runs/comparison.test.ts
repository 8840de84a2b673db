import { describe, expect, it } from "vitest";
import { ComparisonTally, type RowReward } from "../../../../src/core/runs/comparison";
import { LiveComparisonTally } from "../../../../src/core/runs/liveComparison";
import { comparisonWords } from "../../../../src/core/report/comparisonWords";

const rewardOf = (reward: number | "errored"): RowReward =>
  reward === "errored" ? { kind: "errored" } : { kind: "scored", reward };

function compare(pairs: readonly (readonly [number | "errored", number | "errored"])[]) {
  const tally = new ComparisonTally();
  for (const [before, after] of pairs) tally.add(rewardOf(before), rewardOf(after));
  return tally.comparison;
}

describe("the same rows graded twice", () => {
  it("counts errored rows apart, and in no mean", () => {
    const comparison = compare([
      [0.5, 0.7],
      [0.5, 0.5],
      [1, "errored"],
      ["errored", 1],
      ["errored", "errored"],
    ]);
    expect(comparison).toEqual({
      ...{ rows: 5, changed: 1, newlyErrored: 1, noLongerErrored: 1 },
      means: { before: 0.5, after: 0.6 },
    });
    expect(comparisonWords(comparison)).toBe(
      "1 of 5 rows changed, mean 0.50 → 0.60, 1 of 5 rows newly errored, 1 of 5 rows no longer errored",
    );
  });

  it.each([
    [[[1, 1]], undefined],
    [[], undefined],
    [[["errored", "errored"]], undefined],
    [[[0.1 + 0.2, 0.3]], undefined],
    [[[0, "errored"]], "1 of 1 rows newly errored"],
    [
      [
        [0, 1],
        [1, 0],
      ],
      "2 of 2 rows changed, mean 0.50 → 0.50",
    ],
  ] as const)("%j is told as %s", (pairs, words) => {
    expect(comparisonWords(compare(pairs))).toBe(words);
  });
});

describe("live grades of the same rows", () => {
  const scored = (reward: number) => ({ kind: "scored", reward }) as const;
  const waiting = { kind: "waiting", slow: false } as const;

  it("are compared as a whole and by part, where both are there on every row", () => {
    const tally = new LiveComparisonTally();
    tally.add(
      { whole: scored(0), parts: { a: scored(0), b: scored(1) } },
      { parts: { a: scored(1), b: waiting } },
    );
    tally.add(
      { whole: scored(0), parts: { a: scored(0), b: scored(1) } },
      { whole: scored(1), parts: { a: scored(0) } },
    );
    const { whole, parts } = tally.comparison;
    expect(whole).toBeUndefined();
    expect(Object.keys(parts)).toEqual(["a"]);
    expect(parts.a).toMatchObject({ rows: 2, changed: 1, means: { before: 0, after: 0.5 } });
  });
});
