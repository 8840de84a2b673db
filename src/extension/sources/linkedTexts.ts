import * as vscode from "vscode";
import { writePointer } from "../../core/json/pointer";
import { movedBy, onRename, type Rename } from "../platform/renames";
import { tell } from "../platform/tell";
import type { StringPlace } from "./graderString";
import { LinkedText, type SyncEvent } from "./linkedText";
import type { SourceFolder } from "./sourceFolder";
import type { UnwrittenTexts } from "./unwritten";
import { WatchedFiles } from "./watchedFiles";
import { inBackground, later } from "../platform/background";

/** Long enough that typing in the JSON is not followed letter by letter. */
const DELAY_MS = 150;
/** Long enough that VS Code has opened all that was unsaved before a restart, an untitled grader too. */
const RESTORE_MS = 3000;

/**
 * The open files that show texts of graders. Each is linked by the record beside it when its document opens, be
 * that now or after a restart, and let go when it closes.
 */
export class LinkedTexts implements vscode.Disposable {
  private readonly linked = new Map<string, LinkedText>();
  private readonly linking = new Map<string, Promise<LinkedText | undefined>>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** Files that the user saves now; VS Code may also save by itself. */
  private readonly savedByUser = new Set<string>();
  private readonly changes = new vscode.EventEmitter<LinkedText>();
  private readonly watched = new WatchedFiles((uri) => {
    this.graderChanged(uri);
  });
  private readonly disposables: vscode.Disposable[];

  /** A link or its state has changed. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly folder: SourceFolder,
    private readonly unwritten: UnwrittenTexts,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      this.changes,
      this.watched,
      vscode.workspace.onDidOpenTextDocument((document) => inBackground(this.opened(document))),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.closed(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.textChanged(document);
      }),
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (reason === vscode.TextDocumentSaveReason.Manual) this.savedByUser.add(document.uri.toString());
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.saved(document);
      }),
      onRename((rename) => {
        this.renamed(rename);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) inBackground(this.opened(document));
  }

  get all(): readonly LinkedText[] {
    return [...this.linked.values()];
  }

  of(file: vscode.Uri): LinkedText | undefined {
    return this.linked.get(file.toString());
  }

  /** The open file that shows a string. */
  at({ document, path }: StringPlace): LinkedText | undefined {
    const [wanted, pointer] = [document.toString(), writePointer(path)];
    return this.all.find(({ link }) => link.document === wanted && writePointer(link.path) === pointer);
  }

  /** Links a document of the folder to its grader. @returns undefined where it has no record */
  link(document: vscode.TextDocument): Promise<LinkedText | undefined> {
    const key = document.uri.toString();
    const linking = this.linking.get(key) ?? this.makeLink(document);
    this.linking.set(key, linking);
    return linking;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const linked of this.all) linked.close();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async makeLink(document: vscode.TextDocument): Promise<LinkedText | undefined> {
    const link = await this.folder.linkOf(document.uri);
    if (!link || document.isClosed) return undefined;
    const linked: LinkedText = new LinkedText(document, link, this.folder, () => {
      inBackground(this.unwritten.note(document.uri, !linked.isClosed && linked.isUnwritten));
      this.changes.fire(linked);
    });
    this.linked.set(document.uri.toString(), linked);
    this.watched.watch(this.all.map(({ place }) => place.document));
    this.sync(linked);
    if (document.isDirty) this.schedule(linked, "restored");
    return linked;
  }

  private async opened(document: vscode.TextDocument): Promise<void> {
    if (this.folder.holds(document.uri)) await this.link(document);
    else this.graderChanged(document.uri);
  }

  private closed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.linked.get(key)?.close();
    this.linking.delete(key);
    if (this.linked.delete(key)) this.watched.watch(this.all.map(({ place }) => place.document));
    else if (document.isUntitled) this.untitledClosed(document);
  }

  /** An untitled document that was saved goes on as a file with the same text. */
  private untitledClosed(document: vscode.TextDocument): void {
    const text = document.getText();
    const file = vscode.workspace.textDocuments.find(
      (open) => !open.isUntitled && open.getText() === text && open.languageId === document.languageId,
    );
    if (file) this.renamed({ oldUri: document.uri, newUri: file.uri });
    else this.graderChanged(document.uri);
  }

  private textChanged(document: vscode.TextDocument): void {
    const linked = this.of(document.uri);
    if (!linked) this.graderChanged(document.uri);
    // Another program has changed the file.
    else if (!document.isDirty) this.schedule(linked);
  }

  private saved(document: vscode.TextDocument): void {
    const byUser = this.savedByUser.delete(document.uri.toString());
    const linked = this.of(document.uri);
    if (linked) this.sync(linked, byUser ? "saved" : undefined);
  }

  private renamed(rename: Rename): void {
    for (const linked of this.all) {
      const uri = movedBy(rename, vscode.Uri.parse(linked.link.document));
      if (!uri) continue;
      inBackground(
        linked.relocate(uri).then(() => {
          this.watched.watch(this.all.map(({ place }) => place.document));
          this.sync(linked);
        }),
      );
    }
  }

  private graderChanged(document: vscode.Uri): void {
    const key = document.toString();
    for (const linked of this.all) if (linked.link.document === key) this.schedule(linked);
  }

  private schedule(linked: LinkedText, event?: SyncEvent): void {
    const key = `${linked.file.uri.toString()} ${event ?? ""}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      later(event === "restored" ? RESTORE_MS : DELAY_MS, () => {
        this.timers.delete(key);
        this.sync(linked, event);
      }),
    );
  }

  private sync(linked: LinkedText, event?: SyncEvent): void {
    linked.sync(event).catch((error: unknown) => {
      tell(error, this.log);
    });
  }
}
