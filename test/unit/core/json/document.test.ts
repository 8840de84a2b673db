import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonDocument, type JsonFault } from "../../../../src/core/json/document";
import { isArray, isObject, valueAt, type Json, type JsonPath } from "../../../../src/core/json/value";
import { readJson } from "../../../../src/core/json/read";
import { jsonText } from "./jsonText";

/** Every place in a value, the root first. */
function pathsOf(value: Json, path: JsonPath = []): readonly JsonPath[] {
  const children = isObject(value) ? [...value] : isArray(value) ? [...value.entries()] : [];
  return [path, ...children.flatMap(([step, child]) => pathsOf(child, [...path, step]))];
}

const slice = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

function faultOf(text: string, comments = false): JsonFault & { token: string } {
  const [fault] = JsonDocument.read(text, { comments }).faults;
  if (!fault) throw new Error("there is no fault");
  return { ...fault, token: slice(text, fault) };
}

describe("places in a JSON document", () => {
  it("lead to the text of the value at every path", () => {
    fc.assert(
      fc.property(jsonText, ({ text }) => {
        const document = JsonDocument.read(text);
        if (document.value === undefined) throw new Error("a JSON text has a value");
        for (const path of pathsOf(document.value)) {
          expect(readJson(slice(text, document.rangeOf(path)))).toEqual(valueAt(document.value, path));
        }
      }),
    );
  });

  const text = '{"a": [1, {"b c": "x"}], "2": true}';
  const document = JsonDocument.read(text);

  it.each<[JsonPath, string]>([
    [[], text],
    [["a"], '[1, {"b c": "x"}]'],
    [["a", 0], "1"],
    [["a", 1, "b c"], '"x"'],
    [["2"], "true"],
    [[2], "true"],
    [["a", "0"], '[1, {"b c": "x"}]'],
    [["a", 1, "missing", "deeper"], '{"b c": "x"}'],
    [["missing"], text],
  ])("of %j are those of the value, or of its nearest ancestor", (path, expected) => {
    expect(slice(text, document.rangeOf(path))).toBe(expected);
  });

  it.each<[JsonPath, string]>([
    [["a"], '"a"'],
    [["a", 1, "b c"], '"b c"'],
    [["a", 0], "1"],
    [["missing"], text],
  ])("of the key of %j include its quotes", (path, expected) => {
    expect(slice(text, document.rangeOfKey(path))).toBe(expected);
  });

  it("of a key that stands twice are those of the value that counts", () => {
    const twice = '{"a": 1, "a": 2}';
    expect(slice(twice, JsonDocument.read(twice).rangeOf(["a"]))).toBe("2");
  });

  it.each(['{"a": 1 /*', '{"a": "', '[1, {"b": [/*', '{"a": 1, // b'])(
    "of %s, which was not closed, end with the text",
    (text) => {
      const json = JsonDocument.read(text, { comments: true });
      for (const path of [[], ["a"], [1], [1, "b"]]) {
        const { start, end } = json.rangeOf(path);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    },
  );

  it("of an empty text are the empty text", () => {
    expect(JsonDocument.read("").rangeOf(["a"])).toEqual({ start: 0, end: 0 });
  });
});

describe("faults of a JSON document", () => {
  it.each([
    ["{'a': 1}", "'", "is no JSON value: strings need double quotes"],
    ['{"a" 1}', "1", "A colon is expected here"],
    ['{"a": 1 "b": 2}', '"b"', "A comma is expected here"],
    ['{"a": tru}', "tru", '"tru" is no JSON value'],
    ['{"a": 1,}', "}", "A property name in double quotes is expected here"],
    ["[1,]", "]", "A value is expected here"],
    ['{"a": "x\n"}', '"x', "not closed on its line"],
    ['{"a": "\\q"}', '"\\q"', "write a backslash as \\\\"],
    ['{"a": "\\u12"}', '"\\u12"', "four hexadecimal digits"],
    ['{"a": "\t"}', '"\t"', "a tab is \\t"],
    ["{} {}", "{", "only one value may stand in the file"],
    ["[1 // one\n]", "// one", "Comments are not JSON"],
    ["[1,\u00a0 2]", "\u00a0", "The invisible character U+00A0 is no JSON"],
    ["[1.]", "1.", "cut off"],
  ])("in %j are at %j", (text, token, words) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({ code: "json-syntax", token: expect.stringContaining(token) as string });
    expect(fault.message).toContain(words);
  });

  it("name a byte order mark that nobody sees", () => {
    expect(faultOf('\ufeff{"type": "multi"}')).toMatchObject({ code: "json-syntax", start: 0, end: 1 });
    expect(faultOf("\ufeff{}").message).toContain("byte order mark");
  });

  it("allow comments and trailing commas where a file may have them", () => {
    const text = '{ // why\n "a": [1, /* two */ 2,], }';
    const { faults, value } = JsonDocument.read(text, { comments: true });
    expect(faults).toEqual([]);
    expect(value).toEqual(readJson('{"a":[1,2]}'));
    expect(faultOf("[1 /* one", true).message).toBe("The comment is not closed.");
  });

  it("allow comments without trailing commas", () => {
    const { faults } = JsonDocument.read("[1, /* two */]", { comments: true, trailingCommas: false });
    expect(faults).toEqual([expect.objectContaining({ code: "json-syntax", start: 13, end: 14 })]);
  });

  it("name the second of two equal keys", () => {
    const text = '{"a": {"x": 1, "\\u0078": 2}}';
    expect(faultOf(text)).toMatchObject({ code: "json-duplicate-key", token: '"\\u0078"' });
    expect(faultOf(text).message).toContain('"x"');
  });

  it.each(['{"a": "\\uD800"}', '{"a": "\ud800"}', '{"a": "\\udc00\\ud800"}'])(
    "name half of a surrogate pair in %j",
    (text) => {
      expect(faultOf(text)).toMatchObject({ code: "json-lone-surrogate", start: 6, end: text.length - 1 });
      expect(faultOf(text).message).toMatch(/\\ud[8c]00/);
    },
  );

  it("take whole surrogate pairs, however they are written", () => {
    expect(JsonDocument.read('["😀", "\\ud83d\\ude00", "\ud83d\\ude00"]').faults).toEqual([]);
  });

  it("leave what could be read of a faulty text", () => {
    const { value } = JsonDocument.read('{"type": "python", "source": ');
    expect(value && valueAt(value, ["type"])).toBe("python");
  });
});

