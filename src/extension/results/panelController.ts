import * as vscode from "vscode";
import type { ProviderError } from "../../core/provider/provider";
import type { PanelAction, PanelView, Place } from "../../core/report/panel/panelView";
import type { PanelRequest } from "../../protocol/messages";
import { openGrader } from "../commands/openGrader";
import type { Preflighted, Preflights } from "../commands/preflight";
import type { GraderRuns } from "../commands/runGrader";
import type { ChosenSample } from "../commands/sampleChoice";
import type { GraderValidations, Validation } from "../commands/validateGrader";
import { readOpenGrader, type OpenGrader } from "../language/documentGraders";
import { graderBase, openDocumentOf } from "../platform/graderUri";
import { preflightUris } from "../language/preflightDiagnostics";
import { movedBy, onRename, type Rename } from "../platform/renames";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import { applyTextEdits, changeValues } from "./editGrader";
import type { SourceEditors } from "../sources/sourceEditors";
import type { GraderSession, GraderSessions } from "./graderSession";
import { openLine, openPlace } from "./openPlace";
import { copyText, drawView, mendOf, returnedChanges, type Shown } from "./panelViews";
import { ResultPanel } from "./resultPanel";
import type { ResultStore } from "./resultStore";
import type { RunRecord } from "./runRecord";
import { later } from "../platform/background";

export interface PanelContext {
  readonly store: ResultStore;
  readonly sessions: GraderSessions;
  readonly editors: SourceEditors;
  readonly log: vscode.LogOutputChannel;
}

/** What the panel can start. */
export interface PanelCommands {
  readonly runs: GraderRuns;
  readonly validations: GraderValidations;
  readonly preflights: Preflights;
}

/** Strip updates of a running batch are drawn together. */
const BATCH_MS = 60;

/** Decides what the result panel shows, and does what is clicked in it. */
export class PanelController implements vscode.Disposable {
  private shown: Shown = { kind: "empty" };
  /** What to go back to when a run is cancelled. */
  private before: Shown = { kind: "empty" };
  /** What the user started last: what it comes to is shown, and nothing older over it. */
  private newest: Shown | undefined;
  private commands: PanelCommands | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly panel: ResultPanel;
  private readonly changes: vscode.Disposable[];

