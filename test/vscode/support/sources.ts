/** Texts of graders in editors of their own. */
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { openFile } from "./documents";
import { page } from "./page";
import { choose, focused } from "./quickInput";
import { eventually } from "./runner";

/** Loads the extension; VS Code of the web saves by itself unless told not to. */
export async function startSources(): Promise<void> {
  await autoSave("off");
  await openFile("first.grader.json", "{}");
}

export async function autoSave(value: "off" | "afterDelay" | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration("files")
    .update("autoSave", value, vscode.ConfigurationTarget.Global);
}

/** Closes all editors and notifications, with no text left unsaved. */
export async function tidyUp(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.commands.executeCommand("notifications.clearAll");
}

/** Writes a grader and opens it in the first column, as a user who has one. */
export async function openGrader(path: string, text: string): Promise<vscode.TextDocument> {
  const document = await openFile(path, text);
  await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
  return document;
}

/** Goes back to a grader, with the cursor at an offset. */
export async function showGrader(document: vscode.TextDocument, offset: number): Promise<void> {
  const position = document.positionAt(offset);
  await vscode.window.showTextDocument(document, {
    preview: false,
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
  await page.waitFor(".editor-instance .monaco-editor.focused");
}

/** Opens the Python of a grader beside it, by command. */
export async function openPython(grader: vscode.Uri, at?: string): Promise<vscode.TextDocument> {
  return openBy("graders.editPythonSource", grader, at);
}

export async function openPrompt(grader: vscode.Uri, at?: string): Promise<vscode.TextDocument> {
  return openBy("graders.editPrompt", grader, at);
}

async function openBy(command: string, grader: vscode.Uri, at?: string): Promise<vscode.TextDocument> {
  const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>(command, grader, at);
  if (!uri) throw new Error(`${command} opened nothing.`);
  return vscode.workspace.openTextDocument(uri);
}

/** Types at the end of a document in its editor, and saves it as a user does. */
export async function typeAndSave(document: vscode.TextDocument, text: string): Promise<void> {
  await typeAtEnd(document, text);
  await page.press("Control+S");
  await eventually(`saving ${document.uri.path}`, () => !document.isDirty || undefined);
}

export async function typeAtEnd(document: vscode.TextDocument, text: string): Promise<void> {
  const before = document.getText();
  const end = document.positionAt(before.length);
  const tab = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
    ),
  );
  await vscode.window.showTextDocument(document, {
    ...(tab && { viewColumn: tab.viewColumn }),
    preview: false,
    selection: new vscode.Range(end, end),
  });
  await page.waitFor(".editor-instance .monaco-editor.focused");
  await page.insert(text);
  await eventually(`the typing in ${document.uri.path}`, () => document.getText() !== before || undefined);
}

/** What is in a file on disk. */
export function onDisk(uri: vscode.Uri): Promise<string> {
  return readFile(uri.fsPath, "utf8");
}

/** Waits for a notification that contains a text, and gives it whole. While tests run, VS Code shows none by itself. */
export async function notice(part: string): Promise<string> {
  const found = await eventually(`the notification "${part}"`, async () => {
    await vscode.commands.executeCommand("notifications.showList");
    const texts = await page.texts(".notifications-center .notification-list-item-message");
    return texts.find((text) => text.includes(part));
  });
  return found.replaceAll("\u00a0", " ");
}

/** Waits for the question which side stays, and answers it by the keyboard. */
export async function answer(label: "Keep Python" | "Take JSON" | "Cancel"): Promise<void> {
  if (label === "Cancel") {
    await page.waitFor('.quick-input-widget .monaco-list-row:has-text("Cancel")');
    await focused();
    await page.press("Escape");
  } else {
    await choose(label);
  }
  await page.waitFor(".quick-input-widget", "hidden");
}
