import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Attention, attended, attentionMemory } from "../../../../src/node/engineWorker/attention";

/** @returns how long it took: more on a busy machine */
function compute(milliseconds: number): number {
  const since = performance.now();
  while (performance.now() - since < milliseconds);
  return performance.now() - since;
}
/** Clocks in milliseconds that are rounded. */
const ROUNDING = 2;

describe("whom a thread computes for", () => {
  it("is told to the end of the event loop's turn", async () => {
    const memory = attentionMemory();
    const attention = new Attention(memory);
    expect(attended(memory)).toBeUndefined();
    attention.give(7);
    compute(30);
    expect(attended(memory)).toMatchObject({ run: 7, step: 0 });
    expect(attended(memory)?.computedMs).toBeGreaterThanOrEqual(30 - ROUNDING);
    await nextTurn();
    expect(attended(memory)).toBeUndefined();
  });

  it("counts a run's time without its breaks", async () => {
    const memory = attentionMemory();
    const attention = new Attention(memory);
    const since = performance.now();
    attention.give(1);
    compute(20);
    attention.give(2);
    const pause = compute(40);
    await nextTurn();
    attention.give(1);
    const { run, computedMs } = attended(memory) ?? {};
    expect(run).toBe(1);
    expect(computedMs).toBeGreaterThanOrEqual(20 - ROUNDING);
    expect(computedMs).toBeLessThanOrEqual(performance.now() - since - pause + ROUNDING);
  });

  it("counts the time of each step of a run by itself", () => {
    const memory = attentionMemory();
    const attention = new Attention(memory);
    attention.give(1, 4);
    compute(30);
    attention.give(1, 4);
    expect(attended(memory)?.computedMs).toBeGreaterThanOrEqual(30 - ROUNDING);
    const since = performance.now();
    attention.give(1, 5);
    expect(attended(memory)).toMatchObject({ run: 1, step: 5 });
    expect(attended(memory)?.computedMs).toBeLessThanOrEqual(performance.now() - since + ROUNDING);
  });

  it("is nobody once the run is done", () => {
    const memory = attentionMemory();
    const attention = new Attention(memory);
    attention.give(1);
    attention.forget(1);
    expect(attended(memory)).toBeUndefined();
  });
});
