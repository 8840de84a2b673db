import * as vscode from "vscode";
import { recordingsName } from "../../core/grader/fileNames";
import { openRecordings, type OpenRecordings } from "../../core/judge/recordings";
import type { LineFile } from "../../core/ports";
import { addedText, decodeLines, lineFile } from "../../node/files/lineFile";
import { appendInOrder } from "../../node/files/lineQueue";
import { FileError } from "../../node/files/readTextFile";
import { documentUri } from "./graderUri";
import { UserError } from "./userError";

/**
 * The recorded judge answers beside a grader, wherever VS Code keeps its files. What is on the disk counts, and grows,
 * whether or not it is open: an editor without unsaved changes shows what is added, one with some is asked by VS Code,
 * when it is saved, which of the two shall stay.
 * @throws UserError where they are there and can't be read
 */
export function openRecordingsOf(grader: vscode.Uri): Promise<OpenRecordings> {
  const name = recordingsName(grader.path);
  const uri = vscode.Uri.joinPath(documentUri(grader), "..", name);
  return openRecordings(inUserWords(fileFor(grader, uri), uri.path), name);
}

function fileFor(grader: vscode.Uri, uri: vscode.Uri): LineFile {
  // What a query says, as of a file in git's past, is said of another file: its neighbours are not known.
  if (grader.scheme === "untitled" || grader.query !== "") return noFile(grader);
  return uri.scheme === "file" ? lineFile(uri.fsPath) : virtualFile(uri);
}

function noFile(grader: vscode.Uri): LineFile {
  const why = vscode.l10n.t(
    "{0} is no file, so no answers can be recorded beside it. Save it as one first.",
    grader.path,
  );
  return { read: () => Promise.resolve(undefined), append: () => Promise.reject(new UserError(why)) };
}

/** On other file systems, which take a file as a whole only: what comes while it is written goes together. */
function virtualFile(uri: vscode.Uri): LineFile {
  const write = async (lines: readonly string[]) => {
    const before = await readBytes(uri);
    const added = Buffer.from(addedText(before?.at(-1), lines));
    await vscode.workspace.fs.writeFile(uri, Buffer.concat([before ?? Buffer.alloc(0), added]));
  };
  return {
    read: async () => {
      const bytes = await readBytes(uri);
      return bytes && decodeLines(uri.path, bytes);
    },
    append: (line) => appendInOrder(uri.toString(), line, write),
  };
}

async function readBytes(uri: vscode.Uri): Promise<Buffer | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/** The file, with what is wrong with it said to the user, not reported as a fault of ours. */
function inUserWords(file: LineFile, name: string): LineFile {
  return {
    read: () =>
      file.read().catch((error: unknown) => {
        throw userError(error, (why) => vscode.l10n.t("{0} can't be read: {1}", name, why));
      }),
    append: (line) =>
      file.append(line).catch((error: unknown) => {
        throw userError(error, (why) => vscode.l10n.t("{0} can't be written: {1}", name, why));
      }),
  };
}

function userError(error: unknown, words: (why: string) => string): unknown {
  if (error instanceof FileError) return new UserError(error.message);
  return error instanceof vscode.FileSystemError ? new UserError(words(error.message)) : error;
}
