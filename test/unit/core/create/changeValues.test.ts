import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withChanges } from "../../../../src/core/create/changeValues";
import { JsonDocument } from "../../../../src/core/json/document";
import { fromPlain, JsonNumber, toPlain } from "../../../../src/core/json/value";

const GRADER = `{
    // What is right.
    "type": "string_check", "operation": "eq", // here
    "labels": [
        "a", // first
        "b"
    ]
}`;

describe("a changed value", () => {
  test.each([
    ["takes the place of the old one", ["operation"], "ne", [`"eq"`, `"ne"`]],
    [
      "that is an object is laid out as the file is",
      ["operation"],
      { a: [1] },
      [`"eq"`, `{\n        "a": [\n            1\n        ]\n    }`],
    ],
    ["is an entry of an array", ["labels", 1], "c", [`"b"`, `"c"`]],
    ["comes behind the last member", ["name"], "x", [`    ]\n`, `    ],\n    "name": "x"\n`]],
    ["comes behind the last entry", ["labels", 2], "c", [`"b"`, `"b",\n        "c"`]],
    ["absent takes a member out with its comma", ["type"], undefined, [`"type": "string_check", `, ``]],
    [
      "absent takes an entry out with its comma",
      ["labels", 1],
      undefined,
      [`"a", // first\n        "b"`, `"a" // first`],
    ],
    ["absent changes nothing where nothing is", ["name"], undefined, ["", ""]],
    ["changes nothing where no object is to take it", ["name", "x"], 1, ["", ""]],
  ] as const)("%s", (_, path, value, [before, after]) => {
    const change = { path: [...path], ...(value !== undefined && { value: fromPlain(value) }) };
    expect(withChanges(GRADER, [change])).toBe(GRADER.replace(before, after));
  });

  test("keeps its digits, and the file its line ends", () => {
    const text = '{\r\n\t"a": 1\r\n}';
    const value = new Map([["b", new JsonNumber("1.0")]]);
    expect(withChanges(text, [{ path: ["a"], value }])).toBe('{\r\n\t"a": {\r\n\t\t"b": 1.0\r\n\t}\r\n}');
  });

  test("is there afterwards, and the others as they were", () => {
    const names = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }),
        fc.array(fc.record({ name: names, value: fc.option(fc.jsonValue({ maxDepth: 2 })) }), {
          maxLength: 3,
        }),
        fc.constantFrom(0, 2, 4),
        (object, changes, indent) => {
          const text = withChanges(
            JSON.stringify(object, null, indent),
            changes.map(({ name, value }) => ({
              path: [name],
              ...(value !== null && { value: fromPlain(value) }),
            })),
          );
          const expected: Record<string, unknown> = { ...object };
          for (const { name, value } of changes) {
            if (value === null) Reflect.deleteProperty(expected, name);
            else expected[name] = value;
          }
          const { faults, value } = JsonDocument.read(text);
          expect(faults).toEqual([]);
          expect(toPlain(value!)).toEqual(toPlain(fromPlain(expected)));
        },
      ),
    );
  });
});
