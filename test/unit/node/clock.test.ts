import { describe, expect, it } from "vitest";
import { nodeClock } from "../../../src/node/clock";

describe("the clock", () => {
  it("never runs backwards", () => {
    const before = nodeClock.now();
    expect(nodeClock.now()).toBeGreaterThanOrEqual(before);
  });

  it("wakes after its time", async () => {
    await expect(nodeClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it("wakes with the reason when aborted, before and during its sleep", async () => {
    const reason = new Error("stop");
    await expect(nodeClock.sleep(100_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const sleeping = nodeClock.sleep(100_000, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });
});
