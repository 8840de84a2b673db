import { describe, expect, it } from "vitest";
import { inOrder } from "../../../src/node/inOrder";

/** An item whose parts and end the test decides. */
interface Work {
  readonly take: (part: string) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal;
}

function working(count: number, { atOnce = 2, ahead = 3, signal = new AbortController().signal } = {}) {
  const works: Work[] = [];
  const parts = inOrder<number, string>(
    Array.from({ length: count }, (_, index) => index),
    (_item, take, stop) =>
      new Promise<void>((resolve, reject) => {
        works.push({ take, end: resolve, fail: reject, signal: stop });
        stop.addEventListener("abort", () => reject(stop.reason as Error));
      }),
    { atOnce, ahead, signal },
  );
  return { works, parts };
}

const next = async (parts: AsyncGenerator<string>) => ((await parts.next()) as { value: string }).value;

describe("parts of items in the items' order", () => {
  it("come from the first as they come, from the others when it has ended", async () => {
    const { works, parts } = working(2);
    const first = next(parts);
    works[1]!.take("b1");
    works[1]!.end();
    works[0]!.take("a1");
    expect(await first).toBe("a1");
    const second = next(parts);
    works[0]!.take("a2");
    expect(await second).toBe("a2");
    works[0]!.end();
    expect(await next(parts)).toBe("b1");
    expect(await parts.next()).toEqual({ done: true, value: undefined });
  });

  it("keeps so many items busy, and no more in memory than it may", async () => {
    const { works, parts } = working(9);
    const first = next(parts);
    expect(works).toHaveLength(2);
    works[1]!.end();
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(works).toHaveLength(3);
    works[2]!.end();
    await new Promise(setImmediate);
    expect(works).toHaveLength(3);
    works[0]!.end();
    await new Promise(setImmediate);
    expect(works.length).toBeGreaterThan(3);
    works[3]!.take("d");
    expect(await first).toBe("d");
    await parts.return(undefined);
  });

  it("ends what is worked on when an item fails, or nobody reads", async () => {
    const failing = working(3);
    const read = next(failing.parts);
    failing.works[0]!.fail(new Error("broken"));
    await expect(read).rejects.toThrow("broken");
    expect(failing.works[1]!.signal.aborted).toBe(true);
    const left = working(3);
    const part = next(left.parts);
    left.works[0]!.take("a");
    await part;
    await left.parts.return(undefined);
    expect(left.works[0]!.signal.aborted).toBe(true);
  });

  it("ends with the signal's reason, before the first item and later", async () => {
    const controller = new AbortController();
    const { parts } = working(3, { signal: controller.signal });
    const read = next(parts);
    controller.abort(new Error("enough"));
    await expect(read).rejects.toThrow("enough");
    const late = working(3, { signal: controller.signal });
    await expect(next(late.parts)).rejects.toThrow("enough");
    expect(late.works).toHaveLength(0);
  });
});
