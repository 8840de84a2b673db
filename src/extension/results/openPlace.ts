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
  place: Place,
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
