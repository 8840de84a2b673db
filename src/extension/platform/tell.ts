import * as vscode from "vscode";
import { bugStack, bugWords } from "../../core/bugWords";
import { ProviderError } from "../../core/provider/provider";
import { UserError } from "./userError";

/** Tells the user of a command's error: what can be mended in a message, our own faults in the log too. */
export function tell(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof UserError) {
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  if (error instanceof ProviderError) {
    void vscode.window.showErrorMessage([error.message, error.details.mend].filter(Boolean).join(" "));
    return;
  }
  log.error(bugStack(error));
  const show = vscode.l10n.t("Show Log");
  void vscode.window
    .showErrorMessage(vscode.l10n.t("Graders failed: {0}", bugWords(error)), show)
    .then((answer) => {
      if (answer === show) log.show();
    });
}
