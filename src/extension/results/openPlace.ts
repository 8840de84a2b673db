import * as vscode from "vscode";
import { readOpenGrader } from "../language/documentGraders";
import type { JsonDocument, TextRange } from "../../core/json/document";
import type { Place } from "../../core/report/panel/panelView";
import { rangeInString } from "../../core/validate/places";
import { toRange } from "../language/ranges";
import { documentUri, graderBase } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import type { PairedSamples } from "./graderSession";

/** Shows a place of the panel in its editor, which takes the focus. */
export async function openPlace(
  place: Exclude<Place, { in: "preflight" }>,
  grader: vscode.Uri,
  paired: PairedSamples | undefined,
): Promise<void> {
  if (place.in === "samples") {
    const row = paired?.rows[place.index];
    if (!paired || !row) throw new UserError(vscode.l10n.t("This row is no longer in the samples file."));
    await reveal(await vscode.workspace.openTextDocument(paired.uri), row.range);
    return;
  }
  const document = await vscode.workspace.openTextDocument(documentUri(grader));
  const { json } = readOpenGrader(document, graderBase(grader)).grader;
  await reveal(document, place.in === "grader-text" ? place.range : graderRange(json, place));
}

/** Shows a line by VS Code's own means, which opens files too large for extensions. */
export async function openLine(
  uri: vscode.Uri,
  { line, column }: { readonly line: number; readonly column: number },
): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === uri.toString(),
  );
  const position = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  await vscode.commands.executeCommand("vscode.open", uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}

/** Found in the text as it is now: a path survives edits elsewhere. */
function graderRange(json: JsonDocument, { path, span }: Extract<Place, { in: "grader" }>): TextRange {
  return span ? rangeInString(json, path, span) : json.rangeOf(path);
}

async function reveal(document: vscode.TextDocument, range: TextRange): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: toRange(document, range),
  });
}
