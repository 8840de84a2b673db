import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openFile, openTab, removeFiles, setText, show, textBecomes, writeFile } from "../support/documents";
import { setUserSettings } from "../support/graders";
import { hoverAt } from "../support/hovers";
import { page } from "../support/page";
import { cursorIn } from "../support/problems";
import { after, before, eventually, suite, test, testOnPage } from "../support/runner";
import { acceptSuggestion, completionsAt, labelOf, suggestedLabels } from "../support/suggestions";

const ROWS = [
  { item: { answer: "42", "two words": "x", meta: { level: 3 } }, model_sample: '{"name": "Ann"}' },
  { item: { answer: "43", meta: { level: 4 } }, model_sample: "second" },
];

const CHECK =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.answer}}", "operation": "eq"}';
const check = (reference: string) =>
  `{\n  "type": "string_check",\n  "input": "{{sample.output_text}}",\n  "reference": "${reference}",\n  "operation": "eq"\n}\n`;
const multi = (formula: string) =>
  `{"type": "multi", "graders": {"exact": ${CHECK}, "style": ${CHECK}}, "calculate_output": "${formula}"}`;

/** A grader beside the rows, with the cursor's offset. */
async function paired(name: string, marked: string) {
  await writeFile(`${name}.samples.jsonl`, ROWS.map((row) => JSON.stringify(row)).join("\n"));
  const { text, offset } = cursorIn(marked);
  return { document: await openTab(`${name}.grader.json`, text), text, offset };
}

/** Whether the text is what it should be, and JSON whose `field` is this. */
async function becomes(document: vscode.TextDocument, text: string): Promise<void> {
  await textBecomes(document, text, (now) => now === text);
  JSON.parse(document.getText());
}

function place(document: vscode.TextDocument, offset: number): [vscode.Uri, vscode.Position] {
  return [document.uri, document.positionAt(offset)];
}

async function ask<T>(command: string, document: vscode.TextDocument, offset: number, ...more: unknown[]) {
  return vscode.commands.executeCommand<T>(`vscode.${command}`, ...place(document, offset), ...more);
}

function texts(document: vscode.TextDocument, locations: readonly vscode.Location[]): string[] {
  return locations.map(({ range }) => `${document.offsetAt(range.start)} ${document.getText(range)}`);
}

suite("Templates: completion and hover", () => {
  before(() => openFile("first.grader.json", "{}"));
  after(removeFiles);

  test("offers the fields of the rows beside the grader", async () => {
    const { document, offset } = await paired("offer", check("{{item.|}}"));
    const offered = (await completionsAt(document, offset)).filter(
      ({ kind }) => kind === vscode.CompletionItemKind.Field,
    );
    assert.deepEqual(
      offered.map((item) => [labelOf(item), item.detail]),
      [
        ["answer", 'string · "42"'],
        ["two words", 'string · "x"'],
        ["meta", 'object · {"level":3}'],
      ],
    );
  });

  test("offers nothing of ours in what is no template", async () => {
    const { document, offset } = await paired("plain", '{"type": "python", "source": "{{item.|"}');
    // VS Code itself may offer the words of other open files.
    const ours = (await completionsAt(document, offset)).filter(
      ({ kind }) => kind === vscode.CompletionItemKind.Field,
    );
    assert.deepEqual(ours.map(labelOf), []);
  });

  testOnPage("a variable is typed with the help of the list", async () => {
    const { document, offset } = await paired("typed", check("Is it |?"));
    await show(document, offset);
    await page.type("{{");
    await acceptSuggestion("item");
    await suggestedLabels(["answer", "two words", "meta"]);
    await page.type("an");
    await acceptSuggestion("answer");
    await becomes(document, check("Is it {{item.answer}}?"));
    await page.type("!");
    await becomes(document, check("Is it {{item.answer}}!?"));
  });

  testOnPage("keys are escaped, blanks and braces kept, paths followed", async () => {
    const { document, offset } = await paired("escaped", check("{{ | }} é"));
    await show(document, offset);
    await page.type("item.tw");
    await acceptSuggestion("two words");
    await becomes(document, check('{{ item[\\"two words\\"] }} é'));
    await page.type(" {{sample.output_j");
    await acceptSuggestion("output_json");
    await page.type(".");
    await acceptSuggestion("name");
    await becomes(document, check('{{ item[\\"two words\\"] }} {{sample.output_json.name}} é'));
  });

  test("shows the value in the current sample under the mouse", async () => {
    const { document, offset } = await paired("hover", check("{{item.met|a}} {{item.anwser}}"));
    const hover = await hoverAt(document, offset);
    assert.match(hover, /In sample 1 of 2, an object:\s+```json\n\{"level":3\}\n```/);
    assert.match(hover, /Renders to:\s+```\n\{"level": 3\}\n```/);
    const missing = await hoverAt(document, document.getText().indexOf("anwser"));
    assert.match(missing, /In sample 1 of 2, it is missing: .*has no "anwser"/);
  });
});

