import * as vscode from "vscode";
import type { Link } from "../../core/embeddedText/link";
import { fileNameOf } from "../documents/documentGraders";
import { virtualUri } from "./virtualUri";
import { pick } from "../platform/ask";

interface SideItem extends vscode.QuickPickItem {
  readonly side: "file" | "json" | undefined;
}

/**
 * Both sides have changed: shows what differs and asks which text stays.
 * @returns undefined where the user puts the choice off
 */
export async function chooseSide(
  file: vscode.TextDocument,
  link: Link,
): Promise<"file" | "json" | undefined> {
  const grader = fileNameOf(vscode.Uri.parse(link.document));
  const name = fileNameOf(file.uri);
  const left = virtualUri(link, { readonly: true });
  await vscode.commands.executeCommand(
    "vscode.diff",
    left,
    file.uri,
    vscode.l10n.t("{0} ↔ {1}", grader, name),
    // The focus is the question's.
    { preview: true, preserveFocus: true },
  );
  const items: readonly SideItem[] = [
    {
      side: "file",
      label: link.kind === "python" ? vscode.l10n.t("Keep Python") : vscode.l10n.t("Keep Prompt"),
      detail: vscode.l10n.t("Write {0} into {1}", name, grader),
    },
    {
      side: "json",
      label: vscode.l10n.t("Take JSON"),
      detail: vscode.l10n.t("Replace {0} by what {1} says; Undo brings it back", name, grader),
    },
    {
      side: undefined,
      label: vscode.l10n.t("Cancel"),
      detail: vscode.l10n.t("Leave both as they are; saving {0} asks again", name),
    },
  ];
  const choice = await pick(items, {
    title: vscode.l10n.t("Both {0} and {1} have changed. Which text stays?", grader, name),
    // The differences are to be looked at first.
    ignoreFocusOut: true,
  });
  await closeDiff(left);
  return choice?.side;
}

async function closeDiff(left: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.original.toString() === left.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}
