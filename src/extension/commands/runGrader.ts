import * as vscode from "vscode";
import { runBatch, summarize, type Summary } from "../../core/dataset/batch";
import type { LocatedSample } from "../../core/dataset/rows";
import { pausingProvider } from "../../core/provider/pausingProvider";
import { ProviderError, type GraderProvider } from "../../core/provider/provider";
import { pairedSamplesNames } from "../../core/grader/fileNames";
import { isErrored } from "../../core/result/flags";
import type { RunResult } from "../../core/result/runResult";
import { checkGrader, isRunnable } from "../../core/validate/validateGrader";
import { fileNameOf, titleOf, type OpenGrader } from "../language/documentGraders";
import type { Consent } from "../platform/consent";
import { hostedAddress } from "../platform/providers";
import { withLateProgress } from "../platform/progress";
import { quotaPause, type QuotaPauseOptions } from "../platform/quotaPause";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import type { GraderSession, GraderSessions, PairedSamples } from "../results/graderSession";
import { readPairedSamples } from "../results/pairedSamples";
import type { PanelController } from "../results/panelController";
import type { ResultStore } from "../results/resultStore";
import { writeSample, type RunRecord } from "../results/runRecord";
import { chooseSample } from "./chooseSample";
import { askForOutput } from "./missingOutput";
import {
  chosenSample,
  resolveChoice,
  rowChoice,
  type ChosenSample,
  type SampleChoice,
  type SampleChoices,
} from "./sampleChoice";

/** Rows that the strip shows and Run All grades (issue "Result panel"). */
export const MOST_ROWS = 500;

export interface RunContext {
  readonly providerFor: (grader: vscode.Uri) => Promise<GraderProvider>;
  readonly consent: Consent;
  readonly sessions: GraderSessions;
  readonly choices: SampleChoices;
  readonly store: ResultStore;
  readonly panel: PanelController;
  /** Validates, shows the findings and tells of them: for a grader that can't be run as it is. */
  readonly validate: (open: OpenGrader) => Promise<unknown>;
  /** What stands above graders is to be drawn again: another sample, or another result. */
  readonly lensesChanged: () => void;
  /** Another sample than before is what Run takes. */
  readonly sampleChosen: () => void;
}

