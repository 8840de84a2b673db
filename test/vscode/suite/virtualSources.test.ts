import assert from "node:assert/strict";
import * as vscode from "vscode";
import { removeFiles, setText, textBecomes } from "../support/documents";
import { after, before, beforeEach, eventually, suite, testOnPage } from "../support/runner";
import { notice, openPython, showGrader, startSources, tidyUp, typeAndSave } from "../support/sources";

const single = (source: string) => `{"type": "python", "source": ${JSON.stringify(source)}}`;

/** A disk in memory, as virtual workspaces have one. */
class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private time = 1;

  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = () => [];
  createDirectory = () => undefined;
  rename = () => undefined;
  delete = (uri: vscode.Uri) => void this.files.delete(uri.path);

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: this.time, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const found = this.files.get(uri.path);
    if (!found) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
    this.time++;
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  text(uri: vscode.Uri): string {
    return new TextDecoder().decode(this.files.get(uri.path));
  }
}

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
