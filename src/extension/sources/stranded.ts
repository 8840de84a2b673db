import * as vscode from "vscode";
import { fileNameOf } from "../language/documentGraders";
import type { GraderString } from "./graderString";
import type { SourceFolder } from "./sourceFolder";
import { tabsOf } from "./tabs";

/** Tells that a file can't be written into its grader, and offers a place of its own for it. */
export function tellStranded(
  file: vscode.TextDocument,
  { kind, why }: Exclude<GraderString, { kind: "text" }>,
  folder: SourceFolder,
): void {
  const name = fileNameOf(file.uri);
  if (kind === "unreadable") {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("{0} {1} is kept and written into it as soon as it can be read again.", why, name),
    );
    return;
  }
  const save = vscode.l10n.t("Save Elsewhere…");
  void vscode.window
    .showWarningMessage(vscode.l10n.t("{0} {1} is kept, but belongs to no grader now.", why, name), save)
    .then(async (answer) => {
      if (answer === save) await saveElsewhere(file.uri, file.getText(), folder);
    });
}

/** Moves a text out of our storage, to where the user says. @returns its new place */
async function saveElsewhere(
  file: vscode.Uri,
  text: string,
  folder: SourceFolder,
): Promise<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(home && { defaultUri: vscode.Uri.joinPath(home, fileNameOf(file)) }),
  });
  if (!target) return undefined;
  await folder.writeFile(target, text);
  await vscode.window.tabGroups.close(tabsOf(file));
  await folder.remove(file);
  await vscode.window.showTextDocument(target, { preview: false });
  return target;
}
