import * as vscode from "vscode";
import type { PythonRunner } from "../../core/ports";
import { ProviderError, type GraderProvider } from "../../core/provider/provider";
import { isHosted } from "../../core/providerTable";
import type { Problem } from "../../core/validate/problem";
import { isRunnable, validateGrader, type ValidateOptions } from "../../core/validate/validateGrader";
import { titleOf, type OpenGrader } from "../documents/documentGraders";
import type { Consent } from "../platform/consent";
import { lintOptions } from "../platform/lintOptions";
import { settings } from "../platform/settings";
import { readPairedSamples, rowValuesOf } from "../samples/pairedSamples";
import type { Activities } from "./activities";
import type { Validation } from "./activity";

export interface ValidateContext {
  readonly providerFor: (grader: vscode.Uri) => Promise<GraderProvider>;
  readonly python: PythonRunner;
  readonly consent: Consent;
  readonly activities: Activities;
}

/** Validates graders: our own checks, then the provider's. */
export class GraderValidations {
  constructor(private readonly context: ValidateContext) {}

  /** @returns what was found; undefined when cancelled */
  async validate(open: OpenGrader): Promise<Validation | undefined> {
    const { activities, consent } = this.context;
    consent.startAction();
    const activity = { kind: "validate", grader: open.uri, provider: settings.provider() } as const;
    const title = vscode.l10n.t("Validating {0}", titleOf(open));
    const came = await activities.perform(activity, title, async ({ signal }) => ({
      kind: "validate" as const,
      open,
      validation: await this.find(open, signal),
    }));
    return came?.validation;
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
  const hosted = isHosted(settings.provider());
  return validateGrader(grader, { ...lintOptions(uri, grader), rows, hosted, ...options }, signal);
}
