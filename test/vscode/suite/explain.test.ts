import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openTab, removeFiles, show, textBecomes } from "../support/documents";
import { page } from "../support/page";
import { allChecked, problemsOf } from "../support/problems";
import { choose, focused, offered, told } from "../support/quickInput";
import { after, afterEach, before, eventually, suite, test, testOnPage } from "../support/runner";

/** Two variables of a namespace that does not exist, and a power of other languages. */
const FAULTY = `{
  "type": "multi",
  "graders": {
    "a": { "type": "string_check", "input": "{{sample.output_text}}", "reference": "{{itme.a}}", "operation": "eq" },
    "b": { "type": "string_check", "input": "{{sample.output_text}}", "reference": "{{itme.b}}", "operation": "eq" }
  },
  "calculate_output": "a ** 2 + b"
}
`;

/** The page that Markdown's preview shows. */
async function shownPage(heading: string): Promise<void> {
  await eventually(`the page ${heading}`, async () => {
    const headings = await page.webview.texts("h1").catch(() => []);
    return headings.some((text) => text.includes(heading)) || undefined;
  });
}

async function actionsAt(document: vscode.TextDocument, offset: number): Promise<vscode.CodeAction[]> {
  const position = document.positionAt(offset);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(position, position),
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
}

async function openFaulty(name: string): Promise<vscode.TextDocument> {
  const document = await openTab(name, FAULTY);
  await allChecked();
  await eventually("the findings", () => problemsOf(document).length === 3 || undefined);
  return document;
}

suite("Explain Finding", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(removeFiles);

  testOnPage("shows the page of a code", async () => {
    assert.equal(await vscode.commands.executeCommand("graders.explain", "cosine-top-level"), undefined);
    await told('No finding has the code "cosine-top-level".');
    await vscode.commands.executeCommand("notifications.clearAll");
    assert.equal(
      await vscode.commands.executeCommand("graders.explain", "template-namespace"),
      "template-namespace",
    );
    await shownPage("A variable that begins with neither item nor sample");
  });

  testOnPage("is what a click on the code of a finding under the mouse does", async () => {
    const document = await openFaulty("hovered.grader.json");
    await show(document, FAULTY.indexOf("itme") + 1);
    await vscode.commands.executeCommand("editor.action.showHover");
    await page.waitFor(".monaco-hover a.code-link:has-text('template-namespace')");
    await page.click(".monaco-hover a.code-link:has-text('template-namespace')");
    await shownPage("A variable that begins with neither item nor sample");
  });

  testOnPage("offers what is found in the file first", async () => {
    await show(await openFaulty("offered.grader.json"));
    const explaining = vscode.commands.executeCommand("graders.explain");
    await focused();
    const first = (await offered()).slice(0, 2);
    assert.deepEqual(first.toSorted(), ["formula-syntax", "template-namespace"]);
    await choose("formula-syntax");
    assert.equal(await explaining, "formula-syntax");
    await shownPage("A formula that can");
  });

  test("is offered where a finding is", async () => {
    const document = await openFaulty("lamp.grader.json");
    const actions = await actionsAt(document, FAULTY.indexOf("itme") + 1);
    const explain = actions.find(({ title }) => title === "Explain template-namespace");
    assert.deepEqual(explain?.command?.arguments, ["template-namespace"]);
  });
});

suite("Fix all", () => {
  const saving = () => vscode.workspace.getConfiguration("editor");
  before(() => saving().update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global));
  after(async () => {
    await saving().update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    await removeFiles();
  });

  test("mends all of a code in one step of undo", async () => {
    const document = await openFaulty("all.grader.json");
    const actions = await actionsAt(document, FAULTY.indexOf("itme") + 1);
    const all = actions.find(({ title }) => title === "Fix all template-namespace problems in this file");
    assert.ok(all?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    assert.equal(document.getText(), FAULTY.replaceAll("itme", "item"));
    await show(document);
    await vscode.commands.executeCommand("undo");
    await textBecomes(document, "the text before", (text) => text === FAULTY);
  });

  testOnPage("mends what is beyond doubt when a file is saved, where the user wants that", async () => {
    await saving().update(
      "codeActionsOnSave",
      { "source.fixAll.graders": "explicit" },
      vscode.ConfigurationTarget.Global,
    );
    const document = await openFaulty("saved.grader.json");
    await show(document);
    await page.insert(" ");
    await eventually("the change", () => document.isDirty || undefined);
    await page.press("Control+s");
    await textBecomes(document, "the mend", (text) => text.includes('"(a ^ 2) + b"'));
    await eventually("the saved file", () => !document.isDirty || undefined);
    // What was meant here is not beyond doubt.
    assert.ok(document.getText().includes("{{itme.a}}"));
  });
});
