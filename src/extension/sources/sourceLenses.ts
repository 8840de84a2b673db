import * as vscode from "vscode";
import { embeddedTexts } from "../../core/embeddedText/places";
import { writePointer } from "../../core/json/pointer";
import type { OpenGrader } from "../documents/documentGraders";
import { toRange } from "../documents/ranges";

/** Edit Python Source and Edit Prompt above each grader and sub-grader that has one. */
export function sourceLenses({ uri, document, grader }: OpenGrader): vscode.CodeLens[] {
  const seen = new Set<string>();
  return embeddedTexts(grader).flatMap((text) => {
    const owner = writePointer(text.grader);
    if (text.text === undefined || seen.has(owner)) return [];
    seen.add(owner);
    const { start } = grader.json.rangeOfMember(text.grader.slice(grader.base.length));
    const python = text.kind === "python";
    const command = {
      title: python ? vscode.l10n.t("$(edit) Edit Python Source") : vscode.l10n.t("$(edit) Edit Prompt"),
      command: python ? "graders.editPythonSource" : "graders.editPrompt",
      tooltip: python
        ? vscode.l10n.t("Open the source as a Python file; saving writes it back")
        : vscode.l10n.t("Open a message as Markdown; saving writes it back"),
      arguments: [uri, owner],
    };
    return [new vscode.CodeLens(toRange(document, { start, end: start }), command)];
  });
}
