import { expect, test } from "vitest";
import { heading } from "../../../../../src/core/report/panel/headingView";
import { engineRun, EXACT, ROW } from "../support";

test("without a result there is only what is being done where", () => {
  expect(heading({ graderFile: "a.grader.json", where: "sample 1 of 2", provider: "engine" })).toEqual({
    grader: "a.grader.json",
    sample: "sample 1 of 2",
    provider: "engine",
    stale: false,
    restored: false,
  });
});

test("the time stands only where it matters", async () => {
  const { result } = await engineRun(EXACT, ROW);
  const input = { graderFile: "a.grader.json", result, time: "12:00" };
  expect(heading(input)).not.toHaveProperty("time");
  expect(heading({ ...input, stale: true })).toMatchObject({ time: "12:00", stale: true });
  expect(heading({ ...input, restored: true })).toMatchObject({ time: "12:00", restored: true });
});
