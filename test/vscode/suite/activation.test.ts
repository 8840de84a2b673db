import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as vscode from "vscode";
import { discard, openTab, removeFiles, show } from "../support/documents";
import { allChecked, problemsOf } from "../support/problems";
import { after, eventually, suite, test } from "../support/runner";
import { completionsAt, labelOf } from "../support/suggestions";

const extension = vscode.extensions.getExtension("graders.graders")!;
const settings = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, ".vscode/settings.json");

/** Whether the services' bundle, of all that a grader needs, is loaded. */
function servicesLoaded(): boolean {
  const { cache } = createRequire(`${extension.extensionPath}/package.json`);
  return Object.keys(cache).some((path) => path.endsWith("services.cjs"));
}

/** Another language for a file: as VS Code's settings editor would, but without opening a JSON file. */
async function associate(file: string, language: string): Promise<void> {
  const changed = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("files.associations")) return;
      listener.dispose();
      resolve();
    });
  });
  const value = { "files.associations": { [file]: language } };
  await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(JSON.stringify(value)));
  await changed;
}

/** Without the words of the document, which VS Code offers where it knows nothing better. */
async function labelsIn(document: vscode.TextDocument, offset: number): Promise<string[]> {
  const items = await completionsAt(document, offset);
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text).map(labelOf);
}

/** Has to be the first suite of a session: what is loaded stays loaded. */
suite("Activation", () => {
  after(removeFiles);
  after(() => vscode.workspace.fs.delete(settings));

  test("the schema works without the extension's code", async () => {
    assert.equal(servicesLoaded(), false, "Another suite ran first.");
    // The JSON service serves this language too; we neither activate for it nor look at it.
    await associate("early.grader.json", "snippets");
    const document = await openTab("early.grader.json", '{"type": "string_check", "operation": "neq"}');
    assert.equal(document.languageId, "snippets");
    await eventually("the schema's finding", () =>
      problemsOf(document).find(({ at, message }) => at === '"neq"' && message.includes("written ne")),
    );
    const labels = await labelsIn(document, document.getText().indexOf('"neq"') + 1);
    assert.deepEqual(labels.sort(), ['"eq"', '"ilike"', '"like"', '"ne"']);
    assert.deepEqual(
      problemsOf(document).filter(({ ours }) => ours),
      [],
    );
    assert.equal(servicesLoaded(), false);
  });

  test("an ordinary JSON file gets nothing from us, and loads nothing", async () => {
    const manifest = await openTab("package.json", '{"name": "mine", "type": "module", "version": "1.0.0"}');
    const data = await openTab(
      "data.json",
      '{"type": "string_check", "input": "{{sampel.x}}", "operation": }',
    );
    await show(data);
    await eventually("activation", () => extension.isActive || undefined);
    const labels = await labelsIn(data, data.getText().length - 1);
    assert.deepEqual(
      labels.filter((label) => /eq|like|string_check/.test(label)),
      [],
    );
    await eventually("the JSON service's finding", () => problemsOf(data)[0]);
    assert.deepEqual(
      problemsOf(data).map(({ message }) => message),
      ["Value expected"],
    );
    assert.deepEqual(
      problemsOf(manifest).filter(({ ours }) => ours),
      [],
    );
    assert.equal(servicesLoaded(), false);
  });

  test("nor does an untitled document that is no grader", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "json", content: '{"rows": []}' });
    await show(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    assert.deepEqual(lenses, []);
    assert.equal(servicesLoaded(), false);
    await discard(document);
  });

  test("a grader loads the services, and leaves the ordinary file alone", async () => {
    const data = await openTab("other.json", '{"type": "string_check", "input": "{{sampel.x}}"}');
    await openTab("late.grader.json", '{"type": "python", "source": ""}');
    await eventually("the services", () => servicesLoaded() || undefined);
    await allChecked();
    assert.deepEqual(problemsOf(data), []);
  });
});
