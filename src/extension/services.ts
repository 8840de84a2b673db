// The second bundle: everything that a grader document or a command needs, put together.
import "./platform/displayLanguage";
import * as vscode from "vscode";
import { CallLimiter } from "../core/judge/callLimiter";
import { installedEngine } from "../node/engineWorker/installedEngine";
import { openJudgeCache } from "../node/files/judgeCache";
import type { SandboxFiles } from "../node/python/installedSandbox";
import { agentTools } from "./agents/agentTools";
import { commandTable } from "./commands/commandTable";
import { LastGrader } from "./commands/lastGrader";
import type { CommandName } from "./commands/names";
import { Preflights } from "./commands/preflight";
import { GraderRuns } from "./commands/runGrader";
import { SampleChoices } from "./commands/sampleChoice";
import { GraderValidations } from "./commands/validateGrader";
import { graderRefactorings } from "./create/refactorings";
import { formulaHelp } from "./language/formulaHelp";
import { FormulaHover } from "./language/formulaHover";
import { GraderDiagnostics } from "./language/graderDiagnostics";
import { GraderLenses } from "./language/graderLenses";
import { LINT_PAGES_SCHEME, LintPages } from "./language/lintPages";
import { PairedValues } from "./language/pairedValues";
import { ProblemFixes } from "./language/problemFixes";
import { SampleDiagnostics, sampleRowCompletion, sampleRowHover } from "./language/sampleRows";
import { SAMPLE_ROWS_SELECTOR } from "./language/selectors";
import { graderSemanticTokens } from "./language/semanticTokens";
import { TemplateHelp } from "./language/templateHelp";
import { lastReward, type RewardSources } from "./live/lastReward";
import { LIMIT_MS, LivePython } from "./live/livePython";
import { LiveRewards } from "./live/liveRewards";
import { Consent } from "./platform/consent";
import { enginePorts } from "./platform/enginePorts";
import { WindowInterpreter } from "./platform/interpreter";
import { Keys } from "./platform/keys";
import { createLog } from "./platform/logger";
import { providerFor, type ProviderContext } from "./platform/providers";
import { ProviderStatus } from "./platform/providerStatus";
import { WindowPython } from "./platform/python";
import { onRename } from "./platform/renames";
import { settings } from "./platform/settings";
import { tell } from "./platform/tell";
import { GraderSessions } from "./results/graderSession";
import { LastResults } from "./results/lastResults";
import { PanelController } from "./results/panelController";
import { ResultStore } from "./results/resultStore";
import { Sources } from "./sources/sources";
import { inBackground, logFaultsTo } from "./platform/background";

export type Services = ReturnType<typeof createServices>;

function judgeContext(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
  return {
    judgeCache: openJudgeCache(context.globalStorageUri.fsPath, log),
    callLimiter: new CallLimiter(settings.concurrency),
    modelAccess: context.languageModelAccessInformation,
  };
}

function engineIn(dist: string, log: vscode.LogOutputChannel, consent?: Consent) {
  return installedEngine(dist, {
    runOptions: () => ({ timeoutMs: settings.timeoutMs(), metrics: settings.metrics() }),
    isAsking: () => consent?.isAsking ?? false,
    logger: log,
    words: vscode.l10n.bundle,
  });
}

function languageHelp(sources: RewardSources) {
  const templateHelp = new TemplateHelp(sources.choices);
  const formulaHover = new FormulaHover((grader) => lastReward(grader, sources));
  return {
    graderRefactorings,
    sampleRowCompletion,
    sampleRowHover,
    templateHelp,
    formulaHelp,
    formulaHover,
    graderSemanticTokens,
  };
}

/** Checks graders and samples while they are open. */
function diagnose({ subscriptions, extensionUri }: vscode.ExtensionContext) {
  const paired = new PairedValues();
  const diagnostics = new GraderDiagnostics(paired);
  const lintPages = new LintPages(vscode.Uri.joinPath(extensionUri, "dist").fsPath);
  subscriptions.push(
    paired,
    diagnostics,
    new SampleDiagnostics(SAMPLE_ROWS_SELECTOR),
    vscode.workspace.registerTextDocumentContentProvider(LINT_PAGES_SCHEME, lintPages),
  );
  return { paired, diagnostics, lintPages, problemFixes: new ProblemFixes(paired) };
}

/** Runs a command; what the user can mend is told in a message, our own faults go to the log too. */
function executor(commands: ReturnType<typeof commandTable>, log: vscode.LogOutputChannel) {
  return async (name: CommandName, args: readonly unknown[]): Promise<unknown> => {
    try {
      return await commands[name](args);
    } catch (error) {
      tell(error, log);
      return undefined;
    }
  };
}