  constructor(
    extensionUri: vscode.Uri,
    private readonly context: PanelContext,
  ) {
    this.panel = new ResultPanel(extensionUri, (request) => this.answer(request), context.log);
    this.changes = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.graderUri && document === openDocumentOf(this.graderUri))
          this.redrawSoon();
      }),
      onRename((rename) => {
        this.follow(rename);
      }),
    ];
  }

  /** Commands and panel need each other; the composition root ties the knot. */
  connect(commands: PanelCommands): void {
    this.commands = commands;
  }

  /** The grader whose result is shown. */
  get graderUri(): vscode.Uri | undefined {
    return this.shown.kind === "empty" ? undefined : this.shown.grader;
  }

  get isActive(): boolean {
    return this.panel.isActive;
  }

  /** What is drawn; for tests. */
  get view(): PanelView {
    return this.panel.view;
  }

  /** @returns the activity, for what it comes to; those below too */
  running(open: OpenGrader, chosen: ChosenSample): Shown {
    return this.begin({ kind: "running", grader: open.uri, activity: "run", sample: chosen.label });
  }

  validating(open: OpenGrader): Shown {
    return this.begin({ kind: "running", grader: open.uri, activity: "validate" });
  }

  preflighting(open: OpenGrader): Shown {
    return this.begin({ kind: "running", grader: open.uri, activity: "preflight" });
  }

  preflighted(open: OpenGrader, preflighted: Preflighted, activity: Shown): void {
    this.finish(activity, { kind: "preflight", grader: open.uri, ...preflighted });
  }

  /** Another that has begun meanwhile stays on show. */
  cancelled(activity: Shown): void {
    if (this.newest === activity) this.newest = undefined;
    if (this.shown !== activity) return;
    this.shown = this.before;
    this.redraw();
  }

  showRun(record: RunRecord): void {
    this.show(shownRun(record));
  }

  graded(record: RunRecord, activity: Shown): void {
    this.finish(activity, shownRun(record));
  }

  validated(open: OpenGrader, validation: Validation, activity: Shown): void {
    this.finish(activity, { kind: "validation", grader: open.uri, open: open.grader, validation });
  }

  failed({ uri }: OpenGrader, error: ProviderError, { label }: ChosenSample, activity: Shown): void {
    this.finish(activity, { kind: "failure", grader: uri, error, sample: label });
  }

  batchStarted({ uri }: OpenGrader, session: GraderSession): void {
    const { shown } = this;
    const ours = shown.kind !== "empty" && shown.grader.toString() === uri.toString();
    if (ours && shown.kind === "run") this.redraw();
    else this.begin({ kind: "running", grader: session.uri, activity: "run" });
  }

  stripChanged(grader: vscode.Uri): void {
    if (grader.toString() === this.graderUri?.toString()) this.redrawSoon();
  }

  /** A batch that ran with no result on show ends with its first row's. */
  batchEnded(_open: OpenGrader, session: GraderSession): void {
    if (this.graderUri?.toString() !== session.uri.toString()) return;
    const [first] = [...session.rowResults].sort(([a], [b]) => a - b);
    if (this.shown.kind === "running" && first) this.showRun(first[1]);
    else if (this.shown.kind === "run") this.showNewest(this.shown.record, session);
    else if (this.shown.kind === "running") this.shown = this.before;
    this.redraw();
  }

  restore(panel: vscode.WebviewPanel): void {
    this.panel.restore(panel);
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.changes).dispose();
    this.panel.dispose();
  }

  /** What is on show stays the grader's when its file, or a folder of it, is renamed. */
  private follow(rename: Rename): void {
    const { shown } = this;
    const grader = shown.kind === "empty" ? undefined : movedBy(rename, shown.grader);
    if (shown.kind === "empty" || !grader) return;
    this.shown =
      shown.kind === "run"
        ? { ...shown, grader, record: { ...shown.record, grader: grader.toString() } }
        : { ...shown, grader };
    this.redraw();
  }

  /** The row on show was graded again by the batch. */
  private showNewest(record: RunRecord, session: GraderSession): void {
    const newest =
      record.sample.index === undefined ? undefined : session.rowResults.get(record.sample.index);
    if (newest) this.showRun(newest);
  }

  private begin(shown: Exclude<Shown, { kind: "empty" }>): Shown {
    if (this.shown.kind !== "running") this.before = this.shown;
    this.newest = shown;
    this.show(shown);
    return shown;
  }

  private finish(activity: Shown, shown: Exclude<Shown, { kind: "empty" }>): void {
    if (this.newest === undefined || this.newest === activity) this.show(shown);
  }

  private show(shown: Exclude<Shown, { kind: "empty" }>): void {
    this.shown = shown;
    const { view, resultId } = this.draw();
    this.panel.show(view, shown.grader, resultId);
  }

  private redraw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { view, resultId } = this.draw();
    this.panel.update(view, resultId);
  }

  private redrawSoon(): void {
    this.timer ??= later(BATCH_MS, () => {
      this.redraw();
    });
  }

  private draw(): { view: PanelView; resultId?: string } {
    const view = drawView(this.shown, this.context.sessions);
    return { view, ...(this.shown.kind === "run" && { resultId: this.shown.record.id }) };
  }

  private async answer(request: PanelRequest): Promise<void> {
    switch (request.type) {
      case "ready":
        return this.resume(request.resultId);
      case "run-again":
        return this.runAgain();
      case "run-all":
        await this.need().runs.runAll(await this.currentGrader());
        return;
      case "cancel":
        this.need().runs.cancel(this.graderUri);
        this.need().validations.cancel();
        this.need().preflights.cancel();
        return;
      case "select-sample":
        return this.selectSample(request.index);
      case "open-place": {
        const grader = this.needGrader();
        if (request.place.in === "preflight") return this.openPreflightPlace(request.place);
        const { sessions, editors } = this.context;
        return openPlace(request.place, grader, sessions.for(grader).paired, editors);
      }
      case "copy-as":
        return this.copyAs(request.format);
      case "apply-mend":
        return this.applyMend(request.id);
      case "apply-returned":
        return this.applyReturned();
      case "action":
        return this.act(request.id);
    }
  }

  private openPreflightPlace(place: Extract<Place, { in: "preflight" }>): Promise<void> {
    if (this.shown.kind !== "preflight") return Promise.resolve();
    return openLine(preflightUris(this.shown.grader, this.shown.choice)[place.file], place);
  }

  /** After a reload the page tells what it showed. */
  private async resume(resultId: string | undefined): Promise<void> {
    if (this.shown.kind !== "empty" || resultId === undefined) return;
    const record = await this.context.store.get(resultId);
    if (!record) return;
    const grader = vscode.Uri.parse(record.grader);
    this.shown = { kind: "run", grader, record, restored: true };
    const open = await openGrader(grader).catch(() => undefined);
    if (open) {
      const session = await this.need().runs.openSession(open);
      if (record.sample.index !== undefined && record.graderText === open.grader.json.text) {
        session.rowResults.set(record.sample.index, record);
      }
    }
    this.redraw();
  }

  private async runAgain(): Promise<void> {
    const { runs, validations, preflights } = this.need();
    const open = await this.currentGrader();
    if (this.shown.kind === "validation") await validations.validate(open);
    else if (this.shown.kind === "preflight") await preflights.preflight(open, this.shown.choice);
    else if (this.shown.kind === "run") await runs.run(open, this.shown.record.sample.index);
    else await runs.run(open);
  }

  private async selectSample(index: number): Promise<void> {
    const open = await this.currentGrader();
    const session = await this.need().runs.openSession(open);
    const record = session.rowResults.get(index);
    if (!record) {
      await this.need().runs.run(open, index);
      return;
    }
    await this.need().runs.remember(session.uri, { kind: "paired", index });
    this.showRun(record);
  }

  private async copyAs(format: string): Promise<void> {
    if (this.shown.kind !== "run") return;
    await vscode.env.clipboard.writeText(copyText(format, this.shown.record));
    if (format === "command-line") vscode.window.setStatusBarMessage(whereItRuns(), 10_000);
    else vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 2000);
  }

  private async applyMend(id: string): Promise<void> {
    const grader = this.needGrader();
    const { document } = await this.currentGrader();
    const mend = mendOf(this.shown, id);
    if (!mend) throw new UserError(vscode.l10n.t("This mend no longer fits. Run the grader again."));
    if ("edits" in mend) {
      if (this.shown.kind === "validation" && document.getText() !== this.shown.open.json.text) {
        throw new UserError(vscode.l10n.t("The grader has changed since. Validate it again."));
      }
      await applyTextEdits(grader, mend.edits);
    } else await changeValues(grader, mend.changes);
    await this.runAgain();
  }

  private async applyReturned(): Promise<void> {
    if (this.shown.kind !== "validation") return;
    await changeValues(this.shown.grader, returnedChanges(this.shown.open, this.shown.validation));
    await this.runAgain();
  }

  private async act(id: PanelAction["id"]): Promise<void> {
    const grader = this.needGrader();
    switch (id) {
      case "set-key":
        await vscode.commands.executeCommand("graders.setApiKey");
        return;
      case "select-provider":
        await vscode.commands.executeCommand("graders.selectProvider");
        return;
      case "run-on-engine":
        await settings.setProvider("engine");
        return this.runAgain();
      case "allow":
      case "try-again":
        return this.runAgain();
      case "validate":
        await vscode.commands.executeCommand("graders.validate", grader);
        return;
      case "trust":
        await vscode.commands.executeCommand("workbench.trust.manage");
        return;
      case "show-log":
        this.context.log.show();
        return;
    }
  }

  private async currentGrader(): Promise<OpenGrader> {
    const grader = this.needGrader();
    const open = openDocumentOf(grader);
    return open ? readOpenGrader(open, graderBase(grader)) : openGrader(grader);
  }

  private needGrader(): vscode.Uri {
    if (this.graderUri) return this.graderUri;
    throw new UserError(vscode.l10n.t("There is no result yet. Open a grader file and run it."));
  }

  private need(): PanelCommands {
    if (this.commands) return this.commands;
    throw new Error("the panel was not connected to its commands");
  }
}

function shownRun(record: RunRecord): Exclude<Shown, { kind: "empty" }> {
  return { kind: "run", grader: vscode.Uri.parse(record.grader), record, restored: false };
}

/** Not every terminal has the command that was copied. */
function whereItRuns(): string {
  return vscode.l10n.t("Copied. It runs in a terminal of “Graders: Open Terminal with graders”.");
}
