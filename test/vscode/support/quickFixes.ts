/** Code actions and CodeLenses, as VS Code collects them. */
import * as vscode from "vscode";
import { page } from "./page";
import { eventually } from "./runner";

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

/** Opens the list of actions at the cursor by its key, and takes the first, which has that title. */
export async function takeAction(key: "Control+." | "Control+Shift+r", title: string): Promise<void> {
  const row = `.action-widget .monaco-list-row:has-text('${title}')`;
  await eventually(
    `the action ${title}`,
    async () => {
      // VS Code asks each time anew; before the cursor's move has come to the window it has nothing to offer.
      await page.press(key);
      return eventually(title, async () => (await page.count(row)) > 0 || undefined, 2_000).catch(
        () => undefined,
      );
    },
    20_000,
  );
  await page.press("Enter");
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
