import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openTab, removeFiles, setText, show, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { lensTitles } from "../support/quickFixes";
import { after, eventually, suite, test, testOnPage } from "../support/runner";

const check = (reference: string) => ({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference,
  operation: "eq",
});
const MULTI = {
  type: "multi",
  graders: { exact: check("{{item.answer}}"), odd: check("{{item.missing}}") },
  calculate_output: "exact",
  pass_threshold: 0.5,
};
const ROWS = ["right", "wrong"]
  .map((name) => JSON.stringify({ name, item: { answer: "right" }, model_sample: name }))
  .join("\n");

async function openMulti(name: string): Promise<vscode.TextDocument> {
  await writeFile(`${name}.samples.jsonl`, ROWS);
  return openTab(`${name}.grader.json`, JSON.stringify(MULTI, null, 2));
}

const part = (document: vscode.TextDocument, key: string) =>
  document.uri.with({ fragment: `/graders/${key}` });

const ACTIONS = ["Validate", "Run on Sample"];

suite("CodeLenses of graders and sub-graders", () => {
  after(removeFiles);

  test("each sub-grader has its own, above its key", async () => {
    const document = await openMulti("each");
    const sample = "sample 1 of 2 “right”";
    // The first document of the window: the extension comes up with it.
    const titles = await eventually("the lenses", async () => {
      const read = await lensTitles(document);
      return read.length > 0 ? read : undefined;
    });
    assert.deepEqual(titles, [...ACTIONS, sample, ...ACTIONS, ...ACTIONS]);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    const lines = [...new Set(lenses.map(({ range }) => document.lineAt(range.start).text.trim()))];
    assert.deepEqual(lines, ["{", '"exact": {', '"odd": {']);
  });

  test("a sub-grader runs alone, on the sample of its file", async () => {
    const document = await openMulti("alone");
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", part(document, "exact"));
    assert.equal(result.metadata.type, "string_check");
    assert.equal(result.reward, 1);
    await vscode.commands.executeCommand("graders.run", document.uri, 1);
    const second = await vscode.commands.executeCommand<RunResult>("graders.run", part(document, "exact"));
    assert.equal(second.reward, 0, "the sample chosen for the whole is that of its parts");
  });

  test("goes on with the sample and the last results when files are renamed", async () => {
    const document = await openMulti("before");
    await vscode.commands.executeCommand("graders.run", document.uri, 1);
    const told = await lensTitles(document);
    assert.ok(told.includes("sample 2 of 2 “wrong”") && told.includes("0.00 not passed"));
    const inFolder = (name: string) => vscode.Uri.joinPath(document.uri, "..", name);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(inFolder("before.samples.jsonl"), inFolder("after.samples.jsonl"));
    edit.renameFile(document.uri, inFolder("after.grader.json"));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const after = await vscode.workspace.openTextDocument(inFolder("after.grader.json"));
    await eventually("the lenses", async () =>
      JSON.stringify(await lensTitles(after)) === JSON.stringify(told) ? true : undefined,
    );
  });

  test("tells the last result of the sample, and when it is of an older text", async () => {
    const document = await openMulti("last");
    await vscode.commands.executeCommand("graders.run", document.uri, 1);
    const second = "sample 2 of 2 “wrong”";
    const told = [
      [...ACTIONS, second, "0.00 not passed"],
      [...ACTIONS, "0.00"],
      [...ACTIONS, "errored: Variable not found"],
    ];
    assert.deepEqual(await lensTitles(document), told.flat());
    await setText(document, document.getText().replace("item.missing", "item.answer"));
    const [whole, exact] = told.map((titles) => titles.at(-1));
    assert.deepEqual(
      (await lensTitles(document)).filter((title) => !ACTIONS.includes(title)),
      [second, `${whole} before the change`, exact, "errored: Variable not found before the change"],
    );
    await vscode.commands.executeCommand("graders.run", part(document, "odd"));
    assert.equal((await lensTitles(document)).at(-1), "0.00");
  });

  testOnPage("a click on the last result shows it", async () => {
    const document = await openMulti("click");
    await show(document, 0);
    await vscode.commands.executeCommand("graders.run", document.uri, 0);
    await vscode.commands.executeCommand("graders.run", document.uri, 1);
    await vscode.commands.executeCommand("graders.run", part(document, "exact"));
    await viewBecomes("run", ({ reward }) => reward.text === "0.00" && reward.passed === undefined);
    await eventually("the lens", async () =>
      (await page.texts(".codelens-decoration a")).includes("0.00 not passed") ? true : undefined,
    );
    await page.click('.codelens-decoration a:has-text("0.00 not passed")');
    await viewBecomes("run", ({ reward }) => reward.passed?.yes === false);
  });
});
