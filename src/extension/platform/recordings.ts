import * as vscode from "vscode";
import { recordingsName } from "../../core/grader/fileNames";
import { readRecordings, type ReadRecordings } from "../../core/judge/recordings";
import { documentUri } from "./graderUri";

interface RecordingsFile extends ReadRecordings {
  readonly name: string;
  readonly exists: boolean;
  append(line: string): Promise<void>;
}

/** The recorded judge answers beside a grader, wherever VS Code keeps its files. */
export async function openRecordings(grader: vscode.Uri): Promise<RecordingsFile> {
  const name = recordingsName(grader.path);
  const uri = vscode.Uri.joinPath(documentUri(grader), "..", name);
  const isAlone = grader.scheme === "untitled" || grader.query !== "";
  const text = isAlone ? undefined : await readText(uri);
  let queue = Promise.resolve();
  return {
    name,
    exists: text !== undefined,
    ...readRecordings(text ?? ""),
    // One write after the other: lines of answers that arrive together do not get lost.
    append: (line) => (queue = queue.then(() => appendLine(uri, line))),
  };
}

async function appendLine(uri: vscode.Uri, line: string): Promise<void> {
  const text = (await readText(uri)) ?? "";
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${text}${line}\n`));
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
