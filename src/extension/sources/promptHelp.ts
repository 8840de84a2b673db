import * as vscode from "vscode";
import { markdownString } from "../platform/markdownString";
import { completePrompt, hoverPrompt, isTypingInPrompt } from "../../core/complete/promptHelp";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { completionList } from "../documents/insertion";
import { toRange } from "../documents/ranges";
import { pairedRows, templateItem } from "../samples/templateItems";

/** Help within `{{ }}` of a prompt that is open in an editor of its own: the same as in its grader. */
export class PromptHelp implements vscode.CompletionItemProvider, vscode.HoverProvider {
  /** @param graderOf the grader that a document's text belongs to */
  constructor(
    private readonly choices: SampleChoices,
    private readonly graderOf: (document: vscode.Uri) => vscode.Uri | undefined,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const grader = this.graderOf(document.uri);
    const [text, offset] = [document.getText(), document.offsetAt(position)];
    if (!grader || !isTypingInPrompt(text, offset)) return undefined;
    const paired = await pairedRows(grader);
    const samples = paired?.rows.map(({ sample }) => sample) ?? [];
    const completions = completePrompt(text, offset, samples);
    return completionList(completions.map((completion, index) => templateItem(document, completion, index)));
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const grader = this.graderOf(document.uri);
    const [text, offset] = [document.getText(), document.offsetAt(position)];
    if (!grader || !hoverPrompt(text, offset, undefined)) return undefined;
    const hover = hoverPrompt(text, offset, await currentSample(this.choices, grader));
    return hover && new vscode.Hover(markdownString(hover.markdown), toRange(document, hover.range));
  }
}
