import * as vscode from "vscode";
import { isSamplesFileName } from "../../core/grader/fileNames";
import type { JsonPath } from "../../core/json/value";
import type { Logger } from "../../core/ports";
import { isGraderDocument } from "../documents/graderDocuments";
import { settings } from "../platform/settings";
import { LiveDecorations } from "./liveDecorations";
import { LiveDocument, type LiveContext } from "./liveDocument";
import type { LiveLine } from "./liveLines";
import { later } from "../platform/background";

/** Findings come first; the reward of one sample follows within 100 ms of the last key. */
const DELAY_MS = 50;

/**
 * Rewards at the lines of graders that are on screen, graded again as they are edited (setting
 * `graders.live`). Nothing is sent to any host.
 */
export class LiveRewards implements vscode.Disposable {
  private readonly documents = new Map<vscode.TextDocument, LiveDocument>();
  private readonly timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly decorations = new LiveDecorations();
  private readonly disposables: vscode.Disposable[];
  /** Versions that were saved while we looked on: what is saved may run its Python. */
  private readonly savedHere = new WeakMap<vscode.TextDocument, number>();

  constructor(
    private readonly context: Omit<LiveContext, "draw">,
    private readonly logger: Logger,
  ) {
    this.disposables = [
      this.decorations,
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) this.look(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.edited(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.saved(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.refresh();
      }),
      ...["live", "metrics", "python"].map((key) =>
        settings.onChange(key, () => {
          this.refresh();
        }),
      ),
    ];
    for (const { document } of vscode.window.visibleTextEditors) this.look(document);
  }

  /** What is shown; for tests. */
  lines(document: vscode.TextDocument): readonly LiveLine[] {
    return this.documents.get(document)?.lines.lines ?? [];
  }

  /** What a grader at a path of a document comes to as it stands now; undefined where that is not known. */
  outcomeWords(document: vscode.TextDocument, path: JsonPath): string | undefined {
    return this.documents.get(document)?.lines.outcomeWords(path);
  }

  /** Grades all anew: another sample, or another setting. */
  refresh(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (this.mode(document) === "off") this.forget(document);
      else if (isGraderDocument(document)) {
        // What of it counts may have changed.
        if (!document.isDirty) this.liveOf(document).takeSaved();
        this.gradeSoon(document, 0);
        if (this.savedHere.get(document) === document.version) this.warm(document);
      }
    }
  }

  dispose(): void {
    for (const document of [...this.documents.keys()]) this.forget(document);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** A document has come on screen. */
  private look(document: vscode.TextDocument): void {
    if (this.documents.has(document)) this.draw(document);
    else if (isGraderDocument(document) && this.mode(document) !== "off") this.gradeSoon(document, 0);
  }

  private edited(document: vscode.TextDocument): void {
    if (isSamplesFileName(document.uri.path)) {
      for (const { document: shown } of vscode.window.visibleTextEditors)
        if (isGraderDocument(shown)) this.gradeSoon(shown, DELAY_MS);
      return;
    }
    if (!isGraderDocument(document)) {
      this.forget(document);
      return;
    }
    const mode = this.mode(document);
    // What is edited and not on screen is graded when it comes there.
    if (mode === "onSave") this.documents.get(document)?.becomeStale();
    else if (mode !== "off" && isVisible(document)) this.gradeSoon(document, DELAY_MS);
  }

  private saved(document: vscode.TextDocument): void {
    if (!isGraderDocument(document) || this.mode(document) === "off") return;
    this.savedHere.set(document, document.version);
    this.context.python.saved(document.uri.toString());
    this.liveOf(document).takeSaved();
    this.gradeSoon(document, 0);
    this.warm(document);
  }

  private warm(document: vscode.TextDocument): void {
    const live = this.liveOf(document);
    const known = () => {
      // What waits to be graded will know it too.
      if (!this.timers.has(document) && this.documents.get(document) === live) this.gradeSoon(document, 0);
    };
    live.warm(known).catch(this.noteFailure(live));
  }

  private gradeSoon(document: vscode.TextDocument, delay: number): void {
    clearTimeout(this.timers.get(document));
    // Made now, so that the text before the first key is what was saved.
    const live = this.liveOf(document);
    live.cancel();
    const timer = later(delay, () => {
      this.timers.delete(document);
      if (document.isClosed || this.documents.get(document) !== live) return;
      const { python } = this.context;
      const runPython = this.mode(document) === "onType" || python.isPaused(document.uri.toString());
      live.grade(runPython).catch(this.noteFailure(live));
    });
    this.timers.set(document, timer);
  }

  private noteFailure(live: LiveDocument): (error: unknown) => void {
    return (error) => {
      live.becomeStale();
      this.logger.debug(`Live reward of ${live.document.uri.path}: ${String(error)}`);
    };
  }

  private mode(document: vscode.TextDocument) {
    return settings.live(document.uri);
  }

  private liveOf(document: vscode.TextDocument): LiveDocument {
    const draw = () => {
      this.draw(document);
    };
    const live = this.documents.get(document) ?? new LiveDocument(document, { ...this.context, draw });
    this.documents.set(document, live);
    return live;
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
    const live = this.documents.get(document);
    if (!live) return;
    live.dispose();
    this.documents.delete(document);
    this.draw(document);
  }

  private draw(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) this.decorations.draw(editor, this.lines(document));
    }
  }
}

function isVisible(document: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some((editor) => editor.document === document);
}
