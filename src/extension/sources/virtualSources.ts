import * as vscode from "vscode";
import { documentUri } from "../platform/graderUri";
import { readGraderString, writeGraderString, type StringPlace } from "./graderString";
import { isReadOnly, linkOfVirtual } from "./virtualUri";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";

/**
 * Texts of graders as documents that are no files: reading one reads the JSON, saving one writes it. Where the
 * JSON has changed meanwhile, VS Code itself compares and asks, as with any file.
 */
export class VirtualSources implements vscode.Disposable {
  /** Set by the entry, which has registered for us. */
  onDidChange: (changed: readonly vscode.Uri[]) => void = () => undefined;
  /** What was read last, and when it became so: VS Code tells new texts by their time. */
  private readonly seen = new Map<string, { readonly text: string; readonly mtime: number }>();
  private readonly changes: vscode.Disposable;

  constructor() {
    this.changes = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      this.graderChanged(document.uri);
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const text = await readText(uri);
    const size = new TextEncoder().encode(text).length;
    const permissions = isReadOnly(uri) ? { permissions: vscode.FilePermission.Readonly } : {};
    return { type: vscode.FileType.File, ctime: 0, mtime: this.mtimeOf(uri, text), size, ...permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(await readText(uri));
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    if (isReadOnly(uri)) throw vscode.FileSystemError.NoPermissions(uri);
    const text = new TextDecoder().decode(content);
    try {
      await writeGraderString(placeOf(uri), text);
    } catch (error) {
      throw vscode.FileSystemError.Unavailable((error as Error).message);
    }
    this.mtimeOf(uri, text);
  }

  dispose(): void {
    this.changes.dispose();
  }

  private mtimeOf(uri: vscode.Uri, text: string): number {
    const before = this.seen.get(uri.toString());
    if (before?.text === text) return before.mtime;
    const mtime = Math.max(Date.now(), (before?.mtime ?? 0) + 1);
    this.seen.set(uri.toString(), { text, mtime });
    return mtime;
  }

  private graderChanged(grader: vscode.Uri): void {
    const changed = vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter((uri) => linkOfVirtual(uri)?.document === documentUri(grader).toString());
    if (changed.length > 0) this.onDidChange(changed);
  }
}

function placeOf(uri: vscode.Uri): StringPlace {
  const link = linkOfVirtual(uri);
  if (!link) throw vscode.FileSystemError.FileNotFound(uri);
  return { document: vscode.Uri.parse(link.document), path: link.path };
}

async function readText(uri: vscode.Uri): Promise<string> {
  const found = await readGraderString(placeOf(uri));
  if (found.kind === "text") return found.text;
  throw vscode.FileSystemError.Unavailable(found.why);
}

/** Tells once a window what a text that is no file lacks. */
export function tellOnceOfVirtual(): void {
  if (told) return;
  told = true;
  inBackground(
    inform(
      vscode.l10n.t(
        "This grader is on no disk that other programs can read, so its source opens with highlighting only: language servers, linters and debuggers don't see it. Saving writes it into the grader as usual.",
      ),
    ),
  );
}

let told = false;
