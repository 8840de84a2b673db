import * as vscode from "vscode";
import { pick } from "./ask";

export interface FileQuestion {
  readonly title: string;
  /** What the file holds. */
  readonly what: string;
  readonly pattern: string;
  /** Files in its folder come first. */
  readonly near: vscode.Uri;
  /** Names that fit come first. */
  readonly words: RegExp;
  /** The label of an answer that names no file; absent: one must be named. */
  readonly none?: string;
}

const MOST_FILES = 500;

interface FileItem extends vscode.QuickPickItem {
  readonly answer?: vscode.Uri | "none" | "browse";
}

/**
 * Asks for a file of the workspace, or any other: those that are likely meant come first.
 * @param likely the first answers, best first
 * @param not a file that is already something else
 * @returns undefined where the user leaves
 */
export async function pickFile(
  question: FileQuestion & { readonly none: string },
  likely: readonly (vscode.Uri | undefined)[],
  not?: vscode.Uri,
): Promise<vscode.Uri | "none" | undefined>;
export async function pickFile(
  question: FileQuestion,
  likely: readonly (vscode.Uri | undefined)[],
  not?: vscode.Uri,
): Promise<vscode.Uri | undefined>;
export async function pickFile(
  question: FileQuestion,
  likely: readonly (vscode.Uri | undefined)[],
  not?: vscode.Uri,
): Promise<vscode.Uri | "none" | undefined> {
  const { title, what, none } = question;
  const browse: FileItem = { label: vscode.l10n.t("$(folder-opened) Browse…"), answer: "browse" };
  const items: FileItem[] = [
    ...(none === undefined ? [] : [{ label: none, answer: "none" as const }]),
    ...(await candidates(question, likely, not)).map(fileItem),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    browse,
  ];
  const options = { title, placeHolder: what, matchOnDescription: true };
  const answer = (await pick(items, options))?.answer;
  if (answer !== "browse") return answer;
  const folder = question.near.scheme === "file" ? vscode.Uri.joinPath(question.near, "..") : undefined;
  const picked = await vscode.window.showOpenDialog({ title: what, ...(folder && { defaultUri: folder }) });
  return picked?.[0];
}

async function candidates(
  { pattern, near, words }: FileQuestion,
  likely: readonly (vscode.Uri | undefined)[],
  not: vscode.Uri | undefined,
): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(pattern, "**/node_modules/**", MOST_FILES);
  const folder = vscode.Uri.joinPath(near, "..").toString();
  const rank = (uri: vscode.Uri) =>
    (vscode.Uri.joinPath(uri, "..").toString() === folder ? 0 : 2) + (words.test(uri.path) ? 0 : 1);
  const sorted = [...found].sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  const first = likely.filter((uri) => uri !== undefined);
  const unique = new Map([...first, ...sorted].map((uri) => [uri.toString(), uri]));
  if (not) unique.delete(not.toString());
  return [...unique.values()];
}

function fileItem(uri: vscode.Uri): FileItem {
  const path = vscode.workspace.asRelativePath(uri);
  const cut = path.lastIndexOf("/");
  return { label: path.slice(cut + 1), description: path.slice(0, Math.max(cut, 0)), answer: uri };
}
