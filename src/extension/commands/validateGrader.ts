import * as vscode from "vscode";
import type { PythonRunner } from "../../core/ports";
import { ProviderError, type GraderProvider, type ValidateOutcome } from "../../core/provider/provider";
import type { Problem } from "../../core/validate/problem";
import { isRunnable, validateGrader, type ValidateOptions } from "../../core/validate/validateGrader";
import { titleOf, type OpenGrader } from "../language/documentGraders";
import type { GraderDiagnostics } from "../language/graderDiagnostics";
import type { Consent } from "../platform/consent";
import { withLateProgress } from "../platform/progress";
import { lintOptions } from "../platform/lintOptions";
import { settings } from "../platform/settings";
import { readPairedSamples, rowValuesOf } from "../results/pairedSamples";
import type { PanelController } from "../results/panelController";

/** Everything that was found out about a grader. */
export interface Validation {
  readonly problems: readonly Problem[];
  /** Where it was asked. */
  readonly provider: string;
  /** What the provider said; absent where our own errors kept it from being asked. */
  readonly outcome?: ValidateOutcome;
  /** Why the provider could not be asked. */
  readonly failure?: ProviderError;
}

export interface ValidateContext {
  readonly providerFor: (grader: vscode.Uri) => Promise<GraderProvider>;
  readonly python: PythonRunner;
  readonly diagnostics: GraderDiagnostics;
  readonly panel: PanelController;
  readonly consent: Consent;
}

/** Validates graders: our own checks, then the provider's; one at a time. */
export class GraderValidations {
  private running: AbortController | undefined;

  constructor(private readonly context: ValidateContext) {}

  cancel(): void {
    this.running?.abort(new vscode.CancellationError());
  }

  /** Shows what is found in Problems and in the panel. @returns it; undefined when cancelled */
  async validate(open: OpenGrader): Promise<Validation | undefined> {
    const { panel, diagnostics, consent } = this.context;
    consent.startAction();
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    const activity = panel.validating(open);
    const title = vscode.l10n.t("Validating {0}", titleOf(open));
    try {
      const validation = await withLateProgress(title, controller, () => this.find(open, controller.signal));
      diagnostics.showValidated(open, validation.problems);
      panel.validated(open, validation, activity);
      return validation;
    } catch (error) {
      panel.cancelled(activity);
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }

  private async find({ uri, grader }: OpenGrader, signal: AbortSignal): Promise<Validation> {
    const problems = await ownProblems({ uri, grader }, { python: this.context.python }, signal);
    try {
      const provider = await this.context.providerFor(uri);
      if (!isRunnable(problems)) return { problems, provider: provider.label };
      const outcome = await provider.validate(grader, signal);
      return { problems: [...problems, ...outcome.problems], provider: provider.label, outcome };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { problems, provider: settings.provider(), failure: error };
    }
  }
}

/** What our own checks find in a grader beside its samples; it executes nothing and asks nobody. */
export async function ownProblems(
  { uri, grader }: Pick<OpenGrader, "uri" | "grader">,
  options: Pick<ValidateOptions, "target" | "python">,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const rows = rowValuesOf(await readPairedSamples(uri).catch(() => undefined));
  return validateGrader(grader, { ...lintOptions(uri, grader), rows, ...options }, signal);
}
