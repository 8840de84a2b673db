import * as vscode from "vscode";
import { bugStack, bugWords } from "../../core/bugWords";
import { ProviderError } from "../../core/provider/provider";
import { complain } from "./notify";
import { UserError } from "./userError";

/**
 * Tells the user of an error: what can be mended in a message, our own faults in the log too.
 * @param log absent where the fault came before there was one
 */
export function tell(error: unknown, log: vscode.LogOutputChannel | undefined): void {
  if (error instanceof vscode.CancellationError) return;
  const mendable = mendableWords(error);
  if (mendable === undefined) log?.error(bugStack(error));
  const show = vscode.l10n.t("Show Log");
  const shown =
    mendable === undefined
      ? complain(vscode.l10n.t("Graders failed: {0}", bugWords(error)), ...(log ? [show] : []))
      : complain(mendable);
  shown.then(
    (answer) => {
      if (answer === show) log?.show();
    },
    () => undefined,
  );
}

/** What the user can do about it, and undefined where the fault is ours. */
function mendableWords(error: unknown): string | undefined {
  if (error instanceof UserError) return error.message;
  if (error instanceof ProviderError) return [error.message, error.details.mend].filter(Boolean).join(" ");
  return undefined;
}
