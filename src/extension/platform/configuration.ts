import * as vscode from "vscode";

/**
 * What VS Code gave, by section and folder, until a setting changes: it copies a section anew at each call, and some
 * settings are asked for many times at each key.
 */
const known = new Map<string, vscode.WorkspaceConfiguration>();

// Here, so that it comes before all who look at what has changed.
const forget = () => {
  known.clear();
};
vscode.workspace.onDidChangeConfiguration(forget);
vscode.workspace.onDidChangeWorkspaceFolders(forget);

/** A section of the settings, as they are for a file where `scope` is given. */
export function configurationOf(section: string, scope?: vscode.Uri): vscode.WorkspaceConfiguration {
  // Settings of a file are those of its folder.
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope)?.uri.toString();
  const key = `${section} ${folder ?? ""}`;
  const configuration = known.get(key) ?? vscode.workspace.getConfiguration(section, scope);
  known.set(key, configuration);
  return configuration;
}

/** Calls the listener when something in a section or a setting of that name has changed. */
export function onConfigurationChange(name: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(name)) listener();
  });
}