suite("Formula: completion, hover and symbols", () => {
  before(() => openFile("first.grader.json", "{}"));
  after(removeFiles);

  testOnPage("a formula is typed with the help of the list and the signature", async () => {
    const { document, offset } = await paired("formula", multi("0.5 * |"));
    await show(document, offset);
    await page.type("mi");
    await acceptSuggestion("min");
    await becomes(document, multi("0.5 * min()"));
    await page.type("ex");
    await acceptSuggestion("exact");
    await page.type(", ");
    await page.waitFor(".parameter-hints-widget.visible");
    assert.match(await page.text(".parameter-hints-widget.visible"), /min\(x, y, …\)/);
    await page.type("st");
    await acceptSuggestion("style");
    await becomes(document, multi("0.5 * min(exact, style)"));
  });

  test("names the active parameter", async () => {
    const { document, offset } = await paired("signature", multi("min(exact, |style)"));
    const help = await ask<vscode.SignatureHelp>("executeSignatureHelpProvider", document, offset, ",");
    assert.equal(help.signatures[0]?.label, "min(x, y, …)");
    assert.equal(help.activeParameter, 1);
  });

  test("says under the mouse what it can reach", async () => {
    const { document, offset } = await paired("bounds", multi("exact + 0.4 |* style"));
    assert.match(await hoverAt(document, offset), /from 0 to 1\.4\. It can reach 1\.4\./);
    assert.match(
      await hoverAt(document, document.getText().lastIndexOf("style")),
      /`string_check` sub-grader/,
    );
  });

  test("says under the mouse what a sub-grader came to last", async () => {
    const { document, offset } = await paired("last", multi("exact + st|yle"));
    await eventually(
      "the live reward",
      async () => (await hoverAt(document, offset)).includes("In sample 1 of 2: 0.00.") || undefined,
    );
    await setUserSettings({ live: "off" });
    await vscode.commands.executeCommand("graders.run", document.uri, 0);
    await setText(document, document.getText().replace('"eq"}}', '"ne"}}'));
    assert.match(await hoverAt(document, offset), /In sample 1 of 2, before the change: 0\.00\./);
    await setUserSettings({ live: undefined });
  });

  test("leads from a use to the key, and from the key to its uses", async () => {
    const { document, offset, text } = await paired("symbols", multi("exact + ex|act * style"));
    const declared = `${text.indexOf("exact")} exact`;
    const uses = [text.indexOf("exact +"), text.indexOf("exact *")].map((at) => `${at} exact`);
    const definitions = await ask<vscode.Location[]>("executeDefinitionProvider", document, offset);
    assert.deepEqual(texts(document, definitions), [declared]);
    const references = await ask<vscode.Location[]>(
      "executeReferenceProvider",
      document,
      text.indexOf("exact"),
    );
    assert.deepEqual(texts(document, references), [declared, ...uses]);
  });

  test("renames the key with every use, in one step of undo", async () => {
    const { document, offset, text } = await paired("rename", multi("exact + ex|act * style"));
    const prepared = await ask<{ placeholder: string }>("prepareRename", document, offset);
    assert.equal(prepared.placeholder, "exact");
    const edit = await ask<vscode.WorkspaceEdit>("executeDocumentRenameProvider", document, offset, "same");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), multi("same + same * style").replace('"exact"', '"same"'));
    await show(document);
    await vscode.commands.executeCommand("undo");
    await eventually("the undo", () => (document.getText() === text ? true : undefined));
  });

  test("refuses to rename what is no key, and to what can be none", async () => {
    const { document, offset, text } = await paired("refuse", multi("ex|act + min(style, 1)"));
    for (const elsewhere of [text.indexOf("min("), text.indexOf("graders"), text.indexOf("eq")])
      await assert.rejects(ask("prepareRename", document, elsewhere), /Only a sub-grader's key/);
    for (const name of ["style", "min", "not good"])
      await assert.rejects(
        ask("executeDocumentRenameProvider", document, offset, name),
        /already|formula/,
        name,
      );
  });
});
