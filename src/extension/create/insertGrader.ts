import * as vscode from "vscode";
import { stemFrom } from "../../core/create/fileName";
import { insertGrader } from "../../core/create/insertGrader";
import { isEval } from "../../core/grader/criteria";
import { graderStem, isEmbeddingFileName, isGraderFileName } from "../../core/grader/fileNames";
import { isObject, type Json } from "../../core/json/value";
import { openGrader } from "../documents/openGrader";
import { pickFile } from "../platform/pickFile";
import { fileNameOf, readOpenGrader, type OpenGrader } from "../documents/documentGraders";
import { EMBEDDING_PATTERN, GRADER_PATTERN } from "../documents/selectors";
import { graderUri } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import { applyTextEdits, smallestEdit } from "../documents/editGrader";
import { pick } from "../platform/ask";

/** A grader and the job or eval that gets it. */
interface Sides {
  readonly source: OpenGrader;
  readonly target: vscode.TextDocument;
}

/**
 * Insert Grader into Job: puts a copy of a grader into a job, or behind the criteria of an eval, as one undo step,
 * and shows it there, unsaved. A grader that is there already is replaced only when the user says so.
 *
 * @param open the grader, or the job or eval
 * @param isGrader whether it is the grader though it stands in a job or an eval
 * @param other the other side; asked for where it is no URI
 * @returns the grader's URI in its new place; undefined when the user leaves
 */
export async function insertIntoJob(
  open: OpenGrader,
  isGrader: boolean,
  other: unknown,
): Promise<vscode.Uri | undefined> {
  const sides = await bothSides(open, isGrader, other instanceof vscode.Uri ? other : undefined);
  if (!sides) return undefined;
  const { source, target } = sides;
  const inserted = putIn(sides);
  if (inserted.replaced !== undefined && inserted.text !== target.getText()) {
    if (!(await mayReplace(target.uri, inserted.replaced))) return undefined;
  }
  // Either side may have changed while the user was asked.
  const { text, base } = putIn({ source: readOpenGrader(source.document, source.grader.base), target });
  await applyTextEdits(target.uri, smallestEdit(target.getText(), text));
  const { start } = readOpenGrader(target).grader.json.rangeOfKey(base);
  const place = target.positionAt(start);
  await vscode.window.showTextDocument(target, { preview: false, selection: new vscode.Range(place, place) });
  return graderUri(target.uri, base);
}

/** @throws UserError where the target can't have the grader */
function putIn({ source: { grader, document }, target }: Sides) {
  const { json } = readOpenGrader(target).grader;
  const stem = stemFrom(graderStem(document.uri.path), grader.type ?? "grader");
  const insertion = insertGrader({ name: fileNameOf(target.uri), json }, grader, stem);
  if (insertion.kind === "refused") throw new UserError(insertion.reason);
  return insertion;
}

async function bothSides(
  open: OpenGrader,
  isGrader: boolean,
  other: vscode.Uri | undefined,
): Promise<Sides | undefined> {
  const isTarget = !isGrader && takesGrader(open.document);
  const file = other ?? (await (isTarget ? askGrader : askTarget)(open.document.uri));
  if (!file) return undefined;
  if (isTarget) return { source: await openGrader(file), target: open.document };
  return { source: open, target: await vscode.workspace.openTextDocument(file) };
}

/** Whether a document is a job or an eval, by its name or by what it has. */
function takesGrader(document: vscode.TextDocument): boolean {
  if (isEmbeddingFileName(document.uri.path)) return true;
  if (!["json", "jsonc"].includes(document.languageId)) return false;
  const { root } = readOpenGrader(document).grader;
  return isEval(root) || isObject(root?.get("method"));
}

const title = () => vscode.l10n.t("Insert Grader into Job");

function askTarget(near: vscode.Uri): Promise<vscode.Uri | undefined> {
  const what = vscode.l10n.t("The job or eval that gets the grader");
  return pickFile(
    { title: title(), what, pattern: EMBEDDING_PATTERN, near, words: /job/i },
    openFiles(takesGrader),
    near,
  );
}

function askGrader(near: vscode.Uri): Promise<vscode.Uri | undefined> {
  const what = vscode.l10n.t("The grader that goes into {0}", fileNameOf(near));
  return pickFile(
    { title: title(), what, pattern: GRADER_PATTERN, near, words: /grader/i },
    openFiles(({ uri }) => isGraderFileName(uri.path)),
    near,
  );
}

/** What is open and fits, what is on screen first. */
function openFiles(fits: (document: vscode.TextDocument) => boolean): readonly vscode.Uri[] {
  const onScreen = vscode.window.visibleTextEditors.map(({ document }) => document);
  const all = [...onScreen, ...vscode.workspace.textDocuments];
  return all.filter((document) => !document.isClosed && fits(document)).map(({ uri }) => uri);
}

async function mayReplace(target: vscode.Uri, replaced: Json): Promise<boolean> {
  const words = isObject(replaced)
    ? ["type", "name"].map((key) => replaced.get(key)).filter((value) => typeof value === "string")
    : [];
  const replace = {
    label: vscode.l10n.t("$(replace) Replace it"),
    description: words.join(" · "),
    detail: vscode.l10n.t("Undo brings it back."),
  };
  const keep = { label: vscode.l10n.t("$(circle-slash) Keep it") };
  const placeHolder = vscode.l10n.t("{0} has a grader already", fileNameOf(target));
  const picked = await pick([replace, keep], { title: title(), placeHolder });
  return picked === replace;
}
