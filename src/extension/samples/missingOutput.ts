import * as vscode from "vscode";
import { idealOutput } from "../../core/complete/idealOutput";
import type { GraderDocument } from "../../core/grader/document";
import type { ChosenSample } from "./sampleChoice";
import { preview } from "./chooseSample";
import { askText, pick } from "../platform/ask";

interface OutputItem extends vscode.QuickPickItem {
  readonly output: () => Thenable<string | undefined>;
}

/**
 * Asks for the output of a row that has none, as training rows have: an empty text is never graded unasked
 * (architecture.md "Files a user keeps"). Undefined when the user leaves.
 * @param why a sentence: why there is none
 */
export async function askForOutput(
  grader: GraderDocument,
  chosen: ChosenSample,
  why: string,
): Promise<ChosenSample | undefined> {
  const ideal = idealOutput(grader, chosen.sample.item);
  const clipboard = await vscode.env.clipboard.readText();
  const items: OutputItem[] = [
    {
      label: vscode.l10n.t("$(edit) Type the output…"),
      output: () => askText({ title: chosen.label, ignoreFocusOut: true }),
    },
    ...(clipboard === ""
      ? []
      : [
          {
            label: vscode.l10n.t("$(clippy) Paste from the clipboard"),
            description: preview(clipboard),
            output: () => Promise.resolve(clipboard),
          },
        ]),
    ...(ideal === undefined
      ? []
      : [
          {
            label: vscode.l10n.t("$(star) Use the ideal output"),
            description: preview(ideal),
            detail: vscode.l10n.t("What this grader would like best for the row, found from its templates"),
            output: () => Promise.resolve(ideal),
          },
        ]),
  ];
  const picked = await pick(items, {
    title: vscode.l10n.t("{0} has no output", chosen.label),
    placeHolder: vscode.l10n.t("{0} What did the model answer?", why),
    ignoreFocusOut: true,
  });
  const text = await picked?.output();
  if (text === undefined) return undefined;
  return { ...chosen, sample: { ...chosen.sample, output: { kind: "text", text } } };
}
