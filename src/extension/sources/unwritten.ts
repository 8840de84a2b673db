// Part of the entry: whether a text waits is asked at each activation, and costs nothing.
import type * as vscode from "vscode";

const KEY = "sources.unwritten";

/**
 * The files of texts that were saved but have not come into their graders: kept over restarts, so that none lies
 * forgotten in the extension's storage.
 */
export class UnwrittenTexts {
  constructor(private readonly state: vscode.Memento) {}

  /** URIs of the files. */
  get all(): readonly string[] {
    return this.state.get<readonly string[]>(KEY, []);
  }

  async note(file: vscode.Uri, isUnwritten: boolean): Promise<void> {
    const key = file.toString();
    if (this.all.includes(key) === isUnwritten) return;
    const others = this.all.filter((other) => other !== key);
    const all = isUnwritten ? [...others, key] : others;
    await this.state.update(KEY, all.length > 0 ? all : undefined);
  }
}
