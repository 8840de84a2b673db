import * as vscode from "vscode";
import type { Markdown } from "../../core/markdown";

/** For VS Code to show: without commands, theme icons and HTML. The only place that makes one (eslint.config.mjs). */
export function markdownString({ source }: Markdown): vscode.MarkdownString {
  return new vscode.MarkdownString(source);
}
