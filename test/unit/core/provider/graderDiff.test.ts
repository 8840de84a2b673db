import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPlain, toPlain, type JsonObject } from "../../../../src/core/json/value";
import { graderDiff } from "../../../../src/core/provider/graderDiff";
import { json } from "./support";

function changes(sent: string, returned: string): readonly string[] {
  return graderDiff(json(sent), json(returned)).map((change) => {
    const values = [
      "sent" in change ? JSON.stringify(toPlain(change.sent)) : "",
      "returned" in change ? JSON.stringify(toPlain(change.returned)) : "",
    ];
    return `${change.change} ${change.path.join(".")} ${values.join(" → ")}`;
  });
}

describe("graderDiff", () => {
  it("lists what was invented, dropped and changed, by path", () => {
    const sent =
      '{"type":"multi","pass_threshold":0.5,"graders":{"a":{"type":"python","source":"x"},"b":{"labels":["x","y","z"]}}}';
    const returned =
      '{"type":"multi","graders":{"a":{"type":"python","source":"y","name":"grader-1"},"b":{"labels":["x","q"]}},"name":"grader-2"}';
    expect(changes(sent, returned)).toEqual([
      "dropped pass_threshold 0.5 → ",
      'changed graders.a.source "x" → "y"',
      'added graders.a.name  → "grader-1"',
      'changed graders.b.labels.1 "y" → "q"',
      'dropped graders.b.labels.2 "z" → ',
      'added name  → "grader-2"',
    ]);
  });

  it("compares values, not how they are written", () => {
    expect(changes('{"range":[0,1.0],"a":1e1}', '{"a":10,"range":[0.0,1]}')).toEqual([]);
    expect(changes('{"seed":9007199254740993}', '{"seed":9007199254740992}')).toHaveLength(1);
  });

  it("tells a null from a field that isn't there, and a text from a number", () => {
    expect(changes("{}", '{"image_tag":null}')).toEqual(["added image_tag  → null"]);
    expect(changes('{"a":"1"}', '{"a":1}')).toEqual(['changed a "1" → 1']);
    expect(changes('{"a":{}}', '{"a":[]}')).toEqual(["changed a {} → []"]);
  });

  it("finds nothing in a grader that came back as it was, and something in every other", () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(objects, objects, (a, b) => {
        const [sent, returned] = [fromPlain(a) as JsonObject, fromPlain(b) as JsonObject];
        expect(graderDiff(sent, sent)).toEqual([]);
        const isSame = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(graderDiff(sent, returned).length === 0).toBe(isSame);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, sorted(entry)]);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
