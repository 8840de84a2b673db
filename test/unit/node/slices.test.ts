import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inSlices, Turn } from "../../../src/node/slices";

function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("a turn of the event loop", () => {
  it("is long once work has gone on in it, and the next begins anew", async () => {
    const turn = new Turn();
    turn.isLong();
    work(10);
    expect(turn.isLong()).toBe(true);
    // What asked first is forgotten at the end of its turn.
    await setImmediate();
    await setImmediate();
    expect(turn.isLong()).toBe(false);
  });
});

describe("slices", () => {
  it("give all in order, and let others have their turn", async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    function* slowly() {
      for (let item = 0; item < 10; item++) {
        work(5);
        yield item;
      }
    }
    const taken = [];
    for await (const item of inSlices(slowly())) taken.push(item);
    clearInterval(others);
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(turns).toBeGreaterThan(3);
  });
});
