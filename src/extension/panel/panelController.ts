import * as vscode from "vscode";
import type { PanelAction, PanelView, Place } from "../../core/report/panel/panelView";
import { MOST_CELLS } from "../../core/report/panel/stripView";
import type { RowId } from "../../core/runs/rowId";
import type { PanelRequest } from "../../protocol/messages";
import { readOpenGrader, type OpenGrader } from "../documents/documentGraders";
import { applyTextEdits, changeValues } from "../documents/editGrader";
import { openGrader } from "../documents/openGrader";
import { inBackground, later } from "../platform/background";
import type { CommandName } from "../platform/commandNames";
import { documentUri, graderBase, openDocumentOf } from "../platform/graderUri";
import { movedBy, onRename, type Rename } from "../platform/renames";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import type { Activities, ActivityEvent } from "../runs/activities";
import type { Activity, Came } from "../runs/activity";
import type { GraderResults } from "../runs/graderResults";
import { preflightUris } from "../runs/preflightFiles";
import type { RunRecord } from "../runs/runRecord";
import { indexOfRow, readPairedSamples, firstRowIds, type PairedSamples } from "../samples/pairedSamples";
import { pairedChoice, type SampleChoices } from "../samples/sampleChoice";
import type { SourceEditors } from "../sources/sourceEditors";
import { openLine, openPlace } from "./openPlace";
import { copyText, drawView, mendOf, returnedChanges, type Shown } from "./panelViews";
import { ResultPanel } from "./resultPanel";

export interface PanelContext {
  readonly activities: Activities;
  readonly results: GraderResults;
  readonly choices: SampleChoices;
  /** Tells the grader's document whose rows are others now. */
  readonly onDidChangeSamples: vscode.Event<vscode.Uri>;
  readonly editors: SourceEditors;
  readonly log: vscode.LogOutputChannel;
}

type ShownGrader = Exclude<Shown, { kind: "empty" }>;

/** What changes while a batch runs is drawn together. */
const TOGETHER_MS = 60;

/** Shows what activities come to, and starts by commands what is clicked. */
export class PanelController implements vscode.Disposable {
  private shown: Shown = { kind: "empty" };
  /** What to go back to when a run is cancelled. */
  private before: Shown = { kind: "empty" };
  /** What the user started last: what it comes to is shown, and nothing older over it. */
  private newest: Activity | undefined;
  /** The rows beside the grader on show, as they were last read. */
  private samples: { readonly grader: string; readonly read?: PairedSamples | undefined } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly panel: ResultPanel;
  private readonly disposables: vscode.Disposable[];

  constructor(
    extensionUri: vscode.Uri,
    private readonly context: PanelContext,
  ) {
    this.panel = new ResultPanel(extensionUri, (request) => this.answer(request), context.log);
    this.disposables = [
      context.activities.onEvent((event) => {
        this.hear(event);
      }),
      context.results.onDidChange((grader) => {
        if (this.isShown(grader)) this.redrawSoon();
      }),
      context.onDidChangeSamples((document) => {
        if (this.graderUri && isSame(documentUri(this.graderUri), document))
          inBackground(this.readSamples(this.graderUri));
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.graderUri && document === openDocumentOf(this.graderUri))
          this.redrawSoon();
      }),
      onRename((rename) => {
        this.follow(rename);
      }),
    ];
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

  showRun(record: RunRecord): void {
    this.show(shownRun(record));
  }

  restore(panel: vscode.WebviewPanel): void {
    this.panel.restore(panel);
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
    this.panel.dispose();
  }

  private hear(event: ActivityEvent): void {
    const { activity } = event;
    if (event.phase === "started") this.started(activity);
    else if (activity.kind === "batch") this.batchEnded(activity);
    else if (event.came) this.finished(activity, event.came);
    else this.cancelled(activity);
  }

  /** A batch leaves the result on show where it is one of its own grader's. */
  private started(activity: Activity): void {
    const { grader, kind } = activity;
    if (kind === "batch" && this.shown.kind === "run" && this.isShown(grader)) return;
    if (this.shown.kind !== "running") this.before = this.shown;
    this.newest = activity;
    this.show({ kind: "running", grader, activity });
  }

  private finished(activity: Activity, came: Came): void {
    if (this.newest !== undefined && this.newest !== activity) return;
    const shown = shownOf(activity, came);
    if (shown) this.show(shown);
  }

  /** Another that has begun meanwhile stays on show. */
  private cancelled(activity: Activity): void {
    if (this.newest === activity) this.newest = undefined;
    if (this.shown.kind !== "running" || this.shown.activity !== activity) return;
    this.shown = this.before;
    this.redraw();
  }

  /** With no result on show it ends with its first row's, else with the same row's new one. */
  private batchEnded(activity: Activity): void {
    const { shown } = this;
    if (shown.kind === "running" && shown.activity === activity) {
      const first = this.firstRecord(shown.grader);
      if (first) this.showRun(first);
      else this.cancelled(activity);
    } else if (shown.kind === "run" && this.isShown(activity.grader)) {
      const record = this.context.results.recordOf(shown.grader, shown.record.sample.row);
      if (record) this.showRun(record);
    }
  }

  private firstRecord(grader: vscode.Uri): RunRecord | undefined {
    const ids = this.samples?.read ? firstRowIds(this.samples.read, MOST_CELLS) : [];
    for (const id of ids) {
      const record = this.context.results.recordOf(grader, id);
      if (record) return record;
    }
    return undefined;
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
    inBackground(this.readSamples(grader));
    this.redraw();
  }

