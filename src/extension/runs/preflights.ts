import * as vscode from "vscode";
import { isEval } from "../../core/grader/criteria";
import type { PythonRunner } from "../../core/ports";
import { JobError, readJob, type Job } from "../../core/preflight/job";
import { preflight, type Preflight } from "../../core/preflight/preflight";
import type { PreflightTarget } from "../../core/preflight/check";
import type { ProviderChoice } from "../../core/preflight/providerCheck";
import { jobHost } from "../../core/providerTable";
import { fileNameOf, type OpenGrader } from "../documents/documentGraders";
import { dataLines } from "../platform/dataLines";
import { documentUri } from "../platform/graderUri";
import { hostedProvider, missingFor, type ProviderContext } from "../platform/providers";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import type { Activities } from "./activities";
import { PreflightChoices, type PreflightChoice } from "./preflightFiles";

export interface PreflightContext {
  readonly providers: ProviderContext;
  readonly python: PythonRunner;
  readonly activities: Activities;
}

/** Preflights graders. */
export class Preflights {
  private readonly choices: PreflightChoices;

  constructor(
    state: vscode.Memento,
    private readonly context: PreflightContext,
  ) {
    this.choices = new PreflightChoices(state);
  }

  /**
   * @param given target and files; asked where absent
   * @returns undefined when cancelled
   */
  async preflight(open: OpenGrader, given?: unknown): Promise<Preflight | undefined> {
    const { providers, activities } = this.context;
    if (open.grader.root && isEval(open.grader.root)) {
      const name = fileNameOf(open.uri);
      throw new UserError(vscode.l10n.t("{0} is an eval: preflight is for fine-tuning jobs.", name));
    }
    const choice = await this.choices.choose(open, given);
    providers.consent.startAction();
    const activity = { kind: "preflight", grader: open.uri, provider: settings.provider() } as const;
    const title = vscode.l10n.t("Preflight of {0}", open.grader.name);
    const came = await activities.perform(activity, title, async ({ signal }) => ({
      kind: "preflight" as const,
      open,
      preflighted: { result: await this.look(open, choice, signal), choice },
    }));
    return came?.preflighted.result;
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
    const id = jobHost(target);
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
