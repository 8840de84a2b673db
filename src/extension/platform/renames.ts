import * as vscode from "vscode";

/** A file or a folder that was renamed, or moved. */
export interface Rename {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** Where something is now, fragment and all; undefined where it was not in what was renamed. */
export function movedBy({ oldUri, newUri }: Rename, uri: vscode.Uri): vscode.Uri | undefined {
  const sameFileSystem = uri.scheme === oldUri.scheme && uri.authority === oldUri.authority;
  if (!sameFileSystem || !`${uri.path}/`.startsWith(`${oldUri.path}/`)) return undefined;
  const path = newUri.path + uri.path.slice(oldUri.path.length);
  return newUri.with({ path, fragment: uri.fragment });
}

/** Calls the listener for each. */
export function onRename(listener: (rename: Rename) => void): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    files.forEach(listener);
  });
}
