import * as vscode from "vscode";
import { applyEdits, modify, type Edit } from "jsonc-parser";
import { difference } from "../../core/json/difference";
import type { JsonPath, PlainJson } from "../../core/json/value";
import type { TextEdit } from "../../core/json/edits";
import { toRange } from "../language/ranges";
import { documentUri, graderBase } from "../platform/graderUri";
import { UserError } from "../platform/userError";

/** A value put at a path of the grader (counted from the grader), or what stands there removed. */
export interface ValueChange {
  readonly path: JsonPath;
  /** Absent: remove. */
  readonly value?: PlainJson;
}

/** Changes values in a grader's document as one undo step; comments and layout elsewhere stay. */
export async function changeValues(grader: vscode.Uri, changes: readonly ValueChange[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument(documentUri(grader));
  const base = graderBase(grader);
  const before = document.getText();
  const after = changes.reduce(
    (text, { path, value }) => applyEdits(text, editsFor(text, [...base, ...path], value)),
    before,
  );
  await replace(document, smallestEdit(before, after));
}

/** Applies edits to a document as one undo step. */
export async function applyTextEdits(grader: vscode.Uri, edits: readonly TextEdit[]): Promise<void> {
  await replace(await vscode.workspace.openTextDocument(documentUri(grader)), edits);
}

function editsFor(text: string, path: JsonPath, value: PlainJson | undefined): Edit[] {
  return modify(text, [...path], value, {
    formattingOptions: { insertSpaces: true, tabSize: indentOf(text) },
  });
}

/** The indent that the file's first indented line uses. */
function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2;
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
