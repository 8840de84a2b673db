import * as vscode from "vscode";
import { readSamples } from "../../core/dataset/rows";
import { pairedSamplesNames } from "../../core/grader/fileNames";
import { documentUri } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import type { PairedSamples } from "./graderSession";

/** The samples file beside a grader, unsaved changes included; undefined where there is none. */
export async function readPairedSamples(grader: vscode.Uri): Promise<PairedSamples | undefined> {
  if (grader.scheme === "untitled") return undefined;
  for (const name of pairedSamplesNames(grader.path)) {
    const uri = vscode.Uri.joinPath(documentUri(grader), "..", name);
    const text = await readText(uri);
    if (text !== undefined) return samplesOf(uri, text);
  }
  return undefined;
}

/** @throws UserError where the file can't be read */
export async function readSamplesFile(uri: vscode.Uri): Promise<PairedSamples> {
  const text = await readText(uri);
  if (text === undefined) throw new UserError(vscode.l10n.t("{0} does not exist.", uri.fsPath));
  return samplesOf(uri, text);
}

/** The file read last: completion asks for the same rows at every key. */
let last: { readonly text: string; readonly paired: PairedSamples } | undefined;

function samplesOf(uri: vscode.Uri, text: string): PairedSamples {
  if (last?.text === text && last.paired.uri.toString() === uri.toString()) return last.paired;
  const { samples, problems } = readSamples(text, uri.path);
  const paired = { uri, rows: samples, problems };
  last = { text, paired };
  return paired;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw new UserError(vscode.l10n.t("{0} can't be read: {1}", uri.fsPath, (error as Error).message));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(vscode.l10n.t("{0} is no UTF-8 text. Save it as UTF-8.", uri.fsPath));
  }
}
