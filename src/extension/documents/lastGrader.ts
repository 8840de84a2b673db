import * as vscode from "vscode";
import { canBeGrader } from "./graderDocuments";

/** Remembers the grader that was edited last: commands of a page without an editor, such as a walkthrough, mean it. */
export class LastGrader implements vscode.Disposable {
  private last: vscode.TextDocument | undefined;
  private readonly listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
    this.see(editor?.document);
  });

  constructor() {
    this.see(vscode.window.activeTextEditor?.document);
  }

  /** Undefined where it was closed. */
  get uri(): vscode.Uri | undefined {
    return this.last?.isClosed === false ? this.last.uri : undefined;
  }

  dispose(): void {
    this.listener.dispose();
  }

  private see(document: vscode.TextDocument | undefined): void {
    if (document && canBeGrader(document)) this.last = document;
  }
}
