import { describe, expect, it } from "vitest";
import { readSamples } from "../../../../src/core/dataset/rows";
import type { Problem } from "../../../../src/core/validate/problem";
import { RowValues } from "../../../../src/core/validate/rowValues";
import { checkGrader } from "../../../../src/core/validate/validateGrader";
import { edited, grader, rangesOf, readMarks } from "./marked";

/** A string_check whose sides are these JSON strings. */
const check = (input: string, reference = "{{item.answer}}", operation = "eq") =>
  `{"type": "string_check", "input": "${input}", "reference": "${reference}", "operation": "${operation}"}`;

function rowsOf(samples: readonly object[] | undefined): RowValues | undefined {
  if (!samples) return undefined;
  const read = readSamples(JSON.stringify(samples), "a.samples.json");
  expect(read.problems).toEqual([]);
  return new RowValues(read.samples.map(({ sample }) => sample));
}

function find(text: string, samples?: readonly object[]): readonly Problem[] {
  return checkGrader(grader(text), { rows: rowsOf(samples) });
}

/** What a problem's fixes make of a text, in their order. */
const mended = (text: string, problem: Problem | undefined) =>
  (problem?.fixes ?? []).map(({ edits }) => edited(text, edits));

interface Case {
  readonly code: string;
  /** The expected place stands between « and ». */
  readonly bad: string;
  readonly samples?: readonly object[];
  readonly says: string;
  /** The text after each fix. */
  readonly mended?: readonly string[];
  /** What the fixes leave to be found, besides nothing. */
  readonly left?: readonly string[];
}

const OUTPUT = "{{sample.output_text}}";
const ROWS = [
  { item: { reference_answer: "a", topic: { name: "x" }, parts: [{ text: "p" }] }, model_sample: "a" },
  { item: { reference_answer: "b", note: null }, model_sample: '{"score": 1}' },
];

const CASES: readonly Case[] = [
  {
    code: "template-unclosed",
    bad: check(`${OUTPUT} «{{»item.answer`),
    says: "never closed",
    mended: [check(`${OUTPUT} {{item.answer}}`)],
  },
  {
    code: "template-unclosed",
    bad: check(`${OUTPUT} «{{» item.a[0].b, and more.`),
    says: "never closed",
    mended: [check(`${OUTPUT} {{ item.a[0].b}}, and more.`)],
  },
  {
    code: "template-unclosed",
    bad: check(`«{{»item.answer }: ${OUTPUT}`),
    says: "never closed",
    mended: [check(`{{item.answer }}: ${OUTPUT}`)],
  },
  {
    code: "template-unclosed",
    bad: check(String.raw`\u00e9\"«{{»item.answer\" ${OUTPUT}`),
    says: "never closed",
    mended: [check(String.raw`\u00e9\"{{item.answer}}\" ${OUTPUT}`)],
  },
  { code: "template-unclosed", bad: check(`${OUTPUT} «{{» what else`), says: "never closed", mended: [] },
  {
    code: "template-syntax",
    bad: check(String.raw`${OUTPUT} [«{{item.answer\"}}»]`),
    says: "stays as text",
    mended: [check(String.raw`${OUTPUT} [{{item.answer}}\"}}]`)],
  },
  {
    code: "template-syntax",
    bad: check(`${OUTPUT} «{{ item.answer | trim }}»`),
    says: "filters are not known",
    mended: [check(`${OUTPUT} {{item.answer}}`)],
  },
  {
    code: "template-syntax",
    bad: check(`${OUTPUT} «{{item . a..b.[ 0 ][name]}}»`),
    says: "stays as text",
    mended: [check(`${OUTPUT} {{item.a.b[0].name}}`)],
  },
  {
    code: "template-syntax",
    bad: check("«{{output_text}}»"),
    says: "is no variable",
    mended: [check(OUTPUT)],
    left: [],
  },
  {
    code: "template-syntax",
    bad: check(`${OUTPUT} «{{topic}}»`, "{{item.reference_answer}}"),
    samples: [{ item: { topic: "t", reference_answer: "" } }],
    says: "is no variable",
    mended: [check(`${OUTPUT} {{item.topic}}`, "{{item.reference_answer}}")],
  },
  {
    code: "template-syntax",
    bad: check(`${OUTPUT} «{item.answer}»`),
    says: "two braces",
    mended: [check(`${OUTPUT} {{item.answer}}`)],
  },
  {
    code: "template-syntax",
    bad: check(`${OUTPUT} «\${ item.a[0].b }»`),
    says: "two braces",
    mended: [check(`${OUTPUT} {{item.a[0].b}}`)],
  },
  { code: "template-syntax", bad: check(`${OUTPUT} «{item.answer}»}`), says: "two braces", mended: [] },
  { code: "template-syntax", bad: check(`${OUTPUT} «{{item.a[-1]}}»`), says: "negative", mended: [] },
  {
    code: "template-namespace",
    bad: check(`${OUTPUT} {{«reference_answer.x»}}`, "{{item.reference_answer}}"),
    samples: [{ item: { reference_answer: { x: 1 } } }],
    says: "Did you mean item.reference_answer.x?",
    mended: [check(`${OUTPUT} {{item.reference_answer.x}}`, "{{item.reference_answer}}")],
  },
  {
    code: "template-namespace",
    bad: check(`${OUTPUT} {{«row.x»}}`, "{{item.reference_answer}}"),
    samples: ROWS,
    says: "begin with item. or sample.",
    mended: [],
  },
  {
    code: "template-sample-field",
    bad: check(`${OUTPUT} {{«sample.topic.name»}}`, "{{item.reference_answer}}"),
    samples: ROWS.slice(0, 1),
    says: "Did you mean item.topic.name?",
    mended: [check(`${OUTPUT} {{item.topic.name}}`, "{{item.reference_answer}}")],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{ «item.refrence_answer» }}"),
    samples: ROWS,
    says: "None of the 2 rows of the samples has item.refrence_answer, so none can be graded. Did you mean item.reference_answer?",
    mended: [check(OUTPUT, "{{ item.reference_answer }}")],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{«item.answer»}}"),
    samples: ROWS,
    says: "Did you mean item.reference_answer?",
    mended: [check(OUTPUT, "{{item.reference_answer}}")],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{«item.name»}}"),
    samples: ROWS.slice(0, 1),
    says: "The only row of the samples has no item.name, so it can't be graded. Did you mean item.topic.name?",
    mended: [check(OUTPUT, "{{item.topic.name}}")],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{«item.parts.text»}}"),
    samples: ROWS.slice(0, 1),
    says: "Did you mean item.parts[0].text?",
    mended: [check(OUTPUT, "{{item.parts[0].text}}")],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{«item.output_text»}}"),
    samples: ROWS,
    says: "Did you mean sample.output_text?",
    mended: [check(OUTPUT, OUTPUT)],
    left: ["same-sides"],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, String.raw`{{«item[\"first name\"]»}}`),
    samples: [{ item: { "First name": "x", "first nane": "y" } }],
    says: 'Did you mean item["First name"]?',
    mended: [
      check(OUTPUT, String.raw`{{item[\"First name\"]}}`),
      check(OUTPUT, String.raw`{{item[\"first nane\"]}}`),
    ],
  },
  {
    code: "template-path-unknown",
    bad: check(OUTPUT, "{{«item.topic.zzz»}}"),
    samples: ROWS.slice(0, 1),
    says: "item.topic has name.",
    mended: [],
  },
  {
    code: "template-path-unknown",
    bad: check("{{«sample.output_json.value»}}", "{{item.reference_answer}}"),
    samples: ROWS,
    says: "None of the 2 outputs in the samples has sample.output_json.value, so none can be graded. sample.output_json has score.",
    mended: [],
  },
  {
    code: "template-path-incomplete",
    bad: check(OUTPUT, "{{«item.topic.name»}}"),
    samples: ROWS,
    says: "1 of 2 rows of the samples has no item.topic.name and can't be graded: row 2.",
  },
  {
    code: "template-path-incomplete",
    bad: check(OUTPUT, "{{«item.a»}}"),
    samples: [{}, {}, { item: { a: null } }, { item: {} }, { item: { b: 1 } }],
    says: "4 of 5 rows of the samples have no item.a and can't be graded: rows 1, 2, 4, ….",
  },
  {
    code: "template-not-expanded",
    bad: `{"type": "string_check", "name": "of «{{ item.topic }}»", "input": "${OUTPUT}", "reference": "x", "operation": "eq"}`,
    says: "No template is expanded here: {{ item.topic }} stays as text.",
  },
  {
    code: "template-not-expanded",
    bad: `{"type": "score_model", "model": "«{{item.model}}»", "input": [{"role": "user", "content": "${OUTPUT}"}]}`,
    says: "stays as text",
  },
  {
    code: "template-not-expanded",
    bad: '{"type": "endpoint", "url": "http://127.0.0.1/«{{item.id}}»", "headers": {"x": "«{{item.key}}»"}}',
    says: "stays as text",
  },
  {
    code: "same-sides",
    bad: check(OUTPUT).replace('"{{item.answer}}"', '«"{{ sample.output_text }}"»'),
    says: "same",
  },
];

