import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedJson, MAX_TOOL_BYTES } from "../../../../src/core/agents/fit";

interface Written {
  readonly items: readonly string[];
  readonly truncated?: string;
}

const write = (items: readonly string[]) =>
  fittedJson(items, (shown, truncated) => ({ items: shown, ...truncated }));

describe("JSON for an agent", () => {
  it.each([[["a", "b"]], [[]]])("is whole where it fits", (items) => {
    expect(JSON.parse(write(items))).toEqual({ items });
  });

  it("ends with what fits, and says how many there are", () => {
    const many = Array.from({ length: 500 }, (_, index) => `${index} ${"é".repeat(40)}`);
    const { items, truncated } = JSON.parse(write(many)) as Written;
    expect(items.length).toBeGreaterThan(75);
    expect(items).toEqual(many.slice(0, items.length));
    expect(truncated).toBe(`${items.length} of 500 are shown: the output of a tool ends at 8 kB.`);
  });

  it("is never longer than 8 kB, whatever the items", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 80 }), (items) => {
        expect(Buffer.byteLength(write(items))).toBeLessThanOrEqual(MAX_TOOL_BYTES);
      }),
    );
  });
});
