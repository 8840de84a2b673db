import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { timeLimit } from "../../../src/node/timeLimit";

describe("a limit of time", () => {
  test("aborts when its time is up, and not before", async () => {
    const { signal } = timeLimit(200);
    await wait(100);
    expect(signal.aborted).toBe(false);
    await expect.poll(() => signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  test("stands still while it is held", async () => {
    let held = true;
    const { signal } = timeLimit(100, () => held);
    await wait(400);
    expect(signal.aborted).toBe(false);
    held = false;
    await expect.poll(() => signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  test("aborts nothing after it was ended", async () => {
    const limit = timeLimit(50);
    limit.end();
    await wait(200);
    expect(limit.signal.aborted).toBe(false);
  });
});
