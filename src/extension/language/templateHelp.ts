import * as vscode from "vscode";
import { markdownString } from "../platform/markdownString";
import {
  completeTemplate,
  isTypingVariable,
  type TemplateCompletion,
} from "../../core/complete/templateHelp";
import { hoverTemplate } from "../../core/complete/templateHover";
import { currentSample, type SampleChoices } from "../commands/sampleChoice";
import { readPairedSamples } from "../results/pairedSamples";
import { graderAround } from "./documentGraders";
import { completionItem, completionList } from "./insertion";
import { toRange } from "./ranges";

const TRIGGER_SUGGEST: vscode.Command = { command: "editor.action.triggerSuggest", title: "" };

/** Help within `{{ }}`, from the paired samples and the one that Run would take. */
export class TemplateHelp implements vscode.CompletionItemProvider, vscode.HoverProvider {
  constructor(private readonly choices: SampleChoices) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const grader = graderAround(document, position)?.grader;
    const offset = document.offsetAt(position);
    if (!grader || !isTypingVariable(grader, offset)) return undefined;
    const paired = await pairedRows(document.uri);
    const samples = paired?.rows.map(({ sample }) => sample) ?? [];
    const items = completeTemplate(grader, offset, samples).map((completion, index) =>
      templateItem(document, completion, index),
    );
    return completionList(items);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const open = graderAround(document, position);
    const offset = document.offsetAt(position);
    if (!open || !hoverTemplate(open.grader, offset, undefined)) return undefined;
    const hover = hoverTemplate(open.grader, offset, await currentSample(this.choices, open.uri));
    return hover && new vscode.Hover(markdownString(hover.markdown), toRange(document, hover.range));
  }
}

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
