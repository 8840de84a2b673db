import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { difference } from "../../../../src/core/json/difference";

describe("where two texts differ", () => {
  test.each([
    ["same", "same", undefined],
    ["abc", "axc", { start: 1, endBefore: 2, endAfter: 2 }],
    ["abc", "abxc", { start: 2, endBefore: 2, endAfter: 3 }],
    ["aaa", "aa", { start: 2, endBefore: 3, endAfter: 2 }],
    ["", "a", { start: 0, endBefore: 0, endAfter: 1 }],
    ["x😀", "x😁", { start: 1, endBefore: 3, endAfter: 3 }],
    ["\ud83d\ude00x", "\ud83e\ude00x", { start: 0, endBefore: 2, endAfter: 2 }],
  ])("%j and %j: %j", (before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });

  const text = fc
    .array(fc.constantFrom("a", "b", "😀", "😁", "🤀"), { maxLength: 8 })
    .map((all) => all.join(""));

  it("is all there is to change, and whole", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = difference(before, after);
        const { start, endBefore, endAfter } = found ?? { start: 0, endBefore: 0, endAfter: 0 };
        const put = after.slice(start, endAfter);
        expect(before.slice(0, start) + put + before.slice(endBefore)).toBe(after);
        expect(() => encodeURIComponent(put)).not.toThrow();
      }),
    );
  });
});
