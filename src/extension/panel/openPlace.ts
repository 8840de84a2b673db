import * as vscode from "vscode";
import { embeddedTexts } from "../../core/embeddedText/places";
import type { JsonDocument, TextRange } from "../../core/json/document";
import { LineIndex } from "../../core/json/lines";
import { writePointer } from "../../core/json/pointer";
import type { Place } from "../../core/report/panel/panelView";
import { rangeInString } from "../../core/validate/places";
import { readOpenGrader, type OpenGrader } from "../documents/documentGraders";
import { toRange } from "../documents/ranges";
import { documentUri, graderBase } from "../platform/graderUri";
import type { SourceEditors } from "../sources/sourceEditors";

/** Shows a place of the panel in its editor, which takes the focus. */
export async function openPlace(
  place: Exclude<Place, { in: "preflight" }>,
  grader: vscode.Uri,
  editors: SourceEditors,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(documentUri(grader));
  const open = readOpenGrader(document, graderBase(grader));
  if (place.in === "grader-text") await reveal(document, place.range);
  else if (!(await openPython(open, place, editors)))
    await reveal(document, graderRange(open.grader.json, place));
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

/** A line of Python is shown as Python. @returns whether the place is one */
async function openPython(
  { document, grader }: OpenGrader,
  { path, span }: GraderPlace,
  editors: SourceEditors,
): Promise<boolean> {
  const pointer = writePointer([...grader.base, ...path]);
  const found = embeddedTexts(grader).find(
    (text) => text.kind === "python" && writePointer(text.path) === pointer,
  );
  if (!span || found?.text === undefined) return false;
  const lines = new LineIndex(found.text);
  const [start, end] = [lines.positionOf(span.start), lines.positionOf(span.end)];
  await editors.show(document.uri, { ...found, text: found.text }, grader.base, {
    column: columnOf(document),
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
  return true;
}

type GraderPlace = Extract<Place, { in: "grader" }>;

/** Found in the text as it is now: a path survives edits elsewhere. */
function graderRange(json: JsonDocument, { path, span }: GraderPlace): TextRange {
  return span ? rangeInString(json, path, span) : json.rangeOf(path);
}

async function reveal(document: vscode.TextDocument, range: TextRange): Promise<void> {
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(document),
    selection: toRange(document, range),
  });
}

/** Where a document is shown, or else not over the panel. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
