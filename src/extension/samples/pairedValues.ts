import * as vscode from "vscode";
import { isSamplesFileName, pairedSamplesNames } from "../../core/grader/fileNames";
import type { RowValues } from "../../core/validate/rowValues";
import { readPairedSamples, rowValuesOf } from "./pairedSamples";
import { inBackground, later } from "../platform/background";

/** Samples are typed too: their graders are checked again when the typist rests. */
const DELAY_MS = 300;

/**
 * The rows beside the open graders, for checks while typing. They are read when they are first asked for and again
 * when their file changes, saved or not; until then the graders are checked without them.
 */
export class PairedValues implements vscode.Disposable {
  private readonly known = new Map<string, RowValues | undefined>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** The latest reading of each. */
  private readonly turns = new Map<string, symbol>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly disposables: vscode.Disposable[];

  /** Tells the grader's document whose rows are others now. */
  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.samples.{json,jsonl}");
    const look = (uri: vscode.Uri) => {
      this.schedule(uri);
    };
    this.disposables = [
      this.changed,
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidChange(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isSamplesFileName(document.uri.path)) look(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // Changes that were not saved are gone.
        if (isSamplesFileName(uri.path)) look(uri);
        this.known.delete(uri.toString());
      }),
    ];
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** The rows beside a grader's document, as far as they are known now. */
  of({ uri }: vscode.TextDocument): RowValues | undefined {
    const key = uri.toString();
    if (!this.known.has(key)) {
      this.known.set(key, undefined);
      inBackground(this.read(uri));
    }
    return this.known.get(key);
  }

  private schedule(samples: vscode.Uri): void {
    const key = samples.toString();
    clearTimeout(this.timers.get(key));
    const timer = later(DELAY_MS, () => {
      this.timers.delete(key);
      for (const grader of this.known.keys()) {
        const uri = vscode.Uri.parse(grader);
        if (pairsWith(uri, samples)) inBackground(this.read(uri));
      }
    });
    this.timers.set(key, timer);
  }

  private async read(grader: vscode.Uri): Promise<void> {
    const key = grader.toString();
    const turn = Symbol(key);
    this.turns.set(key, turn);
    // A samples file that can't be read is told of when it is run, not while a grader is typed.
    const values = rowValuesOf(await readPairedSamples(grader).catch(() => undefined));
    if (this.turns.get(key) !== turn) return;
    this.turns.delete(key);
    if (!this.known.has(key) || this.known.get(key) === values) return;
    this.known.set(key, values);
    this.changed.fire(grader);
  }
}

function pairsWith(grader: vscode.Uri, samples: vscode.Uri): boolean {
  return pairedSamplesNames(grader.path).some(
    (name) => vscode.Uri.joinPath(grader, "..", name).toString() === samples.toString(),
  );
}
