import fc from "fast-check";
import { expect, test } from "vitest";
import { iconless, linkless } from "../../../src/core/linkless";
import { visibleLine, visibleLines, visibleName } from "../../../src/core/visible";

test("what a display obeys or hides is written as JSON escapes it", () => {
  expect(visibleLine("a\u001b[2J\r\n\t\b\u0085\u009b\u007f")).toBe(
    "a\\u001b[2J\\r\\n\\t\\b\\u0085\\u009b\\u007f",
  );
  expect(visibleLine("\u202e\u2066\u200b\u2028\ufeff\u00ad\ud83d")).toBe(
    "\\u202e\\u2066\\u200b\\u2028\\ufeff\\u00ad\\ud83d",
  );
  expect(visibleLine("\u{e0041}")).toBe("\\udb40\\udc41");
});

test("scripts, emoji and lines stay", () => {
  const texts = ["Ünïcode – 漢字 कि", "می\u200cخواهم", "👩\u200d🚀 ❤\ufe0f 🏳\ufe0f\u200d🌈", "x̂ é"];
  for (const text of texts) expect(visibleLine(text)).toBe(text);
  expect(visibleLines("a\n\tb\r\n")).toBe("a\n\tb\\r\n");
});

test("JSON means the same with it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(visibleLines(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  const hard = { "\u009b\u2028\u202e": "\u{e0041}\u007f\u200b" };
  expect(JSON.parse(visibleLine(JSON.stringify(hard)))).toEqual(hard);
});

test("a name in a question is one line, and not endless", () => {
  expect(visibleName("http://a\nb\u202e")).toBe("http://a\\nb\\u202e");
  expect(visibleName("🚀".repeat(300))).toBe(`${"🚀".repeat(200)}…`);
});

/** As VS Code finds links in messages (base/common/linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

test("messages have no links, titles no icons of others", () => {
  const piece = fc.constantFrom(
    "[",
    "]",
    "(",
    ")",
    "a",
    " ",
    "\n",
    "command:x",
    "https://x",
    '"t"',
    "$(check)",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(linkless(pieces.join(""))).not.toMatch(LINK);
    }),
    { numRuns: 2_000 },
  );
  expect(linkless("[Allow](command:x)")).toBe("[Allow] (command:x)");
  expect(iconless("$(check) Allow $(sync~spin) $5 $(no icon)")).toBe(
    "\\$(check) Allow \\$(sync~spin) $5 $(no icon)",
  );
});
