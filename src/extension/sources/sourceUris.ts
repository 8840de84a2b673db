// Part of the entry, too: which documents are texts of graders is asked of every document that opens.
import * as vscode from "vscode";

/** The scheme of texts of graders that can't be files: their graders are on no disk. */
export const SOURCE_SCHEME = "graders-source";

/** The name of the record beside each file. */
export const RECORD = "link.json";

/** Where texts of graders lie in the extension's storage. */
export function sourcesRoot(storage: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(storage, "sources");
}

/** Whether a document is a text of a grader, opened as a file. */
export function isSourceFile(root: vscode.Uri, uri: vscode.Uri): boolean {
  return (
    uri.scheme === root.scheme && uri.path.startsWith(`${root.path}/`) && !uri.path.endsWith(`/${RECORD}`)
  );
}
