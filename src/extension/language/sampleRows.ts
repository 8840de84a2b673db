import * as vscode from "vscode";
import { completeRow, hoverRow } from "../../core/complete/sampleRow";
import { readSamples } from "../../core/dataset/rows";
import { withChoices } from "../../core/validate/severities";
import { markdownString } from "../platform/markdownString";
import { settings } from "../platform/settings";
import { ProblemDiagnostic, SOURCE } from "../documents/problemDiagnostics";
import { inBackground, later } from "../platform/background";

/** Rows of a huge file are checked when it is run, not while it is edited. */
const MOST_CHARACTERS = 1_000_000;
const MOST_PROBLEMS = 200;
const DELAY_MS = 200;

/** Help in `*.samples.jsonl`, for which VS Code has no language service: checks, completion and hover. */
export const sampleRowCompletion: vscode.CompletionItemProvider = {
  provideCompletionItems(document, position) {
    const line = document.lineAt(position.line).text;
    return completeRow(line, position.character).map((completion) => {
      const kind =
        completion.kind === "property" ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value;
      const item = new vscode.CompletionItem(completion.label, kind);
      item.documentation = markdownString(completion.documentation);
      item.insertText = new vscode.SnippetString(completion.snippet);
      item.range = inLine(position.line, completion.range);
      // The typed quote is part of what is replaced, so it has to match too.
      item.filterText = document.getText(item.range).startsWith('"')
        ? JSON.stringify(completion.label)
        : completion.label;
      return item;
    });
  },
};

export const sampleRowHover: vscode.HoverProvider = {
  provideHover(document, position) {
    const hover = hoverRow(document.lineAt(position.line).text, position.character);
    return hover && new vscode.Hover(markdownString(hover.markdown), inLine(position.line, hover.range));
  },
};

function inLine(line: number, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** Checks of samples files that are open. */
export class SampleDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(`${SOURCE}-samples`);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly selector: vscode.DocumentSelector) {
    this.disposables = [
      this.collection,
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.check(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.schedule(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.collection.delete(uri);
      }),
      settings.onChange("lint.rules", () => {
        this.checkAll();
      }),
    ];
    this.checkAll();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.check(document);
  }

  private schedule(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const timer = later(DELAY_MS, () => {
      this.timers.delete(key);
      if (!document.isClosed) this.check(document);
    });
    this.timers.set(key, timer);
  }

  private check(document: vscode.TextDocument): void {
    inBackground(() => {
      this.show(document);
    });
  }

  private show(document: vscode.TextDocument): void {
    this.collection.delete(document.uri);
    if (vscode.languages.match(this.selector, document) === 0) return;
    const text = document.getText();
    if (text.length > MOST_CHARACTERS) return;
    const { problems } = readSamples(text, document.uri.path);
    const diagnostics = withChoices(problems, settings.lintRules(document.uri))
      .slice(0, MOST_PROBLEMS)
      .map((problem) => new ProblemDiagnostic(document, problem));
    this.collection.set(document.uri, diagnostics);
  }
}
