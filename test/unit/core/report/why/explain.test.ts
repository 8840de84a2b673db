import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringCheckHolds } from "../../../../../src/core/engine/stringCheck";
import { STRING_OPERATIONS, type StringOperation } from "../../../../../src/core/grader/types";
import type { TextPiece } from "../../../../../src/core/report/panel/panelView";
import { explainTexts, type Explanation } from "../../../../../src/core/report/why/explain";
import { parseTemplate } from "../../../../../src/core/template/parse";
import { renderTemplate, type TemplateData } from "../../../../../src/core/template/render";

const INPUT = "{{sample.output_text}}";
const REFERENCE = "{{item.answer}}";

interface Templates {
  readonly input: string;
  readonly reference: string;
}

function render(template: string, data: TemplateData): string | undefined {
  const rendered = renderTemplate(parseTemplate(template), data);
  return rendered.kind === "text" ? rendered.text : undefined;
}

function explain(
  operation: StringOperation,
  input: string,
  reference: string,
  templates: Templates = { input: INPUT, reference: REFERENCE },
): Explanation {
  const data = dataOf(input, reference);
  return explainTexts({
    comparison: { kind: "operation", operation },
    input: render(templates.input, data) ?? "",
    reference: render(templates.reference, data) ?? "",
    target: { path: [], templates, render: (template) => render(template, data) },
  });
}

function dataOf(input: string, reference: string): TemplateData {
  return { sample: new Map([["output_text", input]]), item: new Map([["answer", reference]]) };
}

const summary = (operation: StringOperation, input: string, reference: string) =>
  explain(operation, input, reference).view.summary;
const joined = (pieces: readonly TextPiece[]) => pieces.map(({ text }) => text).join("");
const named = (pieces: readonly TextPiece[]) =>
  pieces.flatMap(({ name, different }) => (name === undefined ? [] : [`${different ? "≠" : "="} ${name}`]));

describe("the summary", () => {
  test.each<[StringOperation, string, string, string]>([
    ["eq", "Paris", "paris", "The texts are equal ignoring case."],
    ["eq", "Paris\n", "Paris", "The texts are equal after trimming."],
    ["eq", " paris\n", "Paris", "The texts are equal ignoring case and after trimming."],
    [
      "eq",
      "“Yes”  it’s\n",
      '"yes" it\'s',
      "The texts are equal ignoring case, but for the kind of quotes and white space.",
    ],
    ["eq", "cafe\u0301", "café", "The texts are equal after Unicode normalisation (NFC)."],
    ["eq", "ﬁne", "fine", "The texts are equal after Unicode normalisation (NFKC)."],
    ["eq", "it\u2019s", "it's", "The texts are equal but for the kind of quotes."],
    ["eq", "\u201cno\u201d", '"no"', "The texts are equal but for the kind of quotes."],
    ["eq", "1\u20132", "1-2", "The texts are equal but for the kind of dashes."],
    ["eq", "a\u00a0b", "a b", "The texts are equal but for the kind of spaces."],
    ["eq", "a\u200bb", "ab", "The texts are equal but for invisible characters."],
    ["eq", "a\r\nb", "a\nb", "The texts are equal but for line ends (CRLF and LF)."],
    ["eq", "a  b\n\nc", "a b c", "The texts are equal but for white space."],
    ["eq", "4.0", "4", "The texts are equal as numbers, and written differently."],
    ["eq", "1,000", "1000", "The texts are equal as numbers, and written differently."],
    ["eq", "The answer is 4.", "4", "The input contains the reference, and more."],
    ["eq", "4", "The answer is 4.", "The reference contains the input, and more."],
    ["eq", "", "4", "The input is empty."],
    ["eq", "4", "", "The reference is empty."],
    ["eq", "cat", "dog", "The texts differ."],
    ["eq", "cat", "cat", "The texts are equal."],
    ["ne", "cat", "cat", "The texts are equal, so ne gives 0."],
    ["ne", "cat", "dog", "The texts differ, as ne asks."],
    ["like", "Paris, France", "Paris", "The input contains the reference."],
    ["like", "Paris", "Paris, France", "The reference contains the input: are the sides swapped?"],
    ["like", "in PARIS", "Paris", "The input contains the reference ignoring case."],
    ["like", "a\u00a0b c", "a b", "The input contains the reference but for the kind of spaces."],
    ["like", "", "Paris", "The input is empty."],
    ["like", "Rome", "Paris", "The input does not contain the reference."],
    ["ilike", "rome", "Paris", "The input does not contain the reference, ignoring case either."],
    ["ilike", "PARIS", "in Paris", "The reference contains the input ignoring case: are the sides swapped?"],
    ["ilike", "in PARIS", "Paris", "The input contains the reference, ignoring case."],
  ])("%s of %j and %j", (operation, input, reference, expected) => {
    expect(summary(operation, input, reference)).toBe(expected);
  });

  test("of a metric that does not look at what differs", () => {
    const comparison = { kind: "metric", metric: "rouge_1", reward: 1 } as const;
    const { view } = explainTexts({ comparison, input: "A cat!", reference: "a cat" });
    expect(view.summary).toBe("The texts differ only where rouge_1 does not look.");
    const low = { ...comparison, reward: 0.4 };
    expect(explainTexts({ comparison: low, input: "a", reference: "a" }).view.summary).toBe(
      "The texts are equal.",
    );
    expect(explainTexts({ comparison: low, input: "A", reference: "a" }).view.summary).toBe(
      "The texts are equal ignoring case.",
    );
  });
});

