import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

/**
 * Where new files go: a folder, or, in a window without one, untitled documents that would be saved in the
 * user's home.
 */
export interface Place {
  readonly folder: vscode.Uri;
  readonly isUntitled: boolean;
}

/** The folder that a menu named, else that of the active editor, else the workspace's; undefined when the user leaves. */
export async function choosePlace(argument: unknown): Promise<Place | undefined> {
  const named = argument instanceof vscode.Uri ? await folderOf(argument) : undefined;
  if (named) return { folder: named, isUntitled: false };
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && vscode.workspace.getWorkspaceFolder(active))
    return { folder: parentOf(active), isUntitled: false };
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1)
    return folders[0] ? { folder: folders[0].uri, isUntitled: false } : untitledPlace();
  const picked = await vscode.window.showWorkspaceFolderPick({
    placeHolder: vscode.l10n.t("Folder for the new grader"),
    ignoreFocusOut: true,
  });
  return picked && { folder: picked.uri, isUntitled: false };
}

function untitledPlace(): Place {
  return {
    folder: vscode.Uri.from({ scheme: "untitled", path: vscode.Uri.file(homedir()).path }),
    isUntitled: true,
  };
}

/** A folder itself, a file's folder. */
async function folderOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme === "untitled") return undefined;
  const { type } = await vscode.workspace.fs.stat(uri);
  return (type & vscode.FileType.Directory) !== 0 ? uri : parentOf(uri);
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..");
}

/** How people call a place. */
export function placeWords({ folder, isUntitled }: Place): string {
  if (isUntitled) return vscode.l10n.t("unsaved");
  const path = vscode.workspace.asRelativePath(folder, true);
  return path === folder.fsPath ? path : join(path, "/");
}

/** A file of a place by its name, which may begin with folders. */
export function fileIn({ folder }: Place, name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, name);
}

/** Whether something is there already, on disk or only in an editor. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()))
    return true;
  return vscode.workspace.fs.stat(uri.scheme === "untitled" ? uri.with({ scheme: "file" }) : uri).then(
    () => true,
    () => false,
  );
}
