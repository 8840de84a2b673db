import * as vscode from "vscode";
import { fileNameFault, graderFileName } from "../../core/create/fileName";
import { graderStem } from "../../core/grader/fileNames";
import { UserError } from "../platform/userError";
import { exists, fileIn, placeWords, type Place } from "./place";
import { askText } from "../platform/ask";

/** A grader that is to be made, with its samples where they are to be made too. */
export interface NewGraderFiles {
  /** Without folder and endings, as a suggestion. */
  readonly stem: string;
  /** Absent: `.grader.json`. */
  readonly ending?: ".grader.json" | ".grader.jsonc";
  readonly title: string;
  readonly grader: string;
  readonly samples?: string;
  /** Asked before anything is written; false leaves. */
  readonly confirm?: () => Promise<boolean>;
}

/**
 * Asks for the name and writes the files, none over another one; shows the grader.
 * @returns undefined when the user leaves
 */
export async function makeFiles(
  place: Place,
  files: NewGraderFiles,
): Promise<vscode.TextDocument | undefined> {
  const name = await askName(place, files);
  if (name === undefined || (await files.confirm?.()) === false) return undefined;
  const made = [{ name, text: files.grader }];
  if (files.samples !== undefined) made.unshift({ name: samplesName(name), text: files.samples });
  return place.isUntitled ? openUntitled(place, made) : writeAll(place, made);
}

function samplesName(grader: string): string {
  return grader.slice(0, grader.lastIndexOf("/") + 1) + `${graderStem(grader)}.samples.jsonl`;
}

async function askName(place: Place, files: NewGraderFiles): Promise<string | undefined> {
  const suggestion = await freeName(place, files);
  const name = await askText({
    title: files.title,
    prompt: vscode.l10n.t("Name of the grader file ({0})", placeWords(place)),
    value: suggestion,
    valueSelection: [0, suggestion.lastIndexOf(".grader.")],
    ignoreFocusOut: true,
    validateInput: (typed) => nameFault(place, files, typed),
  });
  return name === undefined ? undefined : graderFileName(name);
}

async function freeName(place: Place, files: NewGraderFiles): Promise<string> {
  const { stem, ending = ".grader.json" } = files;
  for (let count = 1; ; count++) {
    const name = graderFileName(`${count === 1 ? stem : `${stem}-${count}`}${ending}`);
    if ((await takenName(place, files, name)) === undefined) return name;
  }
}

async function nameFault(place: Place, files: NewGraderFiles, typed: string) {
  const fault = fileNameFault(typed);
  if (fault !== undefined) return fault;
  const name = graderFileName(typed);
  const taken = await takenName(place, files, name);
  if (taken !== undefined) return vscode.l10n.t("{0} exists already. Choose another name.", taken);
  if (name === typed.trim()) return undefined;
  return {
    message: vscode.l10n.t("It will be {0}.", name),
    severity: vscode.InputBoxValidationSeverity.Info,
  };
}

async function takenName(
  place: Place,
  { samples }: NewGraderFiles,
  name: string,
): Promise<string | undefined> {
  const names = samples === undefined ? [name] : [name, samplesName(name)];
  const taken = await Promise.all(names.map((each) => exists(fileIn(place, each))));
  return names[taken.indexOf(true)];
}

interface MadeFile {
  readonly name: string;
  readonly text: string;
}

/** All or none, and each as a step that VS Code can undo. */
async function writeAll(place: Place, files: readonly MadeFile[]): Promise<vscode.TextDocument> {
  const edit = new vscode.WorkspaceEdit();
  for (const { name, text } of files) {
    edit.createFile(fileIn(place, name), { contents: new TextEncoder().encode(text) });
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError(vscode.l10n.t("{0} could not be written.", files.map(({ name }) => name).join(", ")));
  }
  return show(fileIn(place, files.at(-1)?.name ?? ""));
}

async function openUntitled(place: Place, files: readonly MadeFile[]): Promise<vscode.TextDocument> {
  let document: vscode.TextDocument | undefined;
  for (const { name, text } of files) {
    document = await show(fileIn(place, name));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), text);
    await vscode.workspace.applyEdit(edit);
  }
  if (!document) throw new Error("nothing to open");
  return document;
}

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}
