import * as vscode from "vscode";
import { decodeText, FileError, readTextFile } from "../../node/files/readTextFile";
import { openDocumentOf } from "./graderUri";
import { UserError } from "./userError";

/**
 * The text of a file, unsaved changes included; undefined where there is none.
 * @throws UserError where it can't be read, or is no UTF-8 text
 */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocumentOf(uri);
  if (open) return open.getText();
  // What a query says, as of a file in git's past, is said of another file: its neighbours are not known.
  if (uri.scheme === "untitled" || uri.query !== "") return undefined;
  try {
    return await readClosed(uri);
  } catch (error) {
    if (error instanceof FileError) throw new UserError(error.message);
    throw new UserError(vscode.l10n.t("{0} can't be read: {1}", uri.fsPath, (error as Error).message));
  }
}

/** VS Code asks its window before it reads a file: from the disk it takes a fraction of that. */
async function readClosed(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if (uri.scheme === "file") return (await readTextFile(uri.fsPath)).text;
    return decodeText(uri.path, Buffer.from(await vscode.workspace.fs.readFile(uri))).text;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  if (error instanceof FileError) return error.code === "ENOENT";
  return error instanceof vscode.FileSystemError && error.code === "FileNotFound";
}
