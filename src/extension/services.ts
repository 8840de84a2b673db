// The second bundle: everything that a grader document or a command needs, put together.
import * as vscode from "vscode";
import { CallLimiter } from "../core/judge/callLimiter";
import { installedEngine } from "../node/engineWorker/installedEngine";
import { openJudgeCache } from "../node/files/judgeCache";
import { installedPackages, type SandboxFiles } from "../node/python/installedSandbox";
import { agentTools } from "./agents/agentTools";
import { commandTable } from "./commands/commandTable";
import { LastGrader } from "./documents/lastGrader";
import type { CommandName } from "./platform/commandNames";
import { Activities } from "./runs/activities";
import { GraderResults } from "./runs/graderResults";
import { GraderRuns } from "./runs/graderRuns";
import { GraderValidations } from "./runs/graderValidations";
import { Preflights } from "./runs/preflights";
import { SampleChoices } from "./samples/sampleChoice";
import { graderRefactorings } from "./create/refactorings";
import { formulaHelp } from "./language/formulaHelp";
import { FormulaHover } from "./language/formulaHover";
import { GraderDiagnostics } from "./language/graderDiagnostics";
import { GraderLenses } from "./language/graderLenses";
import { LINT_PAGES_SCHEME } from "./documents/lintUris";
import { LintPages } from "./language/lintPages";
import { PairedValues } from "./samples/pairedValues";
import { PreflightDiagnostics } from "./language/preflightDiagnostics";
import { ProblemFixes } from "./language/problemFixes";
import { SampleDiagnostics, sampleRowCompletion, sampleRowHover } from "./language/sampleRows";
import { SAMPLE_ROWS_SELECTOR } from "./documents/selectors";
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
import { ProviderStatus } from "./runs/providerStatus";
import { WindowPython } from "./platform/python";
import { onRename } from "./platform/renames";
import { settings } from "./platform/settings";
import { tell } from "./platform/tell";
import { UserError } from "./platform/userError";
import type { SandboxPackages } from "./commands/getPackages";
import { LastResults } from "./runs/lastResults";
import { PanelController } from "./panel/panelController";
import { ResultStore } from "./runs/resultStore";
import { Sources } from "./sources/sources";
import { inBackground, logFaultsTo } from "./platform/background";

export type Services = ReturnType<typeof createServices>;

function judgeContext(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
  return {
    judgeCache: openJudgeCache(context.globalStorageUri.fsPath, log),
    callLimiter: new CallLimiter(settings.concurrency),
    modelAccess: context.languageModelAccessInformation,
    logger: log,
  };
}