describe("a part of a JSON document", () => {
  const text = '{"job": {"grader": {"type": "multi", "type": "x\\uD800"}}, "rest": [1,]}';
  const whole = JsonDocument.read(text);
  const part = whole.within(["job", "grader"]);

  it("has paths of its own and ranges of the whole text", () => {
    expect(slice(text, part?.rangeOf(["type"]) ?? { start: 0, end: 0 })).toBe('"x\\uD800"');
    expect(part?.value).toEqual(valueAt(whole.value, ["job", "grader"]));
    expect(part?.ownText).toBe('{"type": "multi", "type": "x\\uD800"}');
    expect(part?.within(["type"])?.rangeOf([])).toEqual(whole.rangeOf(["job", "grader", "type"]));
  });

  it("has the faults that lie in it", () => {
    expect(whole.faults.map(({ code }) => code)).toContain("json-syntax");
    expect(part?.faults.map(({ code }) => code)).toEqual(["json-duplicate-key", "json-lone-surrogate"]);
  });

  it("points past its edge to itself, never to the whole", () => {
    expect(part?.rangeOf(["nothing", "here"])).toEqual(part?.rangeOf([]));
  });

  it("is undefined where nothing stands", () => {
    expect(whole.within(["job", "nothing"])).toBeUndefined();
  });
});
