import * as vscode from "vscode";
import type { TemplateCompletion } from "../../core/complete/templateHelp";
import { completionItem } from "../documents/insertion";
import { readPairedSamples } from "./pairedSamples";

const TRIGGER_SUGGEST: vscode.Command = { command: "editor.action.triggerSuggest", title: "" };

/** A samples file that can't be read is told of when it is run, not while a grader is typed. */
export function pairedRows(grader: vscode.Uri) {
  return readPairedSamples(grader).catch(() => undefined);
}

export function templateItem(
  document: vscode.TextDocument,
  completion: TemplateCompletion,
  index: number,
): vscode.CompletionItem {
  const isNamespace = completion.kind === "namespace";
  const kind = isNamespace ? vscode.CompletionItemKind.Module : vscode.CompletionItemKind.Field;
  const item = completionItem(document, completion, kind);
  item.filterText = completion.filter;
  // As the rows have them, not by the alphabet.
  item.sortText = String(index).padStart(4, "0");
  if (completion.goesOn) item.command = TRIGGER_SUGGEST;
  return item;
}
