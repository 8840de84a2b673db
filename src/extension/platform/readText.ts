import * as vscode from "vscode";
import { readHead, type Head, type HeadLimits } from "../../node/files/readHead";
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
  return saying(uri, () => readClosed(uri));
}

/**
 * The first lines of a file, all of them where it is not long: what nobody needs whole is not taken into the memory
 * that all extensions share.
 * @throws UserError where it can't be read, or is no UTF-8 text
 */
export async function readFirstLines(uri: vscode.Uri, limits: HeadLimits): Promise<Head | undefined> {
  // VS Code gives extensions no document longer than 50 MB.
  if (openDocumentOf(uri) || uri.scheme !== "file") {
    const text = await readText(uri);
    return text === undefined ? undefined : { text, isWhole: true };
  }
  return saying(uri, () => readHead(uri.fsPath, limits));
}

/** VS Code asks its window before it reads a file: from the disk it takes a fraction of that. */
async function readClosed(uri: vscode.Uri): Promise<string> {
  if (uri.scheme === "file") return (await readTextFile(uri.fsPath)).text;
  return decodeText(uri.path, Buffer.from(await vscode.workspace.fs.readFile(uri))).text;
}

/** Undefined where there is no such file. @throws UserError with the file and why it can't be read */
async function saying<Read>(uri: vscode.Uri, read: () => Promise<Read>): Promise<Read | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (error instanceof FileError) throw new UserError(error.message);
    throw new UserError(vscode.l10n.t("{0} can't be read: {1}", uri.fsPath, (error as Error).message));
  }
}

function isMissing(error: unknown): boolean {
  if (error instanceof FileError) return error.code === "ENOENT";
  return error instanceof vscode.FileSystemError && error.code === "FileNotFound";
}
