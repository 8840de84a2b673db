import * as vscode from "vscode";
import { noteLine, type PasteNote } from "../../core/create/paste/readPasted";
import { fileNameOf } from "../documents/documentGraders";
import { inBackground } from "../platform/background";
import { warn } from "../platform/notify";

/** Says what could not be read where a grader comes from: the first thing at once, all of it as a text. */
export function tellOfNotes(grader: vscode.Uri, notes: readonly PasteNote[]): void {
  const lines = notes.map(noteLine);
  const name = fileNameOf(grader);
  const [first = ""] = lines;
  const show = vscode.l10n.t("Show All");
  const message =
    lines.length === 1
      ? vscode.l10n.t("{0} is made, but for one thing. {1}", name, first)
      : vscode.l10n.t("{0} is made, but for {1} things. {2}", name, lines.length, first);
  inBackground(
    warn(message, ...(lines.length > 1 ? [show] : [])).then(async (answer) => {
      if (answer !== show) return;
      const content = `${lines.join("\n")}\n`;
      const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
      await vscode.window.showTextDocument(document, { preview: true });
    }),
  );
}
