import * as vscode from "vscode";
import { linkless } from "../../core/linkless";

// The only place that shows messages (eslint.config.mjs): they quote graders, samples and servers.

/** Shows a message. @returns the action that was chosen */
export function inform(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(linkless(message), ...actions);
}

export function warn(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(linkless(message), ...actions);
}

export function complain(message: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(linkless(message), ...actions);
}
