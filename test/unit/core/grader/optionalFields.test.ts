import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { OPTIONAL_FIELDS, withoutUnset } from "../../../../src/core/grader/optionalFields";
import { readJson } from "../../../../src/core/json/read";
import { isObject, toPlain } from "../../../../src/core/json/value";

interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
}

interface Root {
  readonly definitions: Readonly<Record<string, Schema>>;
}

it("names the fields that no grader needs and that the schema has no null for", () => {
  const text = readFileSync("schemas/grader.schema.json", "utf8");
  const { definitions } = JSON.parse(text) as Root;
  const typeOf = ({ type, $ref = "" }: Schema) => type ?? definitions[$ref.split("/").at(-1) ?? ""]?.type;
  const needed = new Set<string>();
  const known = new Set<string>();
  JSON.parse(text, (key, value: unknown) => {
    if (key === "required" && Array.isArray(value)) for (const name of value) needed.add(String(name));
    if (key !== "properties") return value;
    for (const [name, schema] of Object.entries(value as Record<string, Schema>)) {
      const type = typeOf(schema);
      if (type !== undefined && !type.includes("null")) known.add(name);
    }
    return value;
  });
  expect([...OPTIONAL_FIELDS].toSorted()).toEqual([...known].filter((name) => !needed.has(name)).toSorted());
});

it("leaves out what is null, in all parts, and nothing that a grader needs", () => {
  const grader = readJson(
    '{"type": "multi", "name": null, "graders": {"a": {"type": "string_check", "name": null, "input": null}}, "calculate_output": "a"}',
  );
  if (!isObject(grader)) throw new Error("no object");
  expect(toPlain(withoutUnset(grader))).toEqual({
    type: "multi",
    graders: { a: { type: "string_check", input: null } },
    calculate_output: "a",
  });
});
