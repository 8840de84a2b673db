import * as vscode from "vscode";
import { isEval } from "../../core/grader/criteria";
import type { PythonRunner } from "../../core/ports";
import { JobError, readJob, type Job } from "../../core/preflight/job";
import { preflight, type Preflight } from "../../core/preflight/preflight";
import type { PreflightTarget } from "../../core/preflight/check";
import type { ProviderChoice } from "../../core/preflight/providerCheck";
import { fileNameOf, type OpenGrader } from "../language/documentGraders";
import type { GraderDiagnostics } from "../language/graderDiagnostics";
import { PreflightDiagnostics } from "../language/preflightDiagnostics";
import { dataLines } from "../platform/dataLines";
import { documentUri } from "../platform/graderUri";
import { withLateProgress } from "../platform/progress";
import { hostedProvider, missingFor, type ProviderContext } from "../platform/providers";
import { UserError } from "../platform/userError";
import type { PanelController } from "../results/panelController";
import { PreflightChoices, type PreflightChoice } from "./preflightFiles";

export interface PreflightContext {
  readonly providers: ProviderContext;
  readonly python: PythonRunner;
  readonly diagnostics: GraderDiagnostics;
  readonly panel: PanelController;
}

/** A preflight that was made, with what it was about. */
export interface Preflighted {
  readonly result: Preflight;
  readonly choice: PreflightChoice;
}

/** Preflights graders; one at a time. */
export class Preflights implements vscode.Disposable {
  private running: AbortController | undefined;
  private readonly choices: PreflightChoices;
  private readonly found = new PreflightDiagnostics();

  constructor(
    state: vscode.Memento,
    private readonly context: PreflightContext,
  ) {
    this.choices = new PreflightChoices(state);
  }

  dispose(): void {
    this.cancel();
    this.found.dispose();
  }

  cancel(): void {
    this.running?.abort(new vscode.CancellationError());
  }

  /**
   * Shows the checks in the panel and what they found in Problems.
   * @param given target and files; asked where absent
   * @returns undefined when cancelled
   */
  async preflight(open: OpenGrader, given?: unknown): Promise<Preflight | undefined> {
    const { providers, panel, diagnostics } = this.context;
    if (open.grader.root && isEval(open.grader.root)) {
      const name = fileNameOf(open.uri);
      throw new UserError(vscode.l10n.t("{0} is an eval: preflight is for fine-tuning jobs.", name));
    }
    const choice = await this.choices.choose(open, given);
    providers.consent.startAction();
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    const activity = panel.preflighting(open);
    const title = vscode.l10n.t("Preflight of {0}", open.grader.name);
    try {
      const task = () => this.look(open, choice, controller.signal);
      const result = await withLateProgress(title, controller, task);
      diagnostics.showValidated(open, result.problems);
      this.found.show(open, choice, result);
      panel.preflighted(open, { result, choice }, activity);
      return result;
    } catch (error) {
      panel.cancelled(activity);
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }

  private async look(
    { grader }: OpenGrader,
    { target, training, validation, job }: PreflightChoice,
    signal: AbortSignal,
  ): Promise<Preflight> {
    const input = {
      target,
      grader,
      training: { name: fileNameOf(training), lines: dataLines(training) },
      validation: { name: fileNameOf(validation), lines: dataLines(validation) },
      ...(job && { job: await openJob(job) }),
      provider: await this.providerChoice(target),
      python: this.context.python,
      now: new Date(),
    };
    return preflight(input, signal);
  }

  /** The target's own provider, where a key for it is there: its consent is asked before anything is sent. */
  private async providerChoice(target: PreflightTarget): Promise<ProviderChoice> {
    const id = target === "openai-rft" ? "openai" : "foundry";
    if (!vscode.workspace.isTrusted)
      return { kind: "skip", reason: vscode.l10n.t("Not asked: the workspace is not trusted.") };
    const missing = await missingFor(id, this.context.providers);
    if (missing === undefined) return { kind: "ask", provider: hostedProvider(id, this.context.providers) };
    return { kind: "skip", reason: vscode.l10n.t("{0} was not asked: {1}.", id, missing) };
  }
}

async function openJob(uri: vscode.Uri): Promise<Job> {
  try {
    const document = await vscode.workspace.openTextDocument(documentUri(uri));
    return readJob(fileNameOf(uri), document.getText());
  } catch (error) {
    if (error instanceof JobError) throw new UserError(error.message);
    throw new UserError(
      vscode.l10n.t("{0} can't be opened as text: {1}", fileNameOf(uri), (error as Error).message),
    );
  }
}
