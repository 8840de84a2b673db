import Ajv, { _ } from "ajv";
import { describe, expect, test } from "vitest";
import graderSchema from "../../../../schemas/grader.schema.json";
import samplesSchema from "../../../../schemas/samples.schema.json";
import * as generated from "../../../../src/generated/validators";
import snippets from "../../../../src/generated/snippets.json";
import { readFindings } from "../../../../src/core/validate/schema";
import { Random } from "../../../fuzz/random";
import { readSeeds } from "../../../fuzz/seeds";

/** ajv itself, on the schemas as VS Code shows them. */
const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, keywords: ["errorMessage"] });
ajv.addKeyword({
  keyword: "deprecationMessage",
  schemaType: "string",
  error: { message: ({ schemaCode }) => _`${schemaCode}` },
  code: (context) => {
    context.error();
  },
});
ajv.addSchema(graderSchema, "grader");
ajv.addSchema(samplesSchema, "samples");
const whole = {
  grader: ajv.compile({ $ref: "grader" }),
  row: ajv.compile({ $ref: "samples#/definitions/row" }),
};

const VALUES = [
  null,
  true,
  0,
  -1.5,
  3e9,
  "",
  "text",
  "string_check",
  "multi",
  [],
  [1],
  {},
  { type: "python" },
  [{}],
];
const NAMES = [
  "type",
  "name",
  "input",
  "range",
  "graders",
  "max_tokens",
  "unknown",
  "__proto__",
  "expect",
  "sample",
];

type Data = Record<string, unknown> | unknown[];

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null;

/** Puts, takes or replaces a member somewhere in the data. */
function mutate(data: Data, random: Random): void {
  const places = placesIn(data);
  const place = random.of(places);
  const value = structuredClone(random.of<unknown>([...VALUES, ...places]));
  const key = random.of([...Object.keys(place), random.of(NAMES)]);
  if (Array.isArray(place)) place.splice(random.below(place.length + 1), random.below(2), value);
  else if (random.below(3) === 0) Reflect.deleteProperty(place, key);
  else Object.defineProperty(place, key, { value, configurable: true, enumerable: true, writable: true });
}

function placesIn(data: Data): readonly Data[] {
  return [data, ...Object.values(data).filter(isData).flatMap(placesIn)];
}

function parsed(text: string): readonly Data[] {
  return text.split(/\n(?=\{)/).flatMap((part) => {
    try {
      const value: unknown = JSON.parse(part);
      return isData(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

describe("the validators that the build writes", () => {
  const seeds = [...readSeeds().flatMap(parsed), ...(Object.values(snippets) as Data[])];

  test.each(["grader", "row"] as const)(
    "find in a %s what ajv finds by the schema as it is shown",
    (kind) => {
      const random = new Random(7);
      let faulty = 0;
      for (let round = 0; round < 3_000; round++) {
        const data = structuredClone(random.of(seeds));
        for (let times = random.below(4); times > 0; times--) mutate(data, random);
        whole[kind](data);
        // An `if` only says that another keyword found something.
        const expected = readFindings((whole[kind].errors ?? []).filter(({ keyword }) => keyword !== "if"));
        const found = readFindings(generated[kind](data));
        expect(found, JSON.stringify(data)).toEqual(expected);
        if (expected.length > 0) faulty++;
      }
      expect(seeds.length).toBeGreaterThan(50);
      expect(faulty).toBeGreaterThan(300);
    },
  );
});