describe("rules on templates", () => {
  it.each(CASES)("$code finds the place: $bad", ({ code, bad, samples, says }) => {
    const { text, ranges } = readMarks(bad);
    const found = find(text, samples).filter((problem) => problem.code === code);
    expect(rangesOf(found)).toEqual(ranges);
    expect(found[0]?.message).toContain(says);
  });

  it.each(CASES.filter(({ mended }) => mended))("$code is mended: $bad", (one) => {
    const { text } = readMarks(one.bad);
    const before = find(text, one.samples);
    const after = mended(
      text,
      before.find(({ code }) => code === one.code),
    );
    expect(after).toEqual(one.mended);
    for (const result of after) {
      const others = before.map(({ code }) => code).filter((code) => code !== one.code);
      expect(find(result, one.samples).map(({ code }) => code)).toEqual(one.left ?? others);
    }
  });

  it.each<[string, string, (readonly object[])?]>([
    ["a variable that all rows have", check(OUTPUT, "{{item.reference_answer}}"), ROWS],
    ["a null", check(OUTPUT, "{{item.note}}"), ROWS.slice(1)],
    ["outputs some of which lack a field", check("{{sample.output_json.score}}", "1"), ROWS],
    [
      "a field that the samples bring",
      check("{{sample.extra.x}}", "1"),
      [{ sample: { output_text: "", extra: { x: 1 } } }],
    ],
    ["rows without outputs", check("{{sample.output_json.x}}", "1"), [{ item: { a: 1 } }]],
    ["samples without a row", check(OUTPUT, "{{item.answer}}"), []],
    ["braces of JSON", check(String.raw`{ \"a\": {\"b\": 1}} ${OUTPUT} {item}`)],
    [
      "double braces that hold no variable, where none is expanded",
      `{"type": "string_check", "name": "{{x}} {{item}}", "input": "${OUTPUT}", "reference": "x", "operation": "eq"}`,
    ],
    ["Python with braces", '{"type": "python", "source": "x = \\"{{item.a}} {item.b}\\""}'],
  ])("say nothing of %s", (_, text, samples) => {
    expect(find(text, samples)).toEqual([]);
  });
});
