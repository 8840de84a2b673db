import * as vscode from "vscode";
import { editorText } from "../../core/embeddedText/editorText";
import { embeddedFileName } from "../../core/embeddedText/names";
import { readText } from "../platform/readText";
import { UserError } from "../platform/userError";
import { changeValues } from "../documents/editGrader";
import { writeGraderString } from "../sources/graderString";
import { fileNameOf, type OpenGrader } from "../documents/documentGraders";
import { needText, pickText } from "./pickText";

const PYTHON_FILES = { Python: ["py"] };

/**
 * Insert Python File as Source: a file becomes the `source` of a Python grader, in one step of undo.
 *
 * @param at see {@link pickText}
 * @param file asked for where it is no URI
 * @returns the file; undefined where the user picks nothing
 */
export async function insertPythonFile(
  open: OpenGrader,
  at: unknown,
  file: unknown,
): Promise<vscode.Uri | undefined> {
  const target = await pickText(open, "python", at);
  if (!target) return undefined;
  const chosen = file instanceof vscode.Uri ? file : await pickFile(open);
  if (!chosen) return undefined;
  const read = await readText(chosen);
  if (read === undefined) throw new UserError(vscode.l10n.t("{0} does not exist.", chosen.fsPath));
  const text = editorText(read);
  const { document } = open;
  if (target.text !== undefined) await writeGraderString({ document: document.uri, path: target.path }, text);
  else await changeValues(document.uri, [{ path: target.path, value: text }]);
  return chosen;
}

async function pickFile(open: OpenGrader): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Python file that becomes the source"),
      openLabel: vscode.l10n.t("Insert"),
      filters: PYTHON_FILES,
      ...defaultIn(open, ""),
    })) ?? [];
  return file;
}

/**
 * Extract Source to File: writes a copy of a Python source to a file, and shows it. The grader stays as it is.
 *
 * @param at see {@link pickText}
 * @param file asked for where it is no URI
 * @returns the file; undefined where the user picks nothing
 */
export async function extractSource(
  open: OpenGrader,
  at: unknown,
  file: unknown,
): Promise<vscode.Uri | undefined> {
  const picked = await pickText(open, "python", at);
  if (!picked) return undefined;
  const { text, path } = needText(open, picked);
  const name = embeddedFileName(open.document.uri.path, "python", path);
  const target =
    file instanceof vscode.Uri
      ? file
      : await vscode.window.showSaveDialog({ filters: PYTHON_FILES, ...defaultIn(open, name) });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(target, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  vscode.window.setStatusBarMessage(
    vscode.l10n.t("{0} is a copy: the grader keeps its own source.", fileNameOf(target)),
    5000,
  );
  return target;
}

/** Beside the grader; an untitled one is beside nothing. */
function defaultIn({ document }: OpenGrader, name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = document.isUntitled
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : vscode.Uri.joinPath(document.uri, "..");
  return folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {};
}
