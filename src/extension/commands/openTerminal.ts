import { delimiter } from "node:path";
import * as vscode from "vscode";
import { settings } from "../platform/settings";

/**
 * A terminal in which `graders` is this extension's own command line. Only this terminal has it: what other
 * terminals are, the user and other extensions decide.
 */
export function openTerminal(extension: vscode.Uri): vscode.Terminal {
  const terminal = vscode.window.createTerminal({
    name: "graders",
    env: {
      PATH: [vscode.Uri.joinPath(extension, "dist", "bin").fsPath, process.env.PATH].join(delimiter),
      // The Node that runs us, or where its sandbox is refused the one that the user named: none must be installed.
      GRADERS_NODE: settings.sandboxNode() ?? process.execPath,
    },
    message: vscode.l10n.t("This extension's command line: graders --help says what it does."),
  });
  terminal.show();
  return terminal;
}
