import * as vscode from "vscode";
import type { GraderType } from "../../core/grader/types";
import { fileNameOf } from "../documents/documentGraders";
import { settings } from "../platform/settings";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";

/** Says that a grader is made and what it needs before it runs; the first result is one click away. */
export function tellOfGrader(grader: vscode.Uri, type: GraderType | undefined): void {
  const name = fileNameOf(grader);
  const run = vscode.l10n.t("Run on Sample");
  if ((type === "score_model" || type === "label_model") && !settings.judgeIsSet()) {
    const choose = vscode.l10n.t("Choose a Judge");
    const message = vscode.l10n.t("{0} is made. It needs a judge: the model that answers for it.", name);
    inBackground(
      inform(message, choose).then((answer) => {
        if (answer === choose)
          inBackground(
            vscode.commands.executeCommand("workbench.action.openSettings", "graders.judge.models"),
          );
      }),
    );
    return;
  }
  const message =
    type === "endpoint"
      ? vscode.l10n.t("{0} is made. It needs your service: put its address at url.", name)
      : type === "python" && !vscode.workspace.isTrusted
        ? vscode.l10n.t("{0} is made. Its Python runs once you trust this workspace.", name)
        : vscode.l10n.t("{0} is made.", name);
  inBackground(
    inform(message, run).then((answer) => {
      if (answer === run) inBackground(vscode.commands.executeCommand("graders.run", grader));
    }),
  );
}
