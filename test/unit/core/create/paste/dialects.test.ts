import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readPasted } from "../../../../../src/core/create/paste/readPasted";
import { readYaml } from "../../../../../src/core/create/yaml/readYaml";
import { toPlain, type PlainJson } from "../../../../../src/core/json/value";
import { DIALECTS } from "./dialects";

type Fields = Readonly<Record<string, PlainJson>>;

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom(
    "{{sample.output_text}}",
    "{{item.a}} is 'right'",
    'say "x"',
    "a\\nb",
    "#{x} ${y} $z",
    "C:\\dir\\",
    "it's",
  ),
);
const source = fc.tuple(fc.constantFrom('"', "'"), word).map(([quote, text]) => {
  const literal = quote + text.replace(/[\\\r\n"']/g, " ") + quote;
  return `import re\n\ndef grade(sample, item):\n    # {"type": "python"}\n    return 1.0 if re.search(r"\\d", ${literal}) else 0.0\n`;
});
const messages = fc.array(fc.record({ role: fc.constantFrom("user", "system"), content: word }), {
  minLength: 1,
  maxLength: 2,
});
const single: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({
    type: fc.constant("string_check"),
    name: word,
    input: word,
    reference: word,
    operation: fc.constantFrom("eq", "ne", "like", "ilike"),
  }),
  fc.record({
    type: fc.constant("text_similarity"),
    name: word,
    input: word,
    reference: word,
    evaluation_metric: fc.constantFrom("bleu", "rouge_l", "fuzzy_match"),
    pass_threshold: fc.constantFrom(0.5, 1, 0.25),
  }),
  fc.record({ type: fc.constant("python"), name: word, source }),
  fc.record({
    type: fc.constant("score_model"),
    name: word,
    model: fc.constantFrom("gpt-4.1-2025-04-14", "o3"),
    input: messages,
    range: fc.constantFrom([0, 1], [-1, 5]),
  }) as fc.Arbitrary<Fields>,
  fc.record({
    type: fc.constant("label_model"),
    name: word,
    model: fc.constant("m"),
    input: messages,
    labels: fc.constant(["a", "b"]),
    passing_labels: fc.constant(["a"]),
  }) as fc.Arbitrary<Fields>,
);
const grader: fc.Arbitrary<Fields> = fc.oneof(
  { weight: 4, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc.tuple(single, single).map(([one, two]) => ({
      type: "multi",
      name: "both",
      graders: { one, two },
      calculate_output: "(one + two) / 2",
    })),
  },
);

function found(text: string): unknown[] {
  const pasted = readPasted(text, readYaml);
  if (pasted.kind === "nothing") throw new Error(pasted.reason);
  return pasted.graders.map(({ grader: each }) => toPlain(each));
}

describe("a grader is read back equal from", () => {
  const choices = fc.infiniteStream(fc.nat());
  test.each(Object.entries(DIALECTS))("%s", (_, write) => {
    fc.assert(
      fc.property(grader, choices, (given, stream) => {
        const text = write(given, (count) => Number(stream.next().value) % count);
        expect(found(text), text).toEqual([given]);
      }),
      { numRuns: 100 },
    );
  });

  test("YAML, as a grader and as a job", () => {
    fc.assert(
      fc.property(grader, fc.boolean(), (given, isJob) => {
        const value = isJob
          ? { model: "m", method: { type: "reinforcement", reinforcement: { grader: given } } }
          : given;
        const text = stringify(value);
        expect(found(text), text).toEqual([given]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("whatever was changed by chance, there is an answer", () => {
  const seeds = readdirSync("test/fixtures/paste").map((name) =>
    readFileSync(`test/fixtures/paste/${name}`, "utf8"),
  );
  const piece = fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '"""',
      "`",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      ",",
      ":",
      "=",
      "=>",
      "\n",
      "\\",
      "#",
      "//",
      "/*",
    ),
    fc.constantFrom(
      "f'",
      "$",
      "${",
      "#{",
      "<<EOF\n",
      "\nEOF\n",
      "curl -d ",
      "new ",
      "def ",
      "⟪",
      "⟫",
      '@"',
      ".format(",
      "😀",
      "\ud800",
    ),
    fc.constantFrom("**", "...", "map[string]any", "- ", "&a ", "*a", "<<: ", "%", "+", "[0]", "if x else y"),
  );
  const edit = fc.tuple(fc.nat(), fc.nat(6), piece);
  test("and it says something", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (seed, edits) => {
          const text = edits.reduce((now, [at, length, added]) => {
            const start = at % (now.length + 1);
            return now.slice(0, start) + added + now.slice(start + length);
          }, seed);
          const pasted = readPasted(text, readYaml);
          if (pasted.kind === "nothing") expect(pasted.reason).not.toBe("");
          else expect(pasted.graders.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 3_000 },
    );
  }, 120_000);
});