test("of one long word only what differs is marked", () => {
  const [long, other] = [`${"x".repeat(300)}y${"x".repeat(300)}`, "x".repeat(600)];
  const { sides } = explain("eq", long, other).view;
  expect(
    sides.map(({ pieces }) => pieces.filter(({ kind }) => kind !== "same").map(({ text }) => text)),
  ).toEqual([["y"], []]);
});

describe("mends", () => {
  test.each<[StringOperation, string, string, string[]]>([
    ["eq", "Paris", "paris", ["Change operation to ilike (contains, ignoring case)"]],
    ["eq", "Paris\n", "Paris", ["Change operation to like (contains)"]],
    ["eq", "Paris", "Paris\n", []],
    ["eq", "cat", "", []],
    ["like", "Paris", "in Paris", ["Swap input and reference"]],
    ["like", "in PARIS", "Paris", ["Change operation to ilike (contains, ignoring case)"]],
    ["ilike", "PARIS", "in Paris", ["Swap input and reference"]],
    ["like", "", "Paris", []],
    ["ne", "a", "a", ["Change operation to eq (equal)"]],
    ["eq", "a", "a", []],
  ])("%s of %j and %j", (operation, input, reference, titles) => {
    expect(explain(operation, input, reference).view.mends.map(({ title }) => title)).toEqual(titles);
  });

  test("white space around a template is taken off", () => {
    const { mends } = explain("eq", "Paris", "Paris", { input: INPUT, reference: `${REFERENCE}\n` });
    expect(mends.map(({ title, changes }) => ({ title, changes }))).toEqual([
      {
        title: "Remove the white space around the reference",
        changes: [{ path: ["reference"], value: REFERENCE }],
      },
    ]);
  });

  test("white space around a template is taken off for a metric too", () => {
    const data = dataOf("a", "a");
    const templates = { input: ` ${INPUT}`, reference: REFERENCE };
    const { mends } = explainTexts({
      comparison: { kind: "metric", metric: "fuzzy_match", reward: 0.67 },
      input: " a",
      reference: "a",
      target: { path: ["graders", "x"], templates, render: (template) => render(template, data) },
    });
    expect(mends.map(({ id, changes }) => ({ id, changes }))).toEqual([
      { id: "trim-templates:graders:x", changes: [{ path: ["graders", "x", "input"], value: INPUT }] },
    ]);
  });

  test("make the sample pass, whatever it is", () => {
    const text = fc.stringMatching(/^[ aAbB\n]{0,6}$/);
    const blank = fc.stringMatching(/^[ \n]{0,2}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...STRING_OPERATIONS),
        text,
        text,
        blank,
        blank,
        (operation, a, b, c, d) => {
          const templates = { input: `${c}${INPUT}`, reference: `${REFERENCE}${d}` };
          const data = dataOf(a, b);
          for (const { changes } of explain(operation, a, b, templates).mends) {
            const value = (field: string) => changes.find(({ path }) => path.at(-1) === field)?.value;
            const changed = STRING_OPERATIONS.find((name) => name === value("operation")) ?? operation;
            const [left, right] = [
              value("input") ?? templates.input,
              value("reference") ?? templates.reference,
            ];
            const sides = [left, right].map((side) => render(side, data) ?? "?");
            expect(stringCheckHolds(changed, sides[0]!, sides[1]!)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("what can't be seen", () => {
  const sides = (input: string, reference: string) =>
    explain("eq", input, reference).view.sides.map(({ pieces }) => named(pieces));

  test.each<[string, string, string, string[], string[]]>([
    ["a trailing line break", "yes.\n", "yes", ["≠ U+000A line feed"], []],
    ["several", "yes\n\n", "yes", ["≠ U+000A line feed ×2"], []],
    ["a no-break space", "a\u00a0b", "a b", ["≠ U+00A0 no-break space"], ["≠ U+0020 space"]],
    [
      "a no-break space of both",
      "a\u00a0b",
      "a\u00a0c",
      ["= U+00A0 no-break space"],
      ["= U+00A0 no-break space"],
    ],
    ["a zero-width space", "a\u200bb", "ab", ["≠ U+200B zero-width space"], []],
    [
      "curly quotes",
      "\u2018a\u2019",
      "'a'",
      ["≠ U+2018 left single quote", "≠ U+2019 right single quote"],
      [],
    ],
    ["a combining accent", "cafe\u0301", "café", ["≠ U+0301 combining acute accent"], []],
    ["a tab", "a\tb", "a b", ["≠ U+0009 tab"], ["≠ U+0020 space"]],
    ["a carriage return", "a\r\nb", "a\nb", ["≠ U+000D carriage return"], []],
    ["a dash", "1\u22122", "1-2", ["≠ U+2212 minus sign"], []],
    ["a byte order mark", "\ufeffa", "a", ["≠ U+FEFF byte order mark"], []],
    ["line breaks between words that differ", "cat\r\ndog", "x", [], []],
  ])("%s", (_, input, reference, left, right) => {
    expect(sides(input, reference)).toEqual([left, right]);
  });
});

test("only so many characters are named", () => {
  const { view } = explain("eq", "\u201ca\u201d ".repeat(2000), "b ".repeat(2000));
  expect(named(view.sides[0].pieces).length).toBeLessThanOrEqual(500);
  expect(view.sides[0].pieces.length).toBeLessThanOrEqual(1100);
  expect(joined(view.sides[0].pieces)).toBe("\u201ca\u201d ".repeat(2000));
});

describe("the first difference", () => {
  test.each<[string, string, string | undefined]>([
    ["ab\u00a0c", "ab c", "line 1, column 3: U+00A0 no-break space against a space."],
    ["yes", "yes\n", "line 1, column 4: the end of the text against a line break."],
    ["a\nbx", "a\nby", 'line 2, column 2: "x" against "y".'],
    ["😀x", "😀y", 'line 1, column 2: "x" against "y".'],
    ["😀", "😁", 'line 1, column 1: "😀" (U+1F600) against "😁" (U+1F601).'],
    ["cafe\u0301", "café", 'line 1, column 4: "e" with U+0301 combining acute accent against "é" (U+00E9).'],
    ["same", "same", undefined],
  ])("of %j and %j", (input, reference, expected) => {
    expect(explain("eq", input, reference).view.firstDifference).toBe(
      expected === undefined ? undefined : `First difference: ${expected}`,
    );
  });
});

describe("the alignment", () => {
  const pieces = (input: string, reference: string) =>
    explain("eq", input, reference).view.sides.map((side) =>
      side.pieces.map(
        ({ kind, text, first }) => `${first ? "*" : ""}${kind === "same" ? text : `[${text}]`}`,
      ),
    );

  test("marks changed words, and the changed characters of words that are alike", () => {
    expect(pieces("the cat sat", "the dog sat")).toEqual([
      ["the ", "*[cat]", " sat"],
      ["the ", "*[dog]", " sat"],
    ]);
    expect(pieces("the colour", "the color")).toEqual([
      ["the colo", "*[u]", "r"],
      ["the colo", "r"],
    ]);
  });

  test("gives both texts back", () => {
    const word = fc.constantFrom(
      "cat",
      "Cat",
      "dog",
      " ",
      "\n",
      "\r\n",
      "\u00a0",
      "e\u0301",
      "😀",
      "\ud83d",
      ".",
      "\u200d",
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((words) => words.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, text, (input, reference) => {
        const { view } = explainTexts({
          comparison: { kind: "operation", operation: "eq" },
          input,
          reference,
        });
        expect(view.sides.map(({ pieces: all }) => joined(all))).toEqual([input, reference]);
        const same = view.sides.map(({ pieces: all }) =>
          joined(
            all.filter(({ kind, different }) => kind === "same" || (kind === "invisible" && !different)),
          ),
        );
        expect(same[0]).toBe(same[1]);
        expect(view.sides.every(({ pieces: all }) => all.every((piece) => piece.text !== ""))).toBe(true);
        expect(view.sides.some(({ pieces: all }) => all.some(({ first }) => first))).toBe(
          input !== reference,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("of long texts is a part around the first difference", () => {
    const long = "word ".repeat(40_000);
    const { view } = explain("eq", `${long}cat`, `${long}dog`);
    expect(view.shortened).toBe("Shown: 20,000 of 200,003 characters, from character 198,001 on.");
    expect(view.sides.map(({ pieces: all }) => joined(all).slice(-8))).toEqual(
      ["ord cat", "ord dog"].map((end) => `w${end}`),
    );
    const { view: other } = explain("eq", `cat ${long}`, `dog ${long}`);
    expect(other.shortened).toBe("Shown: 20,000 of 200,004 characters.");
    expect(joined(other.sides[0].pieces)).toHaveLength(20_000);
  });

  test("of long texts with nothing in common is one change", () => {
    const lines = (word: string) =>
      Array.from({ length: 3000 }, (_, index) => `${word}${index * 7}`).join(" ");
    const { view } = explain("eq", `start ${lines("a")} end`, `start ${lines("b")} end`);
    expect(view.sides[0].pieces.map(({ kind }) => kind)).toContain("different");
    expect(view.sides[0].pieces.length).toBeLessThan(20);
  });
});
