import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { openFile, openTab, removeFiles, setText, show, textBecomes } from "../support/documents";
import { hoverAt } from "../support/hovers";
import { page } from "../support/page";
import { allChecked, cursorIn, eventuallyProblems, marked } from "../support/problems";
import { after, before, suite, test, testOnPage } from "../support/runner";
import { acceptSuggestion, completionsAt, labelOf, suggest } from "../support/suggestions";

interface Fault {
  readonly row: string;
  /** As VS Code's JSON service says it. */
  readonly message: string;
  /** As we say it, where that differs. */
  readonly inLine?: string;
}

/** Rows with one fault each, and what is said of it. */
const FAULTS: readonly Fault[] = [
  {
    row: '{"model_sample": «42»}',
    message: "model_sample is a text, or an object that is sent as its JSON text.",
  },
  {
    row: '{"name": «1», "model_sample": "a"}',
    message: 'Incorrect type. Expected "string".',
    inLine: "The value must be a text.",
  },
  {
    row: '{"model_sample": "a", "expect": {«"score"»: 1}}',
    message: "Property score is not allowed.",
    inLine: 'Nothing reads "score" here. Correct its name or remove it.',
  },
  {
    row: '{"model_sample": "a", "expect": {"errors": [«"parse_error"»]}}',
    message: "This is no error flag. Flags end in _error, such as invalid_variable_error.",
  },
  {
    row: '{"model_sample": "a", "expect": {"reward": «"1"»}}',
    message: 'reward is a number, or {"min": …, "max": …}.',
  },
];

function labels(items: readonly vscode.CompletionItem[]): string[] {
  return items.map(labelOf).sort();
}

suite("Samples: .samples.json", () => {
  before(allChecked);
  after(removeFiles);

  test("underlines each fault of a row in its place, once", async () => {
    for (const [index, { row, message }] of FAULTS.entries()) {
      const { text, start, end } = marked(`[{"model_sample": "right"}, ${row}]`);
      const document = await openTab(`faults${index}.samples.json`, text);
      await eventuallyProblems(document, [{ at: text.slice(start, end), start, end, message, ours: false }]);
    }
  });

  test("wants one output a row", async () => {
    const { text, start, end } = marked('[«{"model_sample": "a", "sample": {"output_text": "a"}}»]');
    const document = await openTab("two.samples.json", text);
    const message = "A row has model_sample or sample, not both: remove one.";
    await eventuallyProblems(document, [{ at: text.slice(start, end), start, end, message, ours: false }]);
  });

  test("takes one row instead of an array, and checks it", async () => {
    const { text, start, end } = marked('{"model_sample": "a", "label": «[]»}');
    const document = await openTab("one.samples.json", text);
    const message = "Incorrect type. Expected one of number, boolean, string, null.";
    await eventuallyProblems(document, [{ at: "[]", start, end, message, ours: false }]);
  });

  test("completes the fields of a row, and explains them", async () => {
    const { text, offset } = cursorIn('[{"item": {"answer": "42"}, |}]');
    const document = await openFile("complete.samples.json", text);
    assert.deepEqual(labels(await completionsAt(document, offset)), [
      ...["expect", "group", "label", "model_sample", "name", "sample"],
    ]);
    assert.match(await hoverAt(document, text.indexOf("item")), /The data row, as `\{\{item\.…\}\}`/);
  });

  testOnPage("a whole row is one suggestion", async () => {
    const document = await openFile("typed.samples.json", "[]");
    await show(document, 1);
    await suggest();
    await acceptSuggestion("sample");
    const text = await textBecomes(document, "the row", (now) => now.includes("expect"));
    await page.press("Escape");
    assert.deepEqual(JSON.parse(text), [
      { name: "right", item: { answer: "42" }, model_sample: "42", expect: { reward: 1 } },
    ]);
  });
});

suite("Samples: .samples.jsonl", () => {
  after(removeFiles);

  test("underlines each fault in its line and place, once", async () => {
    const rows = ['{"model_sample": "right"}', ...FAULTS.map(({ row }) => row), '{"item": 1}'];
    const text = rows.join("\r\n").replace(/[«»]/g, "");
    const document = await openTab("faults.samples.jsonl", text);
    const expected = FAULTS.map(({ row }) => {
      const place = marked(row);
      const line = text.indexOf(place.text);
      const [start, end] = [line + place.start, line + place.end];
      return { at: text.slice(start, end), start, end, ours: true };
    });
    const found = await eventuallyProblems(document, expected, ({ at, start, end, ours }) => ({
      at,
      start,
      end,
      ours,
    }));
    assert.deepEqual(
      found.map(({ message }) => message),
      FAULTS.map(({ message, inLine }) => inLine ?? message),
    );
  });

  test("says of a broken line where it breaks, and reads on behind it", async () => {
    const { text, start, end } = marked('{"model_sample": "a"}\n{"model_sample": «}»\n{"label": []}\n');
    const document = await openTab("broken.samples.jsonl", text);
    const label = text.indexOf("[]");
    await eventuallyProblems(
      document,
      [
        { at: "}", start, end },
        { at: "[]", start: label, end: label + 2 },
      ],
      ({ at, start, end }) => ({ at, start, end }),
    );
  });

  test("findings go when the fault is mended", async () => {
    const document = await openTab("mended.samples.jsonl", '{"model_sample": 42}\n');
    await eventuallyProblems(document, ["42"], ({ at }) => at);
    await setText(document, '{"model_sample": "42"}\n');
    await eventuallyProblems(document, []);
  });

  test("completes fields and flags, and explains them", async () => {
    const row = cursorIn('{"model_sample": "a"}\n{"item": {}, "expect": {|}}');
    const document = await openTab("complete.samples.jsonl", row.text);
    assert.deepEqual(labels(await completionsAt(document, row.offset)), [
      ...["errors", "passed", "reward", "sub_rewards", "tolerance"],
    ]);
    assert.match(await hoverAt(document, row.text.indexOf("item")), /The data row, as `\{\{item\.…\}\}`/);
    const flags = cursorIn('{"expect": {"errors": [|]}}');
    const other = await openTab("flags.samples.jsonl", flags.text);
    const offered = labels(await completionsAt(other, flags.offset));
    assert.equal(offered.length, 15);
    assert.ok(offered.includes("invalid_variable_error"));
  });

  testOnPage("a row is typed with the help of the list", async () => {
    const document = await openTab("typed.samples.jsonl", '{"model_sample": "first"}\n');
    await show(document);
    await page.type('{"mod');
    await acceptSuggestion("model_sample");
    await textBecomes(document, "the field", (now) => now.includes('{"model_sample": ""'));
    await page.type("second");
    // Leaves the value; a brace that the editor has closed by itself is typed over.
    await page.press("Tab");
    await page.type("}");
    const text = await textBecomes(document, "the text", (now) => now.endsWith('"second"}'));
    assert.equal(text, '{"model_sample": "first"}\n{"model_sample": "second"}');
    await eventuallyProblems(document, []);
  });

  testOnPage("an empty line offers a whole row", async () => {
    const document = await openTab("whole.samples.jsonl", "");
    await show(document);
    await suggest();
    await acceptSuggestion("sample");
    const text = await textBecomes(document, "the row", (now) => now.includes("expect"));
    await page.press("Escape");
    assert.deepEqual(JSON.parse(text), {
      ...{ name: "right", item: { answer: "42" }, model_sample: "42", expect: { reward: 1 } },
    });
  });
});
