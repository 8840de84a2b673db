import * as vscode from "vscode";
import { readable } from "../../support/renderedMarkdown";

/** The markdown of all hovers at an offset, without its escapes. */
export async function hoverAt(document: vscode.TextDocument, offset: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    document.positionAt(offset),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? readable({ source: content.value }) : ""))
    .join("\n");
}
