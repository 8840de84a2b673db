import * as vscode from "vscode";
import { isGraderFileName, isSamplesFileName, samplesStem } from "../../core/grader/fileNames";
import { textAt } from "../../core/json/value";
import { partTitle } from "../../core/report/panel/partTitle";
import { fileNameOf, gradableOf, graderAround, readOpenGrader, type OpenGrader } from "./documentGraders";
import { documentUri, graderBase } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import { pick } from "../platform/ask";

/**
 * The grader that a command is about: a URI (from a menu, a CodeLens, another extension), else the one at the
 * active editor's cursor or of its document, else the one in the panel. Unsaved text counts.
 *
 * @throws UserError where there is none
 */
export async function openGrader(argument: unknown, shown?: vscode.Uri): Promise<OpenGrader> {
  const uri = uriOf(argument) ?? (await activeGrader()) ?? shown;
  if (!uri) {
    throw new UserError(
      vscode.l10n.t(
        "Open a grader file first: a JSON document whose type is a grader's, such as NAME.grader.json.",
      ),
    );
  }
  const document = await openDocument(documentUri(uri));
  const base = graderBase(uri);
  if (base.length === 0) return gradableIn(document);
  const open = readOpenGrader(document, base);
  if (open.grader.json.root) return open;
  throw new UserError(vscode.l10n.t("{0} has no grader at {1}.", fileNameOf(uri), uri.fragment));
}

/**
 * What a document as a whole means: its one grader or eval, else what the user picks among its graders; a
 * document without one as it is, so that what is wrong with it is said.
 * @throws CancellationError where the user picks none
 */
async function gradableIn(document: vscode.TextDocument): Promise<OpenGrader> {
  const graders = gradableOf(document, { anywhere: true });
  const [first = readOpenGrader(document), ...others] = graders;
  if (others.length === 0) return first;
  return pickGrader(graders, vscode.l10n.t("Grader of {0}", fileNameOf(document.uri)));
}

/** @throws CancellationError where the user picks none */
export async function pickGrader(graders: readonly OpenGrader[], title: string): Promise<OpenGrader> {
  const items = graders.map((open) => pickItem(open));
  const picked = await pick(items, { title, matchOnDescription: true });
  if (!picked) throw new vscode.CancellationError();
  return picked.open;
}

function pickItem(open: OpenGrader): vscode.QuickPickItem & { readonly open: OpenGrader } {
  const { type = "", root } = open.grader;
  const name = textAt(root, ["name"]);
  return {
    label: partTitle(open.grader) ?? open.grader.name,
    description: [type, ...(name === undefined ? [] : [name])].join(" · "),
    open,
  };
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument === "string") return vscode.Uri.parse(argument, true);
  const resource = argument as { resourceUri?: unknown; uri?: unknown } | null | undefined;
  const inner = resource?.resourceUri ?? resource?.uri;
  return inner instanceof vscode.Uri ? inner : undefined;
}

/** Whether a command's argument names a grader within its document. */
export function isPlace(argument: unknown): boolean {
  return (uriOf(argument)?.fragment ?? "") !== "";
}

/** The cursor where the document is in the active editor. */
export function cursorIn(document: vscode.TextDocument): vscode.Position | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? editor.selection.active : undefined;
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    const name = fileNameOf(uri);
    throw new UserError(
      uri.scheme !== "untitled" && !(await exists(uri))
        ? vscode.l10n.t("{0} is not there any more: renamed, moved or deleted.", name)
        : vscode.l10n.t("{0} can't be opened as text: {1}", name, (error as Error).message),
    );
  }
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function activeGrader(): Promise<vscode.Uri | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document } = editor;
  if (isSamplesFileName(document.uri.path)) return graderBeside(document.uri);
  const isJson = ["json", "jsonc"].includes(document.languageId) || isGraderFileName(document.uri.path);
  return isJson ? (graderAround(document, editor.selection.active)?.uri ?? document.uri) : undefined;
}

/** The grader that a samples file belongs to. */
async function graderBeside(samples: vscode.Uri): Promise<vscode.Uri | undefined> {
  const stem = samplesStem(samples.path) ?? "";
  for (const suffix of ["grader.json", "grader.jsonc", "job.json", "eval.json", "eval.jsonc", "job.jsonc"]) {
    const uri = vscode.Uri.joinPath(samples, "..", `${stem}.${suffix}`);
    if (await exists(uri)) return uri;
  }
  return undefined;
}
