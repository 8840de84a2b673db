import * as vscode from "vscode";

/** The "Graders" output channel. Texts of samples go to `trace` only, keys nowhere. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel("Graders", { log: true });
}
