/** Files that a suite makes for itself, in a folder of the workspace. */
import * as vscode from "vscode";
import { eventually } from "./runner";
import { page, pageAvailable } from "./page";

/** Of its own for each suite's bundle: VS Code keeps the text of a document for a while after its file is gone. */
const FOLDER = `suite-${Math.random().toString(36).slice(2, 8)}`;

function folder(): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, FOLDER);
}

/** Writes a file and gives its place; a path may name folders. */
export async function writeFile(path: string, text = ""): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(), path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Writes a file and opens it without showing it. */
export async function openFile(path: string, text = ""): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(await writeFile(path, text));
}

/** Shows a document and puts the cursor at an offset: its end, unless told. */
export async function show(document: vscode.TextDocument, offset?: number): Promise<vscode.TextEditor> {
  const position = document.positionAt(offset ?? document.getText().length);
  // Not `editor.selection = …`, which would move the cursor in its own time, under the hands of the typist.
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    selection: new vscode.Range(position, position),
  });
  if (pageAvailable) await page.waitFor(".editor-instance .monaco-editor.focused");
  return editor;
}

/** Writes a file and opens it in a tab: VS Code's JSON service checks what has one. */
export async function openTab(path: string, text: string): Promise<vscode.TextDocument> {
  const document = await openFile(path, text);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Replaces the whole text, unsaved. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  // An edit made on a version that the window has left meanwhile is refused: as a user, try again.
  await eventually(`the edit of ${document.uri.path}`, async () => {
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
    return (await vscode.workspace.applyEdit(edit)) || undefined;
  });
}

/** Closes all editors, without asking about what is unsaved, and removes the files. */
export async function removeFiles(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    if (document.isUntitled) await discard(document);
    else await document.save();
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.workspace.fs.delete(folder(), { recursive: true });
}

/** Closes a document and forgets its text. */
export async function discard(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

/** Waits until a document's text is a value of JSON that `is` accepts. */
export async function textBecomes(
  document: vscode.TextDocument,
  what: string,
  is: (text: string) => boolean,
): Promise<string> {
  return eventually(`${what} in ${JSON.stringify(document.getText())}`, () =>
    is(document.getText()) ? document.getText() : undefined,
  );
}
