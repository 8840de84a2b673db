import * as vscode from "vscode";
import { linkless } from "../../core/linkless";
import { visibleName } from "../../core/visible";

// The only place that asks (eslint.config.mjs): questions name files, addresses and samples that others have named.

/** Shows a list to choose from, each text one line in which nothing is hidden. @returns the item as it was given */
export async function pick<T extends string | vscode.QuickPickItem>(
  items: readonly T[],
  { title = "", ...options }: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = items.map((item) =>
    typeof item === "string" ? { label: visibleName(item) } : visibleItem(item),
  );
  const picked = await vscode.window.showQuickPick(shown, { ...options, title: visibleName(title) });
  return picked && items[shown.indexOf(picked)];
}

function visibleItem(item: vscode.QuickPickItem): vscode.QuickPickItem {
  const { label, description, detail } = item;
  return {
    ...item,
    label: visibleName(label),
    ...(description !== undefined && { description: visibleName(description) }),
    ...(detail !== undefined && { detail: visibleName(detail) }),
  };
}

/** Asks for a text. VS Code makes links in what stands below the box, of commands too. */
export function askText(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  const { title, prompt } = options;
  return vscode.window.showInputBox({
    ...options,
    ...(title !== undefined && { title: visibleName(title) }),
    ...(prompt !== undefined && { prompt: linkless(prompt) }),
    ...(options.validateInput && {
      validateInput: async (typed: string) => {
        const fault = await options.validateInput?.(typed);
        return typeof fault === "string" ? linkless(fault) : fault;
      },
    }),
  });
}
