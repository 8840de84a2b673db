/** Completion: as a list, and by keystrokes in the suggest widget. */
import * as vscode from "vscode";
import { page } from "./page";
import { eventually } from "./runner";

const ROW = ".suggest-widget.visible .monaco-list-row";

/** What would be offered at an offset, in the order of the providers. */
export async function completionsAt(
  document: vscode.TextDocument,
  offset: number,
): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(offset),
  );
  return items;
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

/** The labels in the suggest widget, once they contain all of `labels`. */
export async function suggestedLabels(labels: readonly string[]): Promise<string[]> {
  let shown: string[] = [];
  return eventually(`suggestions ${labels.join(", ")}`, async () => {
    shown = (await page.texts(`${ROW} .label-name`)).map((label) => label.trim());
    return labels.every((label) => shown.includes(label)) ? shown : undefined;
  });
}

/** Opens the suggest widget where the cursor is, as a user does. */
export async function suggest(): Promise<void> {
  await page.press("Control+Space");
  await page.waitFor(ROW);
}

/** Goes to the suggestion of that label with the arrow keys, and accepts it. */
export async function acceptSuggestion(label: string): Promise<void> {
  const labels = await suggestedLabels([label]);
  let focused = await focusedLabel();
  for (let steps = 0; focused !== label; steps++) {
    if (steps > labels.length) throw new Error(`"${label}" never got the focus among ${labels.join(", ")}.`);
    const left = focused;
    await page.press("ArrowDown");
    focused = await eventually("the next suggestion", async () => {
      const next = await focusedLabel();
      return next === left ? undefined : next;
    });
  }
  await page.press("Enter");
}

function focusedLabel(): Promise<string> {
  return eventually("a focused suggestion", async () => {
    const [label] = await page.texts(`${ROW}.focused .label-name`);
    return label?.trim();
  });
}
