import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { SchemaFields } from "../../../../src/core/grader/schemaFields";
import { JsonDocument } from "../../../../src/core/json/document";
import type { JsonPath } from "../../../../src/core/json/value";

function fieldsOf(schema: unknown): SchemaFields {
  return new SchemaFields(JsonDocument.read(JSON.stringify(schema)).value ?? null);
}

const TEXT = { type: "string" };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

describe("how much of a path a schema leaves possible", () => {
  test.each<[unknown, JsonPath, number]>([
    [object({ a: TEXT }), ["a"], 1],
    [object({ a: TEXT }), ["b"], 0],
    [object({ a: object({ b: {} }) }), ["a", "c"], 1],
    [object({ a: object({ b: {} }) }), ["a", "b", "anything", 3], 4],
    [object({ a: { type: "number" } }), ["a", "b"], 1],
    // A text may be JSON.
    [object({ a: TEXT }), ["a", "b"], 2],
    [object({ a: { type: "array", items: object({ b: {} }) } }), ["a", 0, "b"], 3],
    [object({ a: { type: "array", items: object({ b: {} }) } }), ["a", 0, "c"], 2],
    [object({ a: { type: "array" } }), ["a", "b"], 1],
    [object({ a: { prefixItems: [object({ b: {} })] } }), ["a", 0, "c"], 2],
    [object({ a: {} }, { additionalProperties: true }), ["b"], 1],
    [object({ a: {} }, { additionalProperties: {} }), ["b"], 1],
    [object({ a: {} }, { additionalProperties: object({ c: {} }) }), ["b", "d"], 1],
    [object({ a: {} }, { additionalProperties: false }), ["b"], 0],
    [object({ a: {} }, { patternProperties: { "^b": {} } }), ["bc"], 1],
    [object({ a: {} }, { patternProperties: { "(": {} } }), ["bc"], 1],
    [{ type: "object" }, ["a"], 1],
    [{ type: "object", properties: {} }, ["a"], 1],
    [{}, ["a"], 1],
    [true, ["a"], 1],
    [{ $ref: "#/$defs/x", $defs: { x: object({ a: {} }) } }, ["a"], 1],
    [{ $ref: "#/$defs/x", $defs: { x: object({ a: {} }) } }, ["b"], 0],
    [{ $ref: "https://example.com/schema.json" }, ["b"], 1],
    [object({ a: {} }, { $ref: "#elsewhere" }), ["b"], 1],
    [{ anyOf: [object({ a: {} }), object({ b: {} })] }, ["b"], 1],
    [{ anyOf: [object({ a: {} }), { type: "null" }] }, ["b"], 0],
    [{ anyOf: [object({ a: {} }), {}] }, ["b"], 1],
    [{ allOf: [object({ a: {} }), { required: ["a"] }] }, ["b"], 0],
    [{ allOf: [object({ a: {} }), object({ b: {} })] }, ["b"], 1],
    [object({ a: {} }, { if: {}, then: object({ b: {} }) }), ["b"], 1],
    [object({ a: {} }, { dependentSchemas: { a: object({ b: {} }) } }), ["b"], 1],
    [object({ a: {} }, { required: ["a"] }), ["constructor"], 0],
  ])("%j, %j", (schema, path, depth) => {
    expect(fieldsOf(schema).depth(path)).toBe(depth);
  });

  it("is known at once of schemas that refer to themselves", () => {
    const self = { $ref: "#" };
    const tree = object({ a: {}, next: self }, { anyOf: [self, self, { allOf: [self, self] }] });
    expect(fieldsOf(tree).depth(["next", "next", "a"])).toBe(3);
    expect([...fieldsOf(tree).fields(["next"]).keys()]).toEqual(["a", "next"]);
    expect(fieldsOf(self).depth(["a"])).toBe(1);
  });
});

test("the fields are those of all its parts", () => {
  const schema = {
    allOf: [object({ a: {} }), { $ref: "#/$defs/x" }],
    anyOf: [object({ c: {} })],
    $defs: { x: object({ b: object({ d: {} }) }) },
  };
  expect([...fieldsOf(schema).fields([]).keys()]).toEqual(["a", "b", "c"]);
  expect([...fieldsOf(schema).fields(["b"]).keys()]).toEqual(["d"]);
});

describe("however a schema is written", () => {
  const name = fc.constantFrom("a", "b", "c", "d");
  const { node: nested } = fc.letrec<{ node: object }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constant(object({ leaf: TEXT })),
      fc.dictionary(name, tie("node"), { minKeys: 1, maxKeys: 3 }).map((properties) => object(properties)),
    ),
  }));
  /** Ways to say the same. */
  const wrapped: readonly ((schema: object) => object)[] = [
    (schema) => schema,
    (schema) => ({ allOf: [schema, { required: [] }] }),
    (schema) => ({ anyOf: [schema, { type: "null" }] }),
    (schema) => ({ oneOf: [schema, schema] }),
    (schema) => ({ $ref: "#/definitions/item", definitions: { item: schema } }),
    (schema) => ({ ...schema, description: "x", if: {}, then: {} }),
    (schema) => ({ ...schema, additionalProperties: false }),
  ];
  function* pathsOf(schema: object): Generator<string[]> {
    for (const [key, inner] of Object.entries((schema as { properties?: object }).properties ?? {})) {
      yield [key];
      for (const path of pathsOf(inner as object)) yield [key, ...path];
    }
  }

  it("a path that it lists is possible, and one beside it is not", () => {
    fc.assert(
      fc.property(nested, fc.constantFrom(...wrapped), (schema, wrap) => {
        const fields = fieldsOf(wrap(schema));
        for (const path of pathsOf(schema)) {
          expect(fields.depth(path)).toBe(path.length);
          const before = path.slice(0, -1);
          expect(fields.depth([...before, "other"])).toBe(before.length);
          expect([...fields.fields(before).keys()]).toContain(path.at(-1));
        }
      }),
    );
  });

  it("a schema of anything is read", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.oneof(fc.string(), fc.nat(3))), (schema, path) => {
        expect(fieldsOf(schema).depth(path)).toBeLessThanOrEqual(path.length);
      }),
    );
  });
});
