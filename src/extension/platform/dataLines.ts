import * as vscode from "vscode";
import { readDataLines } from "../../node/files/dataLines";
import { decodeText, FileError } from "../../node/files/readTextFile";
import { inSlices } from "../../node/slices";
import { openDocumentOf } from "./graderUri";
import { UserError } from "./userError";

/**
 * The lines of a file of any length, unsaved changes included, in slices that do not block the window.
 * @throws UserError while it is read, where the file can't be
 */
export async function* dataLines(uri: vscode.Uri): AsyncGenerator<string> {
  const open = openDocumentOf(uri);
  try {
    if (open?.isDirty === true) yield* inSlices(open.getText().split("\n"));
    else if (uri.scheme === "file") yield* readDataLines(uri.fsPath);
    else yield* inSlices(await readElsewhere(uri));
  } catch (error) {
    if (error instanceof FileError) throw new UserError(error.message);
    throw error;
  }
}

/** Other file systems give a file as a whole. */
async function readElsewhere(uri: vscode.Uri): Promise<readonly string[]> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return decodeText(uri.path, Buffer.from(bytes)).text.split("\n");
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new UserError(vscode.l10n.t("{0} can't be read: {1}", uri.path, (error as Error).message));
  }
}