/** Runs graders on samples, one run a grader at a time: a new one ends the one before. */
export class GraderRuns {
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly context: RunContext) {}

  /** @param index a row of the paired file; absent: the remembered choice, else the first row, else asks */
  async run(open: OpenGrader, index?: number): Promise<RunResult | undefined> {
    this.context.consent.startAction();
    if (!(await this.isReady(open))) return undefined;
    const session = await this.openSession(open);
    const chosen = await this.sampleFor(open, session, index);
    return chosen && this.grade(open, session, chosen);
  }

  /** Asks for another sample, remembers it, and grades it. */
  async choose(open: OpenGrader): Promise<RunResult | undefined> {
    const session = await this.openSession(open);
    const choice = await chooseSample(open.uri, session.paired);
    if (!choice) return undefined;
    await this.remember(open.uri, choice);
    return this.run(open);
  }

  /** Takes a choice over and grades it. */
  async runChoice(open: OpenGrader, choice: SampleChoice): Promise<RunResult | undefined> {
    await this.remember(open.uri, choice);
    return this.run(open);
  }

  /** Grades every row of the paired file, up to {@link MOST_ROWS}. */
  async runAll(open: OpenGrader): Promise<Summary | undefined> {
    this.context.consent.startAction();
    if (!(await this.isReady(open))) return undefined;
    const session = await this.openSession(open);
    const rows = session.paired?.rows.slice(0, MOST_ROWS) ?? [];
    if (!rows.some(hasOutput)) throw nothingToRun(open, session);
    return this.exclusively(open, (signal, pause) => this.gradeRows(open, session, rows, signal, pause));
  }

  cancel(grader?: vscode.Uri): void {
    for (const [key, controller] of this.running) {
      if (!grader || key === grader.toString()) controller.abort(new vscode.CancellationError());
    }
  }

  async openSession({ uri, grader }: OpenGrader): Promise<GraderSession> {
    const session = this.context.sessions.for(uri);
    session.useText(grader.json.ownText);
    session.paired = await readPairedSamples(uri);
    return session;
  }

  /** The next run of the grader takes this sample. */
  async remember(grader: vscode.Uri, choice: SampleChoice): Promise<void> {
    await this.context.choices.remember(grader, choice);
    this.context.lensesChanged();
    this.context.sampleChosen();
  }

  /** What only a target refuses is no obstacle to a run. */
  private async isReady(open: OpenGrader): Promise<boolean> {
    if (isRunnable(checkGrader(open.grader))) return true;
    await this.context.validate(open);
    return false;
  }

  private async sampleFor(
    open: OpenGrader,
    session: GraderSession,
    index: number | undefined,
  ): Promise<ChosenSample | undefined> {
    const { uri } = open;
    if (index !== undefined) await this.remember(uri, { kind: "paired", index });
    const chosen =
      (await chosenSample(this.context.choices, uri, session.paired)) ?? (await this.ask(uri, session));
    return chosen?.sample.output.kind === "none" ? askForOutput(open.grader, chosen) : chosen;
  }

  private async ask(uri: vscode.Uri, session: GraderSession): Promise<ChosenSample | undefined> {
    const unread = session.paired && noRowRead(session.paired);
    if (unread) throw unread;
    const choice = await chooseSample(uri, session.paired);
    if (!choice) return undefined;
    await this.remember(uri, choice);
    return resolveChoice(choice, session.paired);
  }

  private grade(
    open: OpenGrader,
    session: GraderSession,
    chosen: ChosenSample,
  ): Promise<RunResult | undefined> {
    return this.exclusively(open, async (signal) => {
      const { uri } = open;
      const activity = this.context.panel.running(open, chosen);
      try {
        const provider = await this.context.providerFor(uri);
        const result = await provider.run(
          { grader: open.grader.root ?? new Map(), sample: chosen.sample },
          signal,
        );
        const record = this.record(open, chosen, provider, result);
        if (chosen.index !== undefined) session.rowResults.set(chosen.index, record);
        this.context.store.add(record);
        this.context.lensesChanged();
        this.context.panel.graded(record, activity);
        return result;
      } catch (error) {
        if (error instanceof ProviderError && !signal.aborted) {
          this.context.panel.failed(open, error, chosen, activity);
          return undefined;
        }
        this.context.panel.cancelled(activity);
        if (signal.aborted) return undefined;
        throw error;
      }
    });
  }

  private record(
    { uri: grader, document, grader: { json } }: OpenGrader,
    { label, key, index, sample }: ChosenSample,
    provider: GraderProvider,
    result: RunResult,
  ): RunRecord {
    const uri = grader.toString();
    const before = this.context.store.latest(uri, key);
    return {
      id: this.context.store.newId(),
      time: Date.now(),
      grader: uri,
      graderText: json.text,
      comments: document.languageId === "jsonc",
      sample: { label, key, row: writeSample(sample), ...(index !== undefined && { index }) },
      provider: provider.label,
      ...(provider.id !== "engine" && { baseUrl: hostedAddress(provider.id).baseUrl }),
      result,
      ...(before && !isErrored(before.result) && { previousReward: before.result.reward }),
    };
  }

  private async gradeRows(
    open: OpenGrader,
    session: GraderSession,
    rows: readonly LocatedSample[],
    signal: AbortSignal,
    pause: QuotaPauseOptions,
  ): Promise<Summary | undefined> {
    const { panel, providerFor } = this.context;
    const provider = pausingProvider(await providerFor(open.uri), quotaPause(pause));
    const gradable = rows.filter(hasOutput);
    session.batchRunning = true;
    session.rowFailures.clear();
    panel.batchStarted(open, session);
    const run = async ({ index, sample }: LocatedSample) => {
      session.runningRows.add(index);
      try {
        return await provider.run({ grader: open.grader.root ?? new Map(), sample }, signal);
      } catch (error) {
        if (error instanceof ProviderError) return error;
        throw error;
      } finally {
        session.runningRows.delete(index);
      }
    };
    const results: (RunResult | undefined)[] = [];
    try {
      for await (const { row, outcome } of runBatch(run, gradable, {
        concurrency: settings.concurrency(),
        signal,
      })) {
        results.push(outcome instanceof ProviderError ? undefined : outcome);
        this.keepRow(open, session, provider, row.index, outcome);
        panel.stripChanged(open.uri);
      }
      return summarize(results);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      session.batchRunning = false;
      session.runningRows.clear();
      this.context.lensesChanged();
      panel.batchEnded(open, session);
    }
  }

  private keepRow(
    open: OpenGrader,
    session: GraderSession,
    provider: GraderProvider,
    index: number,
    outcome: RunResult | ProviderError,
  ): void {
    if (outcome instanceof ProviderError) {
      session.rowFailures.set(index, outcome.message);
      return;
    }
    const chosen = session.paired && rowChoice(session.paired, index);
    if (chosen) session.rowResults.set(index, this.record(open, chosen, provider, outcome));
  }

  /** Ends the grader's run before, and offers Cancel where this one takes longer. */
  private exclusively<T>(
    open: OpenGrader,
    task: (signal: AbortSignal, pause: QuotaPauseOptions) => Promise<T>,
  ): Promise<T> {
    const key = open.uri.toString();
    this.running.get(key)?.abort(new vscode.CancellationError());
    const controller = new AbortController();
    this.running.set(key, controller);
    const title = vscode.l10n.t("Grading {0}", titleOf(open));
    const cancel = () => {
      controller.abort(new vscode.CancellationError());
    };
    return withLateProgress(title, controller, (say) =>
      task(controller.signal, { title, say, cancel }),
    ).finally(() => {
      if (this.running.get(key) === controller) this.running.delete(key);
    });
  }
}

function hasOutput({ sample }: LocatedSample): boolean {
  return sample.output.kind !== "none";
}

function nothingToRun({ uri, grader }: OpenGrader, { paired }: GraderSession): UserError {
  if (!paired) {
    const [file = ""] = pairedSamplesNames(uri.path);
    return new UserError(vscode.l10n.t("{0} has no samples beside it to run. Make {1}.", grader.name, file));
  }
  return (
    noRowRead(paired) ??
    new UserError(vscode.l10n.t("No row of {0} has an output to grade.", fileNameOf(paired.uri)))
  );
}

/** Of a file whose rows all have errors the first. */
function noRowRead({ uri, text, rows, problems: [problem] }: PairedSamples): UserError | undefined {
  if (rows.length > 0 || !problem) return undefined;
  const line = text.slice(0, problem.range.start).split("\n").length;
  return new UserError(
    vscode.l10n.t("No row of {0} can be read. Line {1}: {2}", fileNameOf(uri), line, problem.message),
  );
}
