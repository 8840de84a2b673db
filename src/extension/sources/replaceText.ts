import * as vscode from "vscode";
import { applyTextEdits, smallestEdit } from "../documents/editGrader";

/** Replaces an open document's text where it differs, so that cursor and folds elsewhere stay. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  await applyTextEdits(document.uri, smallestEdit(document.getText(), text.replace(/\r\n?|\n/g, lineEnd)));
}
