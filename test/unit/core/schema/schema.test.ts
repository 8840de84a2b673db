import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import graderSchema from "../../../../schemas/grader.schema.json";
import samplesSchema from "../../../../schemas/samples.schema.json";
import { GRADER_TYPES } from "../../../../src/core/grader/types";
import { ERROR_FLAGS } from "../../../../src/core/result/errorFlags";

type Node = Readonly<Record<string, unknown>>;

interface Place {
  readonly pointer: string;
  readonly node: Node;
}

/** Every object in a schema with its pointer; snippets hold graders, not schemas. */
function* walk(node: unknown, pointer = "#"): Generator<Place> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield { pointer, node: node as Node };
  for (const [key, child] of Object.entries(node)) {
    if (key !== "defaultSnippets") yield* walk(child, `${pointer}/${key}`);
  }
}

const SCHEMAS = { grader: graderSchema, samples: samplesSchema } as const;

const isObject = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema with its `$ref` followed. */
function resolve(root: unknown, node: Node): Node {
  const ref = node.$ref;
  if (typeof ref !== "string") return node;
  const found = ref
    .split("/")
    .slice(1)
    .reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), root);
  if (!isObject(found)) throw new Error(`${ref} leads nowhere`);
  return found;
}

const properties = (root: unknown): readonly Place[] =>
  [...walk(root)].flatMap(({ pointer, node }) =>
    isObject(node.properties) && !pointer.includes("/if")
      ? Object.entries(node.properties).map(([key, property]) => ({
          pointer: `${pointer}/properties/${key}`,
          node: resolve(root, property as Node),
        }))
      : [],
  );

describe.each(Object.entries(SCHEMAS))("the %s schema", (_, schema) => {
  it("is valid JSON Schema, draft 7", () => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
  });

  it("leads somewhere with every $ref", () => {
    for (const { node } of walk(schema)) expect(() => resolve(schema, node)).not.toThrow();
  });

  it.each(properties(schema))("describes $pointer with an example", ({ node }) => {
    expect(node.markdownDescription).toMatch(/\w/);
    if (node.const === undefined && node.doNotSuggest !== true)
      expect(node.markdownDescription).toContain("Example: ");
  });

  it("describes each value of every enum, but for flags", () => {
    const enums = [...walk(schema)].filter(({ node }) => Array.isArray(node.enum));
    expect(enums.length).toBeGreaterThan(0);
    for (const { pointer, node } of enums) {
      const values = node.enum as readonly string[];
      if (values.includes("other_error")) expect(values).toEqual(ERROR_FLAGS);
      else expect(node.markdownEnumDescriptions, pointer).toHaveLength(values.length);
    }
  });

  it("closes every code span of its texts", () => {
    for (const { pointer, node } of walk(schema)) {
      if (typeof node.markdownDescription !== "string") continue;
      expect(node.markdownDescription.split("`").length % 2, pointer).toBe(1);
    }
  });
});

describe("the grader schema's types", () => {
  const conditions = [...walk(graderSchema)].filter(({ node }) => "if" in node);

  it("are chosen by type, which every condition requires", () => {
    expect(conditions.length).toBe(GRADER_TYPES.length * 2 - 1 + 4 * 2);
    for (const { pointer, node } of conditions) {
      expect(node.if, pointer).toMatchObject({
        required: ["type"],
        properties: { type: { const: expect.any(String) as string } },
      });
    }
  });

  it("list their own type as a field, so that nothing of a grader is unknown", () => {
    for (const { pointer, node } of conditions) {
      const chosen = (node.if as (typeof graderSchema.allOf)[number]["if"]).properties.type.const;
      const then = resolve(graderSchema, node.then as Node);
      expect(then.additionalProperties, pointer).toBe(false);
      expect(then.properties, pointer).toMatchObject({ type: { const: chosen } });
      expect(then.required, pointer).toContain("type");
    }
  });

  it("stand in one enum at the root, and without multi in a multi", () => {
    expect(graderSchema.properties.type.enum).toEqual([...GRADER_TYPES]);
    const inMulti = graderSchema.definitions.sub_grader.properties.type.enum;
    expect(inMulti).toEqual(GRADER_TYPES.filter((type) => type !== "multi"));
  });

  it("have a snippet at the root and, but for multi, in a multi", () => {
    const atRoot = graderSchema.defaultSnippets;
    expect(atRoot.map(({ body }) => body.type)).toEqual([...GRADER_TYPES]);
    expect(graderSchema.definitions.sub_grader.defaultSnippets).toEqual(
      atRoot.filter(({ body }) => body.type !== "multi"),
    );
  });

  it.each(["string_check", "text_similarity", "python", "score_model", "label_model", "endpoint"] as const)(
    "say what %s does in the same words everywhere",
    (type) => {
      const words = graderSchema.properties.type.markdownEnumDescriptions[GRADER_TYPES.indexOf(type)];
      expect(graderSchema.definitions[type].properties.type.markdownDescription).toBe(words);
      expect(graderSchema.defaultSnippets.find(({ label }) => label === type)?.description).toBe(words);
    },
  );

  it("give no default to a text with templates", () => {
    const templated = properties(graderSchema).filter(({ node }) =>
      /with templates|template may stand/.test(String(node.markdownDescription)),
    );
    expect(templated.length).toBeGreaterThan(8);
    for (const { pointer, node } of templated) expect(node, pointer).not.toHaveProperty("default");
  });

  it("never demand a URI of an image, since a template may stand there", () => {
    for (const { node } of walk(graderSchema)) expect(node).not.toHaveProperty("format", "uri");
  });

  it("require no name", () => {
    for (const type of GRADER_TYPES) expect(graderSchema.definitions[type].required).not.toContain("name");
  });
});
