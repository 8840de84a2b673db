import * as vscode from "vscode";
import type { PythonRunner } from "../../core/ports";
import type { JudgeCache } from "../../node/files/judgeCache";
import { extractToFile } from "../create/extractGrader";
import { insertIntoJob } from "../create/insertGrader";
import { newFromPython } from "../create/newFromPython";
import { newGrader } from "../create/newGrader";
import { addSubGraderTo, wrapGrader } from "../create/subGraders";
import type { OpenGrader } from "../documents/documentGraders";
import type { LintPages } from "../language/lintPages";
import type { ProviderContext } from "../platform/providers";
import type { LastResults } from "../runs/lastResults";
import type { PanelController } from "../panel/panelController";
import type { Sources } from "../sources/sources";
import { clearJudgeCache } from "./clearJudgeCache";
import { editText } from "./editText";
import { getPackages, type SandboxPackages } from "./getPackages";
import { clearApiKey, setApiKey } from "./keyCommands";
import type { LastGrader } from "../documents/lastGrader";
import type { CommandName } from "../platform/commandNames";
import { cursorIn, isPlace, openGrader } from "../documents/openGrader";
import { openTerminal } from "./openTerminal";
import { extractSource, insertPythonFile } from "./pythonFiles";
import { revokeConsent } from "./revokeConsent";
import type { Preflights } from "../runs/preflights";
import type { Activities } from "../runs/activities";
import type { GraderRuns } from "../runs/graderRuns";
import { runOnSelection } from "./runOnSelection";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { selectProvider } from "./selectProvider";
import type { GraderValidations } from "../runs/graderValidations";

export interface CommandContext {
  readonly activities: Activities;
  readonly runs: GraderRuns;
  readonly validations: GraderValidations;
  readonly preflights: Preflights;
  readonly panel: PanelController;
  readonly choices: SampleChoices;
  readonly results: LastResults;
  readonly providers: ProviderContext;
  readonly sources: Sources;
  readonly judgeCache: JudgeCache;
  readonly python: PythonRunner;
  readonly packages: SandboxPackages;
  readonly lastGrader: LastGrader;
  readonly lintPages: LintPages;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
}

export type Command = (args: readonly unknown[]) => unknown;

/** What each command of package.json does; a missing one does not compile. Each returns its result. */
export function commandTable(context: CommandContext): Readonly<Record<CommandName, Command>> {
  const { activities, runs, validations, preflights, panel, choices, results } = context;
  const { providers, sources, judgeCache, log } = context;
  // The panel's own commands are about what it shows.
  const shown = () => (panel.isActive ? panel.graderUri : (context.lastGrader.uri ?? panel.graderUri));
  const grader = async (argument: unknown): Promise<OpenGrader> =>
    openGrader((await sources.graderOf(argument)) ?? argument, shown());
  return {
    newGrader: ([argument]) => newGrader(argument, choices),
    newFromPython: ([argument]) => newFromPython(argument, context.python),
    // What reads other languages loads where it is asked for (architecture.md "Budgets").
    pasteAsGrader: async ([uri]) => (await import("../create/pasteAsGrader")).pasteAsGrader(uri),
    addSubGrader: async ([argument]) => addSubGraderTo(await grader(argument)),
    wrapInMulti: async ([argument]) => wrapGrader(await grader(argument)),
    extractGrader: async ([argument]) => {
      const open = await grader(argument);
      return extractToFile(open, isPlace(argument) ? undefined : cursorIn(open.document), choices);
    },
    // A second argument names the other side: of a grader the job or eval, of these the grader.
    insertGrader: async ([argument, other]) =>
      insertIntoJob(await grader(argument), isPlace(argument), other),
    validate: async ([argument]) => validations.validate(await grader(argument)),
    // A second argument picks the row of the paired file, counted from 0, or by its id.
    run: async ([argument, row]) =>
      runs.run(await grader(argument), typeof row === "number" || typeof row === "string" ? row : undefined),
    runAll: async ([argument]) => runs.runAll(await grader(argument)),
    chooseSample: async ([argument]) => runs.choose(await grader(argument)),
    // A second argument names target and files: {target, training, validation, job?}, files by URI.
    preflight: async ([argument, given]) => preflights.preflight(await grader(argument), given),
    runOnSelection: () => runOnSelection(runs, choices, panel.graderUri),
    // An argument names the grader whose activities end; without one, all do.
    cancel: ([argument]) => {
      activities.cancel(argument instanceof vscode.Uri ? argument : undefined);
    },
    // A second argument is a JSON Pointer to the text or its grader.
    editPythonSource: async ([argument, at]) =>
      editText(sources.editors, await grader(argument), "python", at),
    editPrompt: async ([argument, at]) => editText(sources.editors, await grader(argument), "prompt", at),
    insertPythonFile: async ([argument, at, file]) => insertPythonFile(await grader(argument), at, file),
    extractSource: async ([argument, at, file]) => extractSource(await grader(argument), at, file),
    setApiKey: () => setApiKey(providers),
    clearApiKey: () => clearApiKey(providers),
    selectProvider: () => selectProvider(providers),
    revokeConsent: () => revokeConsent(providers.consent),
    clearJudgeCache: () => clearJudgeCache(judgeCache),
    // An argument names a package, or several.
    getPackages: ([argument]) => getPackages(argument, context.packages),
    openTerminal: () => openTerminal(context.extensionUri),
    explain: ([code]) => context.lintPages.explain(code),
    // A grader's last result, or what the panel shows already.
    showResult: async ([argument]) => {
      const open = argument === undefined ? undefined : await grader(argument);
      const sample = open && (await currentSample(choices, open.uri));
      const last = sample && results.of(open.uri, sample);
      if (last) panel.showRun(last.record);
      else panel.reveal();
    },
    showLog: () => {
      log.show();
    },
  };
}
