import * as vscode from "vscode";
import { fileNameOf } from "../documents/documentGraders";
import type { GraderString } from "./graderString";
import type { SourceFolder } from "./sourceFolder";
import { tabsOf } from "./tabs";
import { inBackground } from "../platform/background";
import { warn } from "../platform/notify";

/** Tells that a file can't be written into its grader, and offers a place of its own for it. */
export function tellStranded(
  file: vscode.TextDocument,
  { kind, why }: Exclude<GraderString, { kind: "text" }>,
  saveElsewhere: () => Promise<void>,
): void {
  const name = fileNameOf(file.uri);
  if (kind === "unreadable") {
    inBackground(
      warn(vscode.l10n.t("{0} {1} is kept and written into it as soon as it can be read again.", why, name)),
    );
    return;
  }
  const save = vscode.l10n.t("Save Elsewhere…");
  inBackground(
    warn(vscode.l10n.t("{0} {1} is kept, but belongs to no grader now.", why, name), save).then(
      async (answer) => {
        if (answer === save) await saveElsewhere();
      },
    ),
  );
}

/**
 * Moves a text out of our storage, to where the user says, unsaved changes included.
 * @param release called once nothing more is to become of the file
 * @returns its new place
 */
export async function saveElsewhere(
  file: vscode.TextDocument,
  folder: SourceFolder,
  release: () => void,
): Promise<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(home && { defaultUri: vscode.Uri.joinPath(home, fileNameOf(file.uri)) }),
  });
  if (!target) return undefined;
  await folder.writeFile(target, file.getText());
  release();
  // Saved, so that its tab closes without a question.
  if (file.isDirty) await file.save();
  await vscode.window.tabGroups.close(tabsOf(file.uri));
  await folder.remove(file.uri);
  await vscode.window.showTextDocument(target, { preview: false });
  return target;
}
