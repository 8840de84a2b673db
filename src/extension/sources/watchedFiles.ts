import * as vscode from "vscode";

/** Tells of changes on disk of some files, which no editor may have open. */
export class WatchedFiles implements vscode.Disposable {
  private readonly watchers = new Map<string, vscode.Disposable>();

  constructor(private readonly changed: (file: vscode.Uri) => void) {}

  /** Watches these files and no others. */
  watch(files: readonly vscode.Uri[]): void {
    const wanted = new Map(files.map((file) => [file.toString(), file]));
    for (const [key, watcher] of this.watchers) {
      if (wanted.has(key)) continue;
      watcher.dispose();
      this.watchers.delete(key);
    }
    for (const [key, file] of wanted) {
      if (file.scheme !== "untitled" && !this.watchers.has(key)) this.watchers.set(key, this.watcherOf(file));
    }
  }

  dispose(): void {
    this.watch([]);
  }

  private watcherOf(file: vscode.Uri): vscode.Disposable {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1).replace(/[[\]{}*?]/g, "[$&]");
    const folder = vscode.Uri.joinPath(file, "..");
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const tell = () => {
      this.changed(file);
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(tell),
      watcher.onDidCreate(tell),
      watcher.onDidDelete(tell),
    );
  }
}