  private show(shown: ShownGrader): void {
    this.shown = shown;
    if (this.samples?.grader !== shown.grader.toString()) {
      this.samples = { grader: shown.grader.toString() };
      inBackground(this.readSamples(shown.grader));
    }
    const { view, resultId } = this.draw();
    this.panel.show(view, shown.grader, resultId);
  }

  /** A samples file that can't be read is told of when it is run. */
  private async readSamples(grader: vscode.Uri): Promise<void> {
    const read = await readPairedSamples(grader).catch(() => undefined);
    if (!this.isShown(grader)) return;
    this.samples = { grader: grader.toString(), read };
    this.redraw();
  }

  private isShown(grader: vscode.Uri): boolean {
    return this.graderUri !== undefined && isSame(this.graderUri, grader);
  }

  private redraw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { view, resultId } = this.draw();
    this.panel.update(view, resultId);
  }

  private redrawSoon(): void {
    this.timer ??= later(TOGETHER_MS, () => {
      this.redraw();
    });
  }

  private draw(): { view: PanelView; resultId?: string } {
    const view = drawView(this.shown, { samples: this.samples?.read, results: this.context.results });
    return { view, ...(this.shown.kind === "run" && { resultId: this.shown.record.id }) };
  }

  private async answer(request: PanelRequest): Promise<void> {
    switch (request.type) {
      case "ready":
        return this.resume(request.resultId);
      case "run-again":
        return this.runAgain();
      case "run-all":
        return perform("runAll", this.needGrader());
      case "cancel":
        return perform("cancel", this.graderUri);
      case "select-sample":
        return this.selectSample(request.row);
      case "open-place":
        return this.openPlace(request.place);
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

  private openPlace(place: Place): Promise<void> {
    if (place.in !== "preflight") return openPlace(place, this.needGrader(), this.context.editors);
    if (this.shown.kind !== "preflight") return Promise.resolve();
    const { grader, came } = this.shown;
    return openLine(preflightUris(grader, came.preflighted.choice)[place.file], place);
  }

  /** After a reload the page tells what it showed. */
  private async resume(resultId: string | undefined): Promise<void> {
    const { results } = this.context;
    if (this.shown.kind !== "empty" || resultId === undefined) return;
    const record = await results.find(resultId);
    if (!record) return;
    const grader = vscode.Uri.parse(record.grader);
    this.shown = { kind: "run", grader, record, restored: true };
    const open = await openGrader(grader).catch(() => undefined);
    if (open?.grader.json.text === record.graderText) {
      results.useText(grader, open.grader.json.ownText);
      if (record.sample.paired) results.keep(record);
    }
    await this.readSamples(grader);
    this.redraw();
  }

  private runAgain(): Promise<void> {
    const grader = this.needGrader();
    switch (this.shown.kind) {
      case "validation":
        return perform("validate", grader);
      case "preflight":
        return perform("preflight", grader, this.shown.came.preflighted.choice);
      case "run": {
        const { paired, row } = this.shown.record.sample;
        return perform("run", grader, ...(paired ? [row] : []));
      }
      default:
        return perform("run", grader);
    }
  }

  /** Shows the row's result, and runs it where there is none. */
  private async selectSample(row: RowId): Promise<void> {
    const grader = this.needGrader();
    const record = this.context.results.recordOf(grader, row);
    if (!record) return perform("run", grader, row);
    const samples = await readPairedSamples(grader);
    const index = samples && indexOfRow(samples, row);
    if (samples && index !== undefined)
      await this.context.choices.remember(grader, pairedChoice(samples, index));
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
      const { shown } = this;
      if (shown.kind === "validation" && document.getText() !== shown.came.open.grader.json.text) {
        throw new UserError(vscode.l10n.t("The grader has changed since. Validate it again."));
      }
      await applyTextEdits(grader, mend.edits);
    } else await changeValues(grader, mend.changes);
    await this.runAgain();
  }

  private async applyReturned(): Promise<void> {
    if (this.shown.kind !== "validation") return;
    const { open, validation } = this.shown.came;
    await changeValues(this.shown.grader, returnedChanges(open.grader, validation));
    await this.runAgain();
  }

  private async act(id: PanelAction["id"]): Promise<void> {
    switch (id) {
      case "set-key":
        return perform("setApiKey");
      case "select-provider":
        return perform("selectProvider");
      case "run-on-engine":
        await settings.setProvider("engine");
        return this.runAgain();
      case "allow":
      case "try-again":
        return this.runAgain();
      case "validate":
        return perform("validate", this.needGrader());
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
}

async function perform(command: CommandName, ...args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`graders.${command}`, ...args);
}

function shownOf(activity: Activity, came: Came): ShownGrader | undefined {
  const { grader } = activity;
  switch (came.kind) {
    case "run":
      return came.record ? shownRun(came.record) : { kind: "failure", grader, activity, why: came.why };
    case "validate":
      return { kind: "validation", grader, activity, came };
    case "preflight":
      return { kind: "preflight", grader, came };
    case "batch":
      return undefined;
  }
}

function shownRun(record: RunRecord): ShownGrader {
  return { kind: "run", grader: vscode.Uri.parse(record.grader), record, restored: false };
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

/** Not every terminal has the command that was copied. */
function whereItRuns(): string {
  return vscode.l10n.t("Copied. It runs in a terminal of “Graders: Open Terminal with graders”.");
}
