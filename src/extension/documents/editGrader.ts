import * as vscode from "vscode";
import { withChanges, type ValueChange } from "../../core/create/changeValues";
import { difference } from "../../core/json/difference";
import type { TextEdit } from "../../core/json/edits";
import { toRange } from "./ranges";
import { documentUri, graderBase } from "../platform/graderUri";
import { UserError } from "../platform/userError";

/** Changes values in a grader's document as one undo step; paths begin at the grader. */
export async function changeValues(grader: vscode.Uri, changes: readonly ValueChange[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument(documentUri(grader));
  const base = graderBase(grader);
  const before = document.getText();
  const after = withChanges(
    before,
    changes.map((change) => ({ ...change, path: [...base, ...change.path] })),
  );
  await replace(document, smallestEdit(before, after));
}

/** Applies edits to a document as one undo step. */
export async function applyTextEdits(grader: vscode.Uri, edits: readonly TextEdit[]): Promise<void> {
  await replace(await vscode.workspace.openTextDocument(documentUri(grader)), edits);
}

/** One edit from the first to the last difference, so that the cursor elsewhere stays. */
export function smallestEdit(before: string, after: string): readonly TextEdit[] {
  const differs = difference(before, after);
  if (!differs) return [];
  const { start, endBefore, endAfter } = differs;
  return [{ range: { start, end: endBefore }, newText: after.slice(start, endAfter) }];
}

async function replace(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, toRange(document, range), newText);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError(vscode.l10n.t("The grader could not be changed."));
  }
}
