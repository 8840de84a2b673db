import * as vscode from "vscode";
import { markdownString } from "../platform/markdownString";
import { completeTemplate, isTypingVariable } from "../../core/complete/templateHelp";
import { hoverTemplate } from "../../core/complete/templateHover";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { pairedRows, templateItem } from "../samples/templateItems";
import { graderAround } from "../documents/documentGraders";
import { completionList } from "../documents/insertion";
import { toRange } from "../documents/ranges";

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