function engineIn(
  dist: string,
  log: vscode.LogOutputChannel,
  { consent, ...options }: { readonly consent?: Consent; readonly threads?: number },
) {
  return installedEngine(dist, {
    ...options,
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
function diagnose({ subscriptions, extensionUri }: vscode.ExtensionContext, activities: Activities) {
  const paired = new PairedValues();
  const lintPages = new LintPages(vscode.Uri.joinPath(extensionUri, "dist").fsPath);
  subscriptions.push(
    paired,
    new GraderDiagnostics(paired, activities),
    new PreflightDiagnostics(activities),
    new SampleDiagnostics(SAMPLE_ROWS_SELECTOR),
    vscode.workspace.registerTextDocumentContentProvider(LINT_PAGES_SCHEME, lintPages),
  );
  return { paired, lintPages, problemFixes: new ProblemFixes(paired) };
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

function graderResults(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): GraderResults {
  const folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "results");
  return new GraderResults(new ResultStore(folder, log));
}

/** What grades while graders are edited: a thread and a Python for this alone, which no Run waits for. */
function liveGrading(sandbox: SandboxFiles, log: vscode.LogOutputChannel) {
  const thread = engineIn(sandbox.distDir, log, { threads: 1 });
  const python = new LivePython(new WindowPython(sandbox, log, { timeoutMs: LIMIT_MS, poolSize: 1 }));
  return { engine: thread.live, python, all: [thread, python] };
}

/** Gets packages for these Pythons, which start anew with them. */
function sandboxPackages(
  sandbox: SandboxFiles,
  pythons: readonly { dispose(): Promise<void> }[],
): SandboxPackages {
  return {
    depot: () => {
      const [node, mirror] = [settings.sandboxNode(), settings.packagesUrl()];
      if (mirror !== undefined && !/^https?:\/\/[^/]/.test(mirror))
        throw new UserError(
          vscode.l10n.t("graders.python.packagesUrl is no address of a server: {0}", mirror),
        );
      return installedPackages(sandbox, {
        ...(node !== undefined && { node }),
        ...(mirror !== undefined && { mirror }),
      });
    },
    changed: async () => {
      await Promise.all(pythons.map((one) => one.dispose()));
    },
  };
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
  const engine = engineIn(dist, log, { consent });
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
  const packages = sandboxPackages(sandbox, [python, live.python]);
  return { python, packages, judges, providers, live, dispose };
}

/** What is kept of graders goes on with them when their files are renamed. */
function followRenames(results: GraderResults, choices: SampleChoices): vscode.Disposable {
  return onRename((rename) => {
    results.follow(rename);
    inBackground(choices.follow(rename));
  });
}

/** What is started for graders; it knows nobody who listens. */
function activitiesOf(
  context: vscode.ExtensionContext,
  { providers, python }: Pick<ReturnType<typeof grading>, "providers" | "python">,
  kept: { readonly choices: SampleChoices; readonly results: GraderResults; readonly activities: Activities },
) {
  const { consent } = providers;
  const { activities } = kept;
  const provider = { providerFor: (grader: vscode.Uri) => providerFor(grader, providers) };
  const validations = new GraderValidations({ ...provider, python, consent, activities });
  const runs = new GraderRuns({ ...provider, ...kept, consent, validations });
  const preflights = new Preflights(context.workspaceState, { providers, python, activities });
  return { validations, runs, preflights };
}

export function createServices(context: vscode.ExtensionContext) {
  const { extensionUri, subscriptions } = context;
  const [log, lastGrader, activities] = [createLog(), new LastGrader(), new Activities()];
  logFaultsTo(log);
  const { python, packages, judges, providers, live: graded, dispose } = grading(context, log);
  const results = graderResults(context, log);
  const choices = new SampleChoices(context.workspaceState);
  const started = activitiesOf(context, { providers, python }, { choices, results, activities });
  const sources = new Sources(context, choices, log);
  const { paired, lintPages, problemFixes } = diagnose(context, activities);
  const { editors } = sources;
  const panel = new PanelController(extensionUri, {
    ...{ activities, results, choices, editors, log },
    onDidChangeSamples: paired.onDidChange,
  });
  const last = new LastResults(results);
  const live = new LiveRewards({ ...graded, choices }, log);
  const lenses = new GraderLenses(choices, last, [
    results.onDidChange,
    choices.onDidChange,
    paired.onDidChange,
  ]);
  const refreshLive = () => {
    live.refresh();
  };
  subscriptions.push(
    ...[log, lastGrader, activities, results, choices, sources, panel, live, lenses],
    new ProviderStatus(providers),
    paired.onDidChange(refreshLive),
    choices.onDidChange(refreshLive),
    followRenames(results, choices),
  );

  const shown = { activities, ...started, panel, choices, results: last };
  const used = { providers, sources, python, packages, lastGrader, lintPages, log };
  const commands = commandTable({ ...shown, ...judges, ...used, extensionUri });
  return {
    lenses,
    problemFixes,
    ...languageHelp({ choices, results: last, live }),
    virtualSources: sources.virtual,
    agentTools: agentTools({ extensionUri, python, providers }),
    /** Rewards while graders are edited. */
    live,
    /** What the panel shows. */
    panel,
    restorePanel: (restored: vscode.WebviewPanel) => {
      panel.restore(restored);
    },
    execute: executor(commands, log),
    dispose: async (): Promise<void> => {
      activities.cancel();
      await dispose();
    },
  };
}
