import * as vscode from "vscode";
import { readLink, writeLink, type Link } from "../../core/embeddedText/link";
import { fingerprintOfPlace } from "./fingerprint";
import type { StringPlace } from "./graderString";
import { isSourceFile, RECORD, sourcesRoot } from "./sourceUris";

/** The folder of the extension's storage that holds texts of graders as files, each with its record. */
export class SourceFolder {
  private readonly root: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.root = sourcesRoot(storage);
  }

  /** Whether a document is a text of a grader; its record is none. */
  holds(uri: vscode.Uri): boolean {
    return isSourceFile(this.root, uri);
  }

  /** All files in it, for providers. */
  get pattern(): vscode.RelativePattern {
    return new vscode.RelativePattern(this.root, "**");
  }

  /** Where the file of a string is: the same each time, so that breakpoints and open tabs find it again. */
  folderOf({ document, path }: StringPlace): vscode.Uri {
    return vscode.Uri.joinPath(this.root, fingerprintOfPlace(document.toString(), path));
  }

  /** The record of a file; undefined where there is none that can be read. */
  async linkOf(file: vscode.Uri): Promise<Link | undefined> {
    return this.linkIn(vscode.Uri.joinPath(file, ".."));
  }

  async linkIn(folder: vscode.Uri): Promise<Link | undefined> {
    const text = await readText(vscode.Uri.joinPath(folder, RECORD));
    return text === undefined ? undefined : readLink(text);
  }

  async writeLinkOf(file: vscode.Uri, link: Link): Promise<void> {
    await writeText(vscode.Uri.joinPath(file, "..", RECORD), writeLink(link));
  }

  /** The text of a file; undefined where it is not there. */
  readFile(file: vscode.Uri): Promise<string | undefined> {
    return readText(file);
  }

  writeFile(file: vscode.Uri, text: string): Promise<void> {
    return writeText(file, text);
  }

  /** Removes a file and its record. */
  async remove(file: vscode.Uri): Promise<void> {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, ".."), { recursive: true });
  }

  /** All files that have a record. */
  async files(): Promise<readonly { readonly file: vscode.Uri; readonly link: Link }[]> {
    const folders = await vscode.workspace.fs.readDirectory(this.root).then(
      (entries) => entries.map(([name]) => vscode.Uri.joinPath(this.root, name)),
      () => [],
    );
    const found = await Promise.all(
      folders.map(async (folder) => ({ folder, link: await this.linkIn(folder) })),
    );
    return found.flatMap(({ folder, link }) =>
      link ? [{ file: vscode.Uri.joinPath(folder, link.file), link }] : [],
    );
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
