// The second bundle: everything that a grader document or a command needs, put together.
import { join } from "node:path";
import * as vscode from "vscode";
import { ProviderError } from "../core/provider/provider";
import { createWorkerEngine } from "../node/engineWorker/workerEngine";
import { clearApiKey, setApiKey } from "./commands/keyCommands";
import type { CommandName } from "./commands/names";
import { openGrader, type OpenGrader } from "./commands/openGrader";
import { revokeConsent } from "./commands/revokeConsent";
import { GraderRuns } from "./commands/runGrader";
import { runOnSelection } from "./commands/runOnSelection";
import { SampleChoices } from "./commands/sampleChoice";
import { selectProvider } from "./commands/selectProvider";
import { GraderValidations } from "./commands/validateGrader";
import { GraderDiagnostics } from "./language/graderDiagnostics";
import { GraderLenses } from "./language/graderLenses";
import { problemFixes } from "./language/problemDiagnostics";
import { SampleDiagnostics, sampleRowCompletion, sampleRowHover } from "./language/sampleRows";
import { SAMPLE_ROWS_SELECTOR } from "./language/selectors";
import { Consent } from "./platform/consent";
import { enginePorts } from "./platform/enginePorts";
import { Keys } from "./platform/keys";
import { createLog } from "./platform/logger";
import { providerFor, type ProviderContext } from "./platform/providers";
import { ProviderStatus } from "./platform/providerStatus";
import { WindowPython } from "./platform/python";
import { settings } from "./platform/settings";
import { UserError } from "./platform/userError";
import { GraderSessions } from "./results/graderSession";
import { PanelController } from "./results/panelController";
import { ResultStore } from "./results/resultStore";

export type Services = ReturnType<typeof createServices>;

export function createServices(context: vscode.ExtensionContext) {
  const log = createLog();
  const dist = vscode.Uri.joinPath(context.extensionUri, "dist").fsPath;
  const python = new WindowPython({ distDir: dist, cacheDir: context.globalStorageUri.fsPath }, log);
  const keys = new Keys(context.secrets, context.globalState);
  const consent = new Consent(context.globalState);
  const engine = createWorkerEngine({
    script: join(dist, "engineWorker.cjs"),
    timeoutMs: settings.timeoutMs,
    logger: log,
  });
  const providers: ProviderContext = {
    engineFor: async (grader) => engine.with(await enginePorts(grader, { python, keys, consent })),
    keys,
    consent,
    state: context.globalState,
  };
  const store = new ResultStore(
    vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "results"),
    log,
  );
  const sessions = new GraderSessions();
  const choices = new SampleChoices(context.workspaceState);
  const diagnostics = new GraderDiagnostics();
  const panel: PanelController = new PanelController(context.extensionUri, { store, sessions, log });
  const validations = new GraderValidations({
    providerFor: (grader) => providerFor(grader, providers),
    python,
    diagnostics,
    panel,
    consent,
  });
  const runs: GraderRuns = new GraderRuns({
    providerFor: (grader) => providerFor(grader, providers),
    consent,
    sessions,
    choices,
    store,
    panel,
    validate: (open) => validations.validate(open),
    choiceChanged: () => {
      lenses.refresh();
    },
  });
  const lenses = new GraderLenses((grader) => runs.sampleLabel(grader));
  panel.connect({ runs, validations });
  context.subscriptions.push(
    log,
    diagnostics,
    new SampleDiagnostics(SAMPLE_ROWS_SELECTOR),
    new ProviderStatus(providers),
    panel,
  );

  const grader = (argument: unknown): Promise<OpenGrader> => openGrader(argument, panel.graderUri);
  const commands: Readonly<Record<CommandName, (args: readonly unknown[]) => unknown>> = {
    validate: async ([argument]) => validations.validate(await grader(argument)),
    run: async ([argument, index]) =>
      runs.run(await grader(argument), typeof index === "number" ? index : undefined),
    runAll: async ([argument]) => runs.runAll(await grader(argument)),
    chooseSample: async ([argument]) => runs.choose(await grader(argument)),
    runOnSelection: () => runOnSelection(runs, { choices }, panel.graderUri),
    cancel: () => {
      runs.cancel();
      validations.cancel();
    },
    setApiKey: () => setApiKey(providers),
    clearApiKey: () => clearApiKey(providers),
    selectProvider: () => selectProvider(providers),
    revokeConsent: () => revokeConsent(consent),
    showResult: () => {
      panel.reveal();
    },
    showLog: () => {
      log.show();
    },
  };
  return {
    lenses,
    problemFixes,
    sampleRowCompletion,
    sampleRowHover,
    /** What the panel shows. */
    panel,
    restorePanel: (restored: vscode.WebviewPanel) => {
      panel.restore(restored);
    },
    /** Runs a command; what the user can mend is told in a message, our own faults go to the log too. */
    execute: async (name: CommandName, args: readonly unknown[]): Promise<unknown> => {
      try {
        return await commands[name](args);
      } catch (error) {
        tell(error, log);
        return undefined;
      }
    },
    dispose: async (): Promise<void> => {
      runs.cancel();
      await Promise.all([engine.dispose(), python.dispose()]);
    },
  };
}

function tell(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof UserError) {
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  if (error instanceof ProviderError) {
    void vscode.window.showErrorMessage([error.message, error.details.mend].filter(Boolean).join(" "));
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const show = vscode.l10n.t("Show Log");
  void vscode.window
    .showErrorMessage(
      vscode.l10n.t("Graders failed: {0}", error instanceof Error ? error.message : String(error)),
      show,
    )
    .then((answer) => {
      if (answer === show) log.show();
    });
}
