import * as vscode from "vscode";
import { nextStep } from "../../core/embeddedText/sync";
import { fileNameOf } from "../documents/documentGraders";
import { openDocumentOf } from "../platform/graderUri";
import { fingerprint } from "./fingerprint";
import { readGraderString } from "./graderString";
import type { SourceFolder } from "./sourceFolder";
import type { UnwrittenTexts } from "./unwritten";
import { inBackground } from "../platform/background";
import { warn } from "../platform/notify";

/**
 * After a restart: texts that were saved but never came into their graders. What can be written is, what has no
 * grader now is offered for saving (linking does both), and where both sides have changed, the user is told.
 */
export async function lookAfterUnwritten(folder: SourceFolder, unwritten: UnwrittenTexts): Promise<void> {
  for (const key of unwritten.all) {
    const file = vscode.Uri.parse(key);
    // Linked already.
    if (openDocumentOf(file)) continue;
    const step = await stepOf(file, folder);
    if (step === "agree" || step === "rest") await unwritten.note(file, false);
    else if (step === "stranded" || step === "write-json") await vscode.workspace.openTextDocument(file);
    else if (step === "ask") inBackground(tellOfBoth(file));
  }
}

/** @returns undefined where another window is to do it */
async function stepOf(file: vscode.Uri, folder: SourceFolder) {
  const [link, text] = await Promise.all([folder.linkOf(file), folder.readFile(file)]);
  if (!link || text === undefined) return "rest";
  const document = vscode.Uri.parse(link.document);
  if (!isOfThisWindow(document)) return undefined;
  const json = await readGraderString({ document, path: link.path });
  return nextStep({
    agreed: link.agreed,
    json: json.kind === "text" ? fingerprint(json.text) : undefined,
    file: fingerprint(text),
    ...{ dirty: false, putOff: false, saved: false, restored: true },
  });
}

/** Untitled graders have names that each window gives anew. */
function isOfThisWindow(document: vscode.Uri): boolean {
  if (document.scheme === "untitled") return false;
  const { workspaceFolders = [], getWorkspaceFolder } = vscode.workspace;
  return workspaceFolders.length === 0 || getWorkspaceFolder(document) !== undefined;
}

async function tellOfBoth(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const answer = await warn(
    vscode.l10n.t(
      "{0} was saved, but has not come into its grader, which has changed too.",
      fileNameOf(file),
    ),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(file, { preview: false });
}
