import { describe, expect, it } from "vitest";
import type { LiveOutcome } from "../../../../src/core/result/liveOutcome";
import { liveWords } from "../../../../src/core/report/liveWords";

const COMPARISON = {
  ...{ rows: 40, changed: 3, newlyErrored: 0, noLongerErrored: 0 },
  means: { before: 0.62, after: 0.71 },
};

describe("what stands at a grader's line while it is edited", () => {
  it.each([
    [{ kind: "scored", reward: 0.71 }, "scored", "0.71 · 3 of 40 rows changed, mean 0.62 → 0.71"],
    [
      { kind: "scored", reward: 0.71, passed: false },
      "scored",
      "0.71 not passed · 3 of 40 rows changed, mean 0.62 → 0.71",
    ],
    [
      { kind: "errored", flag: "invalid_variable_error" },
      "errored",
      "errored: Variable not found · 3 of 40 rows changed, mean 0.62 → 0.71",
    ],
    [{ kind: "waiting", slow: true }, "paused", "paused: slow"],
  ] as [LiveOutcome, string, string][])("%j", (outcome, tone, text) => {
    expect(liveWords(outcome, COMPARISON)).toEqual({ text, tone });
  });

  it("is nothing for what only waits, and no changes where there are none", () => {
    expect(liveWords({ kind: "waiting", slow: false }, COMPARISON)).toBeUndefined();
    const none = { ...COMPARISON, changed: 0 };
    expect(liveWords({ kind: "scored", reward: 1, passed: true }, none)?.text).toBe("1.00 passed");
  });
});