function resultStore(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): ResultStore {
  const folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "results");
  return new ResultStore(folder, log);
}

/** What grades while graders are edited: a thread and a Python for this alone, which no Run waits for. */
function liveGrading(sandbox: SandboxFiles, log: vscode.LogOutputChannel) {
  const thread = engineIn(sandbox.distDir, log);
  const python = new LivePython(new WindowPython(sandbox, log, { timeoutMs: LIMIT_MS, poolSize: 1 }));
  return { engine: thread.live, python, all: [thread, python] };
}

/** What runs graders, here and elsewhere, and ends what it started. */
function grading(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
  const dist = vscode.Uri.joinPath(context.extensionUri, "dist").fsPath;
  const sandbox = { distDir: dist, cacheDir: context.globalStorageUri.fsPath };
  const python = new WindowPython(sandbox, log);
  const interpreter = new WindowInterpreter(dist, log);
  const keys = new Keys(context.secrets, context.globalState);
  const consent = new Consent(context.globalState, context.workspaceState);
  const judges = judgeContext(context, log);
  const engine = engineIn(dist, log, consent);
  const providers: ProviderContext = {
    engineFor: async (grader) =>
      engine.with(await enginePorts(grader, { python, interpreter, keys, consent, ...judges })),
    keys,
    consent,
    state: context.globalState,
  };
  const live = liveGrading(sandbox, log);
  const dispose = async (): Promise<void> => {
    await Promise.all([engine, python, interpreter, ...live.all].map((one) => one.dispose()));
  };
  return { python, judges, providers, live, dispose };
}

/** What is kept of graders goes on with them when their files are renamed. */
function followRenames(
  { store, choices }: { readonly store: ResultStore; readonly choices: SampleChoices },
  followed: () => void,
): vscode.Disposable {
  return onRename((rename) => {
    store.follow(rename);
    inBackground(choices.follow(rename).then(followed));
  });
}

export function createServices(context: vscode.ExtensionContext) {
  const [log, lastGrader] = [createLog(), new LastGrader()];
  logFaultsTo(log);
  const { python, judges, providers, live: graded, dispose } = grading(context, log);
  const { consent } = providers;
  const store = resultStore(context, log);
  const sessions = new GraderSessions();
  const choices = new SampleChoices(context.workspaceState);
  const sources = new Sources(context, choices, log);
  const { paired, diagnostics, lintPages, problemFixes } = diagnose(context);
  const panel: PanelController = new PanelController(context.extensionUri, {
    ...{ store, sessions, log },
    editors: sources.editors,
  });
  const validations = new GraderValidations({
    providerFor: (grader) => providerFor(grader, providers),
    python,
    diagnostics,
    panel,
    consent,
  });
  const sampleChosen = () => {
    live.refresh();
  };
  const runs: GraderRuns = new GraderRuns({
    providerFor: (grader) => providerFor(grader, providers),
    consent,
    sessions,
    choices,
    store,
    panel,
    validate: (open) => validations.validate(open),
    lensesChanged: () => {
      lenses.refresh();
    },
    sampleChosen,
  });
  const results = new LastResults(store, sessions);
  const live = new LiveRewards({ ...graded, choices }, log);
  const lenses = new GraderLenses(choices, results);
  const preflights = new Preflights(context.workspaceState, { providers, python, diagnostics, panel });
  panel.connect({ runs, validations, preflights });
  context.subscriptions.push(
    log,
    lastGrader,
    preflights,
    new ProviderStatus(providers),
    sources,
    panel,
    live,
    paired.onDidChange(sampleChosen),
    followRenames({ store, choices }, () => {
      lenses.refresh();
      live.refresh();
    }),
  );

  const shown = { runs, validations, preflights, panel, choices, results };
  const used = { providers, sources, python, lastGrader, lintPages, log };
  const commands = commandTable({ ...shown, ...judges, ...used, extensionUri: context.extensionUri });
  return {
    lenses,
    problemFixes,
    ...languageHelp({ choices, results, live }),
    virtualSources: sources.virtual,
    agentTools: agentTools({ extensionUri: context.extensionUri, python, providers }),
    /** Rewards while graders are edited. */
    live,
    /** What the panel shows. */
    panel,
    restorePanel: (restored: vscode.WebviewPanel) => {
      panel.restore(restored);
    },
    execute: executor(commands, log),
    dispose: async (): Promise<void> => {
      runs.cancel();
      await dispose();
    },
  };
}
