import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { EditorText, editorText } from "../../../../src/core/embeddedText/editorText";
import { anyText } from "./anyText";

describe("a text as an editor shows it", () => {
  test.each([
    ["a\r\nb\rc\nd", "a\nb\nc\nd"],
    ["a\n\r\nb", "a\n\nb"],
    ["\ufeffa\ufeffb", "a\ufeffb"],
    ["\ud83d\ude00", "\ud83d\ude00"],
    ["\ud83d \ude00 \ude00\ud83d", "\ufffd \ufffd \ufffd\ufffd"],
    ["\t\f\u2028\u0085", "\t\f\u2028\u0085"],
  ])("%j is shown as %j", (original, shown) => {
    expect(editorText(original)).toBe(shown);
  });

  it("is what it shows", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = editorText(text);
        expect(editorText(shown)).toBe(shown);
        expect(shown).not.toMatch(/^\ufeff|\r/);
        expect(() => encodeURIComponent(shown)).not.toThrow();
      }),
    );
  });

  it("leads each place back to a place before which the same is shown", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = EditorText.of(text);
        for (let at = 0; at <= shown.text.length; at++) {
          if (/[\udc00-\udfff]/.test(shown.text.charAt(at))) continue;
          expect(editorText(text.slice(0, shown.toOriginal(at)))).toBe(shown.text.slice(0, at));
        }
        expect(shown.toOriginal(shown.text.length)).toBe(text.length);
      }),
    );
  });
});
