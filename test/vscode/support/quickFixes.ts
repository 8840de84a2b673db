/** Code actions and CodeLenses, as VS Code collects them. */
import * as vscode from "vscode";

/** The quick fixes at an offset. */
export function fixesAt(document: vscode.TextDocument, offset: number): Thenable<vscode.CodeAction[]> {
  const position = document.positionAt(offset);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(position, position),
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** The titles above a document's text, without their icons. */
export async function lensTitles(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    10,
  );
  return lenses.map(({ command }) => (command?.title ?? "").replace(/^\$\([\w-]+\) /, ""));
}
