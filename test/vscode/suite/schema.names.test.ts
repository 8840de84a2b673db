import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openTab, removeFiles } from "../support/documents";
import { hoverAt } from "../support/hovers";
import { allChecked, marked, problemsOf } from "../support/problems";
import { after, suite, test } from "../support/runner";
import { completionsAt, labelOf } from "../support/suggestions";

/** Comments and a last comma may stand in a grader file; one fault. */
const COMMENTED = `// What the answer must be
{
  "type": "string_check", /* the simplest */
  "input": "{{sample.output_text}}",
  "reference": "{{item.answer}}",
  // "operation": "ne",
  "operation": «"neq"»
}
`;

const RECOGNISED = [
  ...["math.grader.json", "math.grader.jsonc", "my_grader.json", "my-grader.json", "grader.json"],
  ...["grader-config.json", "my-grader-config.json", "grader_config.json", "grader_config_v2.json"],
];

const OTHER = ["mygrader.json", "grader.txt.json", "graders.json", "my_grader.json5.json"];

/** What stands beside graders; a field of each with a fault in its value. */
const OTHER_SCHEMAS = [
  {
    name: "train.job.json",
    source: '{"method": {}, "model": «3»}',
    field: "method",
    means: /How the model is trained/,
  },
  {
    name: "a.eval.jsonc",
    source: '{"name": "a", "testing_criteria": «[]»}',
    field: "testing_criteria",
    means: /A row passes when every one of them passes/,
  },
  {
    name: "a.samples.json",
    source: '{"item": {}, "model_sample": "x", "expect": «3»}',
    field: "expect",
    means: /What the result must be/,
  },
];

suite("Schema: file names", () => {
  after(removeFiles);

  test("knows the files that hold graders, with comments in them", async () => {
    const { text, start, end } = marked(COMMENTED);
    const documents: vscode.TextDocument[] = [];
    for (const name of RECOGNISED) documents.push(await openTab(`names/${name}`, text));
    await allChecked();
    for (const document of documents) {
      const message =
        'operation is eq, ne, like or ilike. "Not equal" is written ne, "contains" is written like (input contains reference).';
      const expected = [{ at: '"neq"', start, end, message, ours: false }];
      assert.deepEqual(problemsOf(document), expected, document.fileName);
      const labels = (await completionsAt(document, start + 1)).map(labelOf).sort();
      assert.deepEqual(labels, ['"eq"', '"ilike"', '"like"', '"ne"'], document.fileName);
      const hover = await hoverAt(document, text.indexOf('"reference"') + 1);
      assert.match(hover, /The text to compare with, with templates/, document.fileName);
    }
  });

  for (const { name, source, field, means } of OTHER_SCHEMAS) {
    test(`knows ${name}: faults, fields and what they mean`, async () => {
      const { text, start, end } = marked(source);
      const document = await openTab(`schemas/${name}`, text);
      await allChecked();
      const faults = problemsOf(document).filter(({ ours }) => !ours);
      assert.deepEqual(
        faults.map((fault) => [fault.start, fault.end]),
        [[start, end]],
      );
      assert.match(await hoverAt(document, text.indexOf(field) + 1), means);
      const labels = (await completionsAt(document, text.indexOf(field) + 1)).map(labelOf);
      assert.ok(labels.includes(field), labels.join(", "));
    });
  }

  test("leaves files of other names alone, whatever they hold", async () => {
    const { text, start } = marked(COMMENTED.replace(/\/\/.*\n|\/\*.*?\*\//g, ""));
    const documents: vscode.TextDocument[] = [];
    for (const name of OTHER) documents.push(await openTab(`other/${name}`, text));
    await allChecked();
    for (const document of documents) {
      assert.deepEqual(problemsOf(document), [], document.fileName);
      const items = await completionsAt(document, start + 1);
      const offered = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text).map(labelOf);
      assert.deepEqual(offered, [], document.fileName);
    }
  });
});
