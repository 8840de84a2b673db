import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { editorText } from "../../../../src/core/embeddedText/editorText";
import { stringEdit } from "../../../../src/core/embeddedText/stringEdit";
import { JsonDocument } from "../../../../src/core/json/document";
import { literalOf, stringUnits } from "../json/jsonText";
import { anyText } from "./anyText";

function edited(json: string, text: string): string {
  const edit = stringEdit(JsonDocument.read(json, { comments: true }), ["source"], text);
  return edit ? json.slice(0, edit.range.start) + edit.newText + json.slice(edit.range.end) : json;
}

const sourceOf = (json: string) => (JSON.parse(json) as { source: string }).source;

describe("the edit of a string", () => {
  test.each([
    [
      "touches only what differs",
      String.raw`{"source": "a\/b \u00e9 cd"}`,
      "a/b é c-d",
      String.raw`{"source": "a\/b \u00e9 c-d"}`,
    ],
    [
      "escapes what JSON must",
      '{"source": ""}',
      'a"\\\t\b\n\x01',
      String.raw`{"source": "a\"\\\t\b\n\u0001"}`,
    ],
    [
      "keeps a file ASCII that is",
      String.raw`{"name": "\u00e9", "source": ""}`,
      "ü😀",
      String.raw`{"name": "\u00e9", "source": "\u00fc\ud83d\ude00"}`,
    ],
    [
      "writes letters where the file has some",
      '{"name": "é", "source": ""}',
      "ü😀",
      '{"name": "é", "source": "ü😀"}',
    ],
    ["writes letters where nothing tells", '{"source": ""}', "ü😀", '{"source": "ü😀"}'],
    ["escapes line ends that VS Code warns of", '{"source": ""}', "\u2028", String.raw`{"source": "\u2028"}`],
    [
      "keeps Windows line ends",
      String.raw`{"source": "a\r\nb"}`,
      "a\nb\nc",
      String.raw`{"source": "a\r\nb\r\nc"}`,
    ],
    ["does not halve a pair", '{"source": "😀"}', "😁", '{"source": "😁"}'],
  ])("%s", (_what, before, text, after) => {
    expect(edited(before, text)).toBe(after);
    expect(sourceOf(after)).toBe(sourceOf(before).includes("\r") ? text.replaceAll("\n", "\r\n") : text);
  });

  test("is none where nothing differs, and where no string stands", () => {
    const json = (text: string) => JsonDocument.read(text);
    expect(stringEdit(json(String.raw`{"source": "a\r\nb\r"}`), ["source"], "a\nb\n")).toBeUndefined();
    expect(stringEdit(json('{"source": ["a"]}'), ["source"], "a")).toBeUndefined();
    expect(stringEdit(json("{}"), ["source"], "a")).toBeUndefined();
  });

  it("makes the editor show the text, whatever stood there and whatever is written", () => {
    fc.assert(
      fc.property(
        stringUnits,
        anyText,
        fc.constantFrom("", '"é"', String.raw`"\u00e9"`),
        (units, text, other) => {
          const before = `{"o": [${other}], "source": ${literalOf(units)}}`;
          const after = edited(before, text);
          expect(editorText(sourceOf(after))).toBe(editorText(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("survives small changes of any text, and leaves the rest as it stands", () => {
    const change = fc.record({ at: fc.nat(40), remove: fc.nat(3), insert: anyText });
    fc.assert(
      fc.property(stringUnits, change, (units, { at, remove, insert }) => {
        const before = `[1, {"source": ${literalOf(units)}}] // é`;
        const json = JsonDocument.read(before, { comments: true });
        const shown = editorText(sourceOf(`{"source": ${literalOf(units)}}`));
        const text = editorText(shown.slice(0, at) + insert + shown.slice(at + remove));
        const edit = stringEdit(json, [1, "source"], text);
        expect(edit === undefined).toBe(text === shown);
        const { range, newText } = edit ?? { range: { start: 0, end: 0 }, newText: "" };
        const after = before.slice(0, range.start) + newText + before.slice(range.end);
        const [, { source }] = JSON.parse(after.replace(" // é", "")) as [number, { source: string }];
        expect(editorText(source)).toBe(text);
        expect(range.end - range.start).toBeLessThanOrEqual(literalOf(units).length);
      }),
      { numRuns: 2000 },
    );
  });
});
