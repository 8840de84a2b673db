import assert from "node:assert/strict";
import * as vscode from "vscode";
import { removeFiles, setText, textBecomes } from "../support/documents";
import { MemoryFiles } from "../support/memoryFiles";
import { after, before, beforeEach, eventually, suite, testOnPage } from "../support/runner";
import { notice, openPython, showGrader, startSources, tidyUp, typeAndSave } from "../support/sources";

const single = (source: string) => `{"type": "python", "source": ${JSON.stringify(source)}}`;

suite("Python as Python: graders that are on no disk", () => {
  const files = new MemoryFiles();
  let registered: vscode.Disposable;

  before(async () => {
    registered = vscode.workspace.registerFileSystemProvider("memfs", files);
    await startSources();
  });
  beforeEach(tidyUp);
  after(async () => {
    registered.dispose();
    await removeFiles();
  });

  async function openVirtual(name: string, text: string) {
    const uri = vscode.Uri.parse(`memfs:/${name}.grader.json`);
    files.writeFile(uri, new TextEncoder().encode(text));
    const grader = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(grader, { preview: false, viewColumn: vscode.ViewColumn.One });
    return { grader, python: await openPython(uri) };
  }

  testOnPage("have their source as a document that is no file, and say so", async () => {
    const { grader, python } = await openVirtual("virtual", single("# 0\n"));
    assert.equal(python.uri.scheme, "graders-source");
    assert.match(python.uri.path, /\/virtual\.py$/);
    assert.equal(python.languageId, "python");
    await notice("opens with highlighting only");
    await typeAndSave(python, "# 1");
    await textBecomes(grader, "the edit", (text) => text === single("# 0\n# 1"));
    await eventually("the saved grader", () => files.text(grader.uri) === single("# 0\n# 1") || undefined);

    await setText(grader, single("# 2"));
    await textBecomes(python, "the grader's text", (text) => text === "# 2");
    await showGrader(grader, 0);
    await vscode.commands.executeCommand("undo");
    await textBecomes(python, "the text before", (text) => text === "# 0\n# 1");
  });
});
