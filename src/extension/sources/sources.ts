import type * as vscode from "vscode";
import { LinkedTexts } from "./linkedTexts";
import { SourceEditors } from "./sourceEditors";
import { SourceFolder } from "./sourceFolder";
import { VirtualSources } from "./virtualSources";

/** Texts of graders in editors of their own: Python as Python, prompts as Markdown. */
export class Sources implements vscode.Disposable {
  readonly linked: LinkedTexts;
  readonly editors: SourceEditors;
  readonly virtual = new VirtualSources();

  constructor(storage: vscode.Uri, log: vscode.LogOutputChannel) {
    const folder = new SourceFolder(storage);
    this.linked = new LinkedTexts(folder, log);
    this.editors = new SourceEditors(folder, this.linked);
  }

  dispose(): void {
    this.linked.dispose();
    this.virtual.dispose();
  }
}
