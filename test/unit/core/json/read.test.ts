import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonDocument, MAX_JSON_DEPTH } from "../../../../src/core/json/document";
import { JsonReadError, readJson, tryReadJson } from "../../../../src/core/json/read";
import { COMPACT, writeJson } from "../../../../src/core/json/write";
import { jsonText } from "./jsonText";

/** What JSON is made of, and what looks like it. */
const PIECES = [
  ...["{", "}", "[", "]", ":", ",", " ", "\t", "\n", "\r", "\f", "\u00a0", "\ufeff", "\u2028", "\u0000"],
  ...['"a"', '"\\q"', '"\\u00g0"', '"\t"', '"', "\\", "'a'", "true", "nul", "NaN", "//x\n", "/*x*/"],
  ...["2", "-", "+1", "01", "1.", ".5", "1e", "-0.5E+7"],
];

describe("reading JSON", () => {
  it("keeps digits, key order and every character of any JSON text", () => {
    fc.assert(
      fc.property(jsonText, ({ text, compact }) => {
        expect(writeJson(readJson(text), COMPACT)).toBe(compact);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads the same with and without positions", () => {
    fc.assert(
      fc.property(jsonText, ({ text }) => {
        const document = JsonDocument.read(text);
        expect(document.faults.filter(({ code }) => code !== "json-lone-surrogate")).toEqual([]);
        expect(document.value).toEqual(readJson(text));
      }),
    );
  });

  it("takes exactly the texts that JavaScript takes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }), (parts) => {
        const text = parts.join("");
        expect(tryReadJson(text) !== undefined, JSON.stringify(text)).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"b":1,"1":2}', "an integer-like key"],
    ['{"b":1,"\\u0031":2}', "an integer-like key in escapes"],
    ['{"b":1,"__proto__":{"a":[]}}', "__proto__"],
    ["[1.0,1e2,-0,12345678901234567890,1E400]", "numbers that doubles change"],
    ['"\\ud800"', "half of a surrogate pair"],
  ])("keeps %s (%s)", (text) => {
    expect(writeJson(readJson(text))).toBe(text.replace("\\u0031", "1"));
  });

  it("takes the last of two equal keys at the place of the first, as Python does", () => {
    const fast = '{"a":1,"b":2,"a":3}';
    const slow = '{"a":1.0,"b":2,"a":3}';
    expect(writeJson(readJson(fast))).toBe('{"a":3,"b":2}');
    expect(writeJson(readJson(slow))).toBe('{"a":3,"b":2}');
  });

  it("reads what is nested to the limit and names the bracket beyond it", () => {
    const nested = (depth: number, inside: string) => "[".repeat(depth) + inside + "]".repeat(depth);
    for (const inside of ["1", "1.0"]) {
      expect(writeJson(readJson(nested(MAX_JSON_DEPTH, inside)))).toBe(nested(MAX_JSON_DEPTH, inside));
      expect(faultOf(nested(MAX_JSON_DEPTH + 1, inside))).toMatchObject({
        code: "json-too-deep",
        start: MAX_JSON_DEPTH,
        end: MAX_JSON_DEPTH + 1,
      });
    }
    expect(faultOf("[".repeat(1_000_000))).toMatchObject({ code: "json-too-deep" });
  });

  it("does not count brackets within texts and comments", () => {
    const text = `["${"[".repeat(500)}", "\\"${"{".repeat(500)}"]`;
    expect(writeJson(readJson(text), { comma: ", ", colon: ": " })).toBe(text);
    const commented = `[1 // ${"[".repeat(500)}\n /* ${"{".repeat(500)} */]`;
    expect(JsonDocument.read(commented, { comments: true }).faults).toEqual([]);
  });

  it("reads texts of several megabytes", () => {
    const long = JSON.stringify({ text: "x\n".repeat(4_000_000), number: "1.0" });
    expect(writeJson(readJson(long))).toBe(long);
    expect(JsonDocument.read(long).faults).toEqual([]);
  });

  it.each(["", " \n", "nope", "{", '{"a":}', "[1,]", "{} {}", "'a'", "// only a comment"])(
    "says where %j is no JSON",
    (text) => {
      const fault = faultOf(text);
      expect(fault).toMatchObject({ code: "json-syntax" });
      expect(fault.start).toBeLessThanOrEqual(text.length);
      expect(fault.end).toBeGreaterThan(fault.start - 1);
      expect(fault.message).toMatch(/^.+[.]$/s);
      expect(tryReadJson(text)).toBeUndefined();
    },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function faultOf(text: string) {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonReadError) return error.fault;
    throw error;
  }
  throw new Error("it was read");
}
