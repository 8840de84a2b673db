import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closest } from "../../../../src/core/json/closest";
import { codePointOffset } from "../../../../src/core/json/codePoints";
import { readJson } from "../../../../src/core/json/read";
import { fromPlain, kindOf, toPlain, valueAt, type PlainJson } from "../../../../src/core/json/value";
import { PYTHON, writeJson, writePrettyJson } from "../../../../src/core/json/write";
import { jsonText } from "./jsonText";

describe("JSON values", () => {
  it("become the same JavaScript data as with JavaScript's own parser", () => {
    fc.assert(
      fc.property(jsonText, ({ text }) => {
        expect(toPlain(readJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("come back from JavaScript data", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (data) => {
        expect(writeJson(fromPlain(data))).toBe(JSON.stringify(data));
      }),
    );
  });

  it("leave out undefined members and write no number that JSON lacks", () => {
    expect(writeJson(fromPlain({ a: undefined, b: [undefined, Number.NaN, 1] }))).toBe('{"b":[null,null,1]}');
  });

  it("keep __proto__ as data", () => {
    const plain = toPlain(readJson('{"__proto__": {"polluted": true}}')) as Record<string, PlainJson>;
    expect(Object.keys(plain)).toEqual(["__proto__"]);
    expect(plain.polluted).toBeUndefined();
  });

  it("know their kinds", () => {
    const kinds = ["null", "true", '"a"', "1", "[]", "{}"].map((text) => kindOf(readJson(text)));
    expect(kinds).toEqual(["null", "boolean", "string", "number", "array", "object"]);
  });

  it("end a path where the data ends", () => {
    const value = readJson('{"a": [{"1": null}]}');
    expect(valueAt(value, ["a", 0, 1])).toBeNull();
    expect(valueAt(value, ["a", "0"])).toBeUndefined();
    expect(valueAt(value, ["a", 1])).toBeUndefined();
    expect(valueAt(value, ["a", 0, "1", "x"])).toBeUndefined();
    expect(valueAt(value, ["toString"])).toBeUndefined();
  });
});

describe("writing JSON", () => {
  it("is readable again in every style", () => {
    fc.assert(
      fc.property(jsonText, ({ text }) => {
        const value = readJson(text);
        expect(readJson(writeJson(value, PYTHON))).toEqual(value);
        expect(readJson(writePrettyJson(value))).toEqual(value);
      }),
    );
  });

  it("has Python's separators and keeps letters of all languages", () => {
    expect(writeJson(readJson('{"a":[1.0,"é😀"],"b":{}}'), PYTHON)).toBe('{"a": [1.0, "é😀"], "b": {}}');
  });

  it("is indented for people as JSON.stringify does it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(writePrettyJson(fromPlain(data))).toBe(JSON.stringify(data, null, 2));
      }),
    );
  });
});

describe("words", () => {
  it.each([
    ["ouput_text", "output_text"],
    ["MIN", "min"],
    ["mni", "min"],
    ["smaple", undefined],
    ["c", undefined],
    ["mi", undefined],
    ["", undefined],
  ])("close to %j are found", (word, expected) => {
    expect(closest(word, ["min", "max", "output_text", "sample_text"])).toBe(expected);
  });
});

describe("code points", () => {
  it("are counted within their line", () => {
    const text = "a😀b\r\nc";
    expect([0, 1, 2, 3, 4, 9].map((count) => codePointOffset(text, 0, count))).toEqual([0, 1, 3, 4, 4, 4]);
    expect(codePointOffset(text, 6, 5)).toBe(7);
  });
});
