import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tryReadJson } from "../../../../src/core/json/read";
import { isObject } from "../../../../src/core/json/value";
import { verdictIn } from "../../../../src/core/judge/verdictIn";

describe("the verdict in a text", () => {
  const verdict = '{"steps": [{"description": "a } b", "conclusion": "\\"{"}], "result": 0.5}';

  it.each([
    ["alone", verdict],
    ["in a fence", `\`\`\`json\n${verdict}\n\`\`\``],
    ["in prose", `I think {carefully}. So: ${verdict} Done.`],
    ["after a draft", `{"result": 0.1}\nOn second thought:\n${verdict}`],
    ["before other JSON", `${verdict}\n{"note": 1}`],
    ["in an unclosed brace", `{ so ${verdict}`],
    ["behind a thought", `<think>\nMaybe {"result": 0.9}?\n</think>\n\n${verdict}`],
    ["behind a thought with many braces", `<think>${"{ x ".repeat(500)}</think>${verdict}`],
    ["behind a thought that the template opened", `So.\n</think>\n\`\`\`json\n${verdict}\n\`\`\``],
  ])("is found %s", (_, text) => {
    expect(verdictIn(text)).toBe(verdict);
  });

  it("may speak of thoughts itself", () => {
    const speaking = '{"steps": [{"conclusion": "it has </think>"}], "result": 1}';
    expect(verdictIn(speaking)).toBe(speaking);
  });

  it.each(["", "0.5", "{", '{"score": 1}', '{"result": ', '{"result": 1'])("is not found in %j", (text) => {
    expect(verdictIn(text)).toBe(text);
  });

  it("is the text itself or a part of it, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("{", "}", '"', "\\", '"result"', ": ", "1", ",", " ")),
        (pieces) => {
          const text = pieces.join("");
          expect(text).toContain(verdictIn(text));
        },
      ),
    );
  });

  const prose = fc.constantFrom(
    "So: ",
    "I think {carefully}. ",
    "```json\n",
    "\n```\n",
    "it's ",
    '"quoted" ',
    "{ ",
    "} ",
    "[1] ",
  );
  const drafts = fc
    .record({
      result: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string()),
      steps: fc.jsonValue(),
    })
    .map((value) => JSON.stringify(value));
  const other = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value));

  it("is the one that the finder of before found, in ordinary contents", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(prose, drafts, other, fc.constant("</think>"), fc.lorem()), { maxLength: 12 }),
        (pieces) => {
          const text = pieces.join("");
          expect(verdictIn(text)).toBe(before(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  const units = fc.array(
    fc.constantFrom(
      "{",
      "}",
      '"',
      "\\",
      ":",
      ",",
      "[",
      "]",
      '{"a":',
      '{"{',
      '":"',
      '","',
      "```",
      "</think>",
      "<think>",
      '{"result":',
      "1",
      " ",
      "\\u",
      "-",
      "\n",
    ),
    { minLength: 1, maxLength: 6 },
  );

  it("is found or not in a megabyte of anything, behind which it stands", () => {
    // Quadratic work would take hours, and recursion would overflow the stack.
    fc.assert(
      fc.property(units, (unit) => {
        const piece = unit.join("");
        const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
        expect(text).toContain(verdictIn(text));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    "{",
    '{"',
    '{"a":',
    '{"a":[',
    '{"{":"',
    '"',
    "```json\n{",
    "<think>{",
    '{"result":1,',
    '{"result":{"result":1},',
    "{}",
    '{"result":1}',
  ])("is looked for once in megabytes of %j", (unit) => {
    const text = unit.repeat(2_000_000 / unit.length);
    expect(text).toContain(verdictIn(text));
    expect(verdictIn(`${text}"\n{"result": 0.25}`)).toMatch(/"result"/);
  });

  it("is looked for without recursion: nine megabytes of one string", () => {
    const text = `{"result": "${'\\"'.repeat(4_500_000)}`;
    expect(verdictIn(text)).toBe(text);
    expect(verdictIn(`${text}"}`)).toBe(`${text}"}`);
  });

  it("is looked for a bounded number of times", () => {
    const text = "{".repeat(20_000);
    expect(verdictIn(text)).toBe(text);
  });
});

/** What was before: quadratic in the worst case, and with an end to what it tried. */
function before(text: string): string {
  const thought = text.lastIndexOf("</think>");
  return (thought < 0 ? undefined : lastBefore(text, thought)) ?? lastBefore(text, 0) ?? text;
}

function lastBefore(text: string, from: number): string | undefined {
  let found: string | undefined;
  let start = text.indexOf("{", from);
  for (let tried = 0; start >= 0 && tried < 200; tried++) {
    const end = objectEnd(text, start);
    const candidate = end === undefined ? undefined : text.slice(start, end);
    const value = candidate === undefined ? undefined : tryReadJson(candidate);
    if (candidate !== undefined && isObject(value) && value.has("result")) found = candidate;
    start = text.indexOf("{", isObject(value) && end !== undefined ? end : start + 1);
  }
  return found;
}

function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { index, 0: token } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === "{") depth++;
    if (token === "}" && --depth === 0) return start + index + 1;
  }
  return undefined;
}
