import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineIndex } from "../../../../src/core/json/lines";

const text = fc
  .array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", " "), { maxLength: 20 })
  .map((parts) => parts.join(""));

describe("lines", () => {
  it("are those that editors see", () => {
    fc.assert(
      fc.property(text, (content) => {
        expect(new LineIndex(content).lineCount).toBe(content.split(/\r\n|\n|\r/).length);
      }),
    );
  });

  it("give each offset a place that leads back to it", () => {
    fc.assert(
      fc.property(text, (content) => {
        const index = new LineIndex(content);
        for (let offset = 0; offset <= content.length; offset++) {
          // Between \r and \n there is no place.
          if (content.slice(offset - 1, offset + 1) === "\r\n") continue;
          expect(index.offsetOf(index.positionOf(offset))).toBe(offset);
        }
      }),
    );
  });

  it("count characters from the line's start", () => {
    const index = new LineIndex('{\r\n  "a": 1\r}\n');
    expect(index.positionOf(0)).toEqual({ line: 0, character: 0 });
    expect(index.positionOf(5)).toEqual({ line: 1, character: 2 });
    expect(index.positionOf(12)).toEqual({ line: 2, character: 0 });
    expect(index.positionOf(14)).toEqual({ line: 3, character: 0 });
  });

  it("clamp a place past its line's end to the end, before the line break", () => {
    const index = new LineIndex("ab\r\ncd\ne");
    expect(index.offsetOf({ line: 0, character: 9 })).toBe(2);
    expect(index.offsetOf({ line: 1, character: 9 })).toBe(6);
    expect(index.offsetOf({ line: 2, character: 9 })).toBe(8);
    expect(index.offsetOf({ line: 9, character: 0 })).toBe(8);
  });
});
