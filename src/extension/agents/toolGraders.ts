import * as vscode from "vscode";
import { graderAt, type GraderDocument } from "../../core/grader/document";
import { gradableBases } from "../../core/grader/places";
import { JsonDocument } from "../../core/json/document";
import { fileNameOf, gradableOf, readOpenGrader } from "../documents/documentGraders";
import { documentUri, graderBase, graderUri } from "../platform/graderUri";

/** What a tool is given: a file's path, or a grader's JSON text; models also write an object for the latter. */
export interface GraderInput {
  readonly file?: string;
  readonly grader?: string | object;
}

/** A grader that a tool works on. */
export interface ToolGrader {
  /** Its identity; one made of a text is beside nothing. */
  readonly uri: vscode.Uri;
  readonly grader: GraderDocument;
}

/**
 * The graders that an input names: those of a file, unsaved changes included, or of a text; at least one, whatever
 * state it is in, so that what is wrong with it is said.
 * @throws Error with words for the model
 */
export async function readToolGraders({ file, grader }: GraderInput): Promise<readonly ToolGrader[]> {
  if ((file === undefined) === (grader === undefined))
    throw new Error("Give either a file's path as file, or a grader's JSON text as grader.");
  if (file !== undefined) return gradersOfFile(await findFile(file));
  return gradersOfText(typeof grader === "string" ? grader : JSON.stringify(grader));
}

async function gradersOfFile(uri: vscode.Uri): Promise<readonly ToolGrader[]> {
  const document = await vscode.workspace.openTextDocument(documentUri(uri));
  const base = graderBase(uri);
  if (base.length === 0) {
    const graders = gradableOf(document, { anywhere: true });
    return graders.length > 0 ? graders : [readOpenGrader(document)];
  }
  const open = readOpenGrader(document, base);
  if (!open.grader.json.root) throw new Error(`${fileNameOf(uri)} has no grader at #${uri.fragment}.`);
  return [open];
}

const NO_FILE = vscode.Uri.from({ scheme: "untitled", path: "agent.grader.json" });

function gradersOfText(text: string): readonly ToolGrader[] {
  const json = JsonDocument.read(text, { comments: true, trailingCommas: true });
  return gradableBases(NO_FILE.path, json.value).map((base) => ({
    uri: graderUri(NO_FILE, base),
    grader: graderAt(NO_FILE.path, json, base),
  }));
}

/** What questions call what a tool works on. @param one undefined where that can't be read */
export function nameOf(one: ToolGrader | undefined): string {
  return one === undefined || filePathOf(one) === undefined
    ? vscode.l10n.t("the agent's grader")
    : fileNameOf(one.uri);
}

/** The path as tools take it; undefined for a text. */
export function filePathOf({ uri }: ToolGrader): string | undefined {
  return uri.scheme === NO_FILE.scheme ? undefined : uri.fsPath;
}

/**
 * An absolute path, or one from a folder of the workspace; `#/…` behind it is the place of a grader in the file.
 * @throws Error where there is no such file
 */
export async function findFile(path: string): Promise<vscode.Uri> {
  const [, name = path, fragment = ""] = /^(.*?)#(\/.*)$/.exec(path) ?? [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = /^(?:[/\\]|[a-z]:)/i.test(name)
    ? [vscode.Uri.file(name)]
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, name));
  for (const uri of candidates) if (await exists(uri)) return uri.with({ fragment });
  throw new Error(`${name} does not exist. Give an absolute path, or one from a folder of the workspace.`);
}

function exists(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** What a tool asks before it reads files that are no part of the workspace. */
export function outsideAsks(...uris: readonly vscode.Uri[]): readonly string[] {
  return uris
    .filter((uri) => uri.scheme !== NO_FILE.scheme && !vscode.workspace.getWorkspaceFolder(uri))
    .map((uri) => vscode.l10n.t("{0} is read, which is no part of the workspace.", uri.fsPath));
}
