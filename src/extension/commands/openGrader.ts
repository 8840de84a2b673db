import * as vscode from "vscode";
import { graderAt, readGraderDocument, type GraderDocument } from "../../core/grader/document";
import { graderStem, isGraderFileName, isSamplesFileName } from "../../core/grader/fileNames";
import type { JsonPath } from "../../core/json/value";
import { documentUri, graderBase, graderUri } from "../platform/graderUri";
import { UserError } from "../platform/userError";

/** A grader's document with its text read as JSON. */
export interface OpenGrader {
  /** The grader's identity: its document's URI, with its place where it is a part of the document. */
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  readonly grader: GraderDocument;
}

/**
 * The grader that a command is about: a URI (from a menu, a CodeLens, another extension), else the active
 * editor, else the one in the panel. Unsaved text counts.
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
  const open = readOpenGrader(await openDocument(documentUri(uri)), graderBase(uri));
  if (open.grader.base.length > 0 && !open.grader.json.root) {
    throw new UserError(vscode.l10n.t("{0} has no grader at {1}.", fileNameOf(uri), uri.fragment));
  }
  return open;
}

/** @param base where the grader stands in the document */
export function readOpenGrader(document: vscode.TextDocument, base: JsonPath = []): OpenGrader {
  const whole = readWhole(document);
  const grader = base.length === 0 ? whole : graderAt(whole.name, whole.json, base);
  return { uri: graderUri(document.uri, base), document, grader };
}

interface ReadText {
  readonly version: number;
  readonly comments: boolean;
  readonly whole: GraderDocument;
}

/** Every provider asks after each key: a text is read once. */
const texts = new WeakMap<vscode.TextDocument, ReadText>();

function readWhole(document: vscode.TextDocument): GraderDocument {
  const comments = document.languageId === "jsonc" || document.fileName.endsWith(".jsonc");
  const known = texts.get(document);
  if (known?.version === document.version && known.comments === comments) return known.whole;
  const whole = readGraderDocument(fileNameOf(document.uri), document.getText(), { comments });
  texts.set(document, { version: document.version, comments, whole });
  return whole;
}

/** The last part of a URI's path: what people call the file. */
export function fileNameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument === "string") return vscode.Uri.parse(argument, true);
  const resource = argument as { resourceUri?: unknown; uri?: unknown } | null | undefined;
  const inner = resource?.resourceUri ?? resource?.uri;
  return inner instanceof vscode.Uri ? inner : undefined;
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new UserError(
      vscode.l10n.t("{0} can't be opened as text: {1}", fileNameOf(uri), (error as Error).message),
    );
  }
}

async function activeGrader(): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return undefined;
  if (isSamplesFileName(document.uri.path)) return graderBeside(document.uri);
  const isJson = ["json", "jsonc"].includes(document.languageId) || isGraderFileName(document.uri.path);
  return isJson ? document.uri : undefined;
}

/** The grader that a samples file belongs to. */
async function graderBeside(samples: vscode.Uri): Promise<vscode.Uri | undefined> {
  const stem = graderStem(samples.path).replace(/\.samples$/, "");
  for (const extension of ["json", "jsonc"]) {
    const uri = vscode.Uri.joinPath(samples, "..", `${stem}.grader.${extension}`);
    const found = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (found) return uri;
  }
  return undefined;
}
