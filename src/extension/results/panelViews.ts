import * as vscode from "vscode";
import type { ValueChange } from "../../core/create/changeValues";
import { readGraderDocument, type GraderDocument } from "../../core/grader/document";
import type { TextEdit } from "../../core/json/edits";
import type { ProviderError } from "../../core/provider/provider";
import { copyAs } from "../../core/report/copyAs/copyAs";
import { isCopyFormat } from "../../core/report/copyAs/formats";
import { shellKind } from "../../core/report/copyAs/shellKind";
import { failureView } from "../../core/report/panel/failureView";
import { heading } from "../../core/report/panel/headingView";
import { partOfFile } from "../../core/report/panel/partTitle";
import type { PanelView, StripView } from "../../core/report/panel/panelView";
import { mendsOf, runView, type RunViewInput } from "../../core/report/panel/runView";
import { stripView } from "../../core/report/panel/stripView";
import {
  problemOfMend,
  returnedChanges as changesReturned,
  validationView,
} from "../../core/report/panel/validationView";
import { preflightView, type PreflightNames } from "../../core/report/panel/preflightView";
import type { Preflighted } from "../commands/preflight";
import type { Validation } from "../commands/validateGrader";
import { fileNameOf, readOpenGrader } from "../language/documentGraders";
import { documentUri, graderBase, openDocumentOf } from "../platform/graderUri";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import type { GraderSession, GraderSessions, PairedSamples } from "./graderSession";
import { readSample, type RunRecord } from "./runRecord";
import { isStale } from "./staleness";

interface OfGrader {
  readonly grader: vscode.Uri;
}

/** What the panel is about. */
export type Shown =
  | { readonly kind: "empty" }
  | (OfGrader & {
      readonly kind: "running";
      readonly activity: "run" | "validate" | "preflight";
      readonly sample?: string;
    })
  | (OfGrader & { readonly kind: "run"; readonly record: RunRecord; readonly restored: boolean })
  | (OfGrader & {
      readonly kind: "validation";
      /** The grader as it was validated. */
      readonly open: GraderDocument;
      readonly validation: Validation;
    })
  | (OfGrader & { readonly kind: "preflight" } & Preflighted)
  | (OfGrader & {
      readonly kind: "failure";
      readonly error: ProviderError;
      readonly sample?: string;
    });

/** The view of what is shown, from core's builders and the grader's session. */
export function drawView(shown: Shown, sessions: GraderSessions): PanelView {
  switch (shown.kind) {
    case "empty":
      return { kind: "empty" };
    case "running": {
      const strip = stripOf(sessions.for(shown.grader), shown.grader);
      return {
        kind: "running",
        heading: heading(headingOf(shown)),
        activity: activityWords(shown.activity),
        ...(strip && shown.activity === "run" && { strip }),
      };
    }
    case "run":
      return drawRun(shown, sessions.for(shown.grader));
    case "validation":
      return drawValidation(shown);
    case "preflight":
      return preflightView(shown.result, preflightNames(shown));
    case "failure": {
      const strip = stripOf(sessions.for(shown.grader), shown.grader);
      return failureView({ ...headingOf(shown), error: shown.error, ...(strip && { strip }) });
    }
  }
}

function activityWords(activity: Extract<Shown, { kind: "running" }>["activity"]): string {
  switch (activity) {
    case "run":
      return vscode.l10n.t("Grading");
    case "validate":
      return vscode.l10n.t("Validating");
    case "preflight":
      return vscode.l10n.t("Checking");
  }
}

function preflightNames({ grader, choice }: Extract<Shown, { kind: "preflight" }>): PreflightNames {
  const { training, validation, job } = choice;
  return {
    grader: fileNameOf(grader),
    training: fileNameOf(training),
    validation: fileNameOf(validation),
    ...(job && { job: fileNameOf(job) }),
  };
}

/** The mend of a view by its id: edits of the text, or values to change. */
export function mendOf(
  shown: Shown,
  id: string,
): { readonly edits: readonly TextEdit[] } | { readonly changes: readonly ValueChange[] } | undefined {
  if (shown.kind === "validation") {
    const fix = problemOfMend(shown.validation.problems, id)?.fixes?.[0];
    return fix && { edits: fix.edits };
  }
  if (shown.kind !== "run") return undefined;
  const mend = mendsOf(runInput(shown.record)).find((candidate) => candidate.id === id);
  return mend && { changes: mend.changes };
}

/** @throws UserError for a format that is none of ours */
export function copyText(format: string, record: RunRecord): string {
  if (!isCopyFormat(format)) throw new UserError(vscode.l10n.t("{0} can't be copied as.", format));
  const grader = vscode.Uri.parse(record.grader);
  return copyAs(format, {
    ...runInput(record),
    graderPath: vscode.workspace.asRelativePath(documentUri(grader), false),
    ...(record.baseUrl !== undefined && { baseUrl: record.baseUrl }),
  });
}

/** What taking over the grader that a provider gave back changes. */
export function returnedChanges(open: GraderDocument, { outcome }: Validation): readonly ValueChange[] {
  return changesReturned({ document: open, ...(outcome?.grader && { returned: outcome.grader }) }).map(
    (change) => ({ path: change.path, ...("returned" in change && { value: change.returned }) }),
  );
}

function drawRun({ record, restored }: Extract<Shown, { kind: "run" }>, session: GraderSession): PanelView {
  const stale = isStale(record);
  // The strip's results are those of the text as it is now.
  const strip = stripOf(session, session.uri, record.sample.index);
  return runView({
    shell: shellKind(vscode.env.shell),
    ...runInput(record),
    time: new Date(record.time).toLocaleString(vscode.env.language),
    stale,
    restored,
    ...(strip && { strip }),
  });
}

function runInput(record: RunRecord): RunViewInput {
  const { graderText, comments, sample, result, provider, previousReward } = record;
  const grader = vscode.Uri.parse(record.grader);
  const graderFile = fileNameOf(grader);
  return {
    document: readGraderDocument(graderFile, graderText, { comments, base: graderBase(grader) }),
    graderFile,
    where: sample.label,
    provider,
    sample: readSample(sample),
    result,
    ...(previousReward !== undefined && { previousReward }),
  };
}

function drawValidation(shown: Extract<Shown, { kind: "validation" }>): PanelView {
  const { open, validation } = shown;
  const { problems, outcome, failure, provider } = validation;
  if (failure && problems.length === 0) return failureView({ ...headingOf(shown), error: failure });
  return validationView({
    ...headingOf(shown),
    provider,
    document: open,
    problems,
    ...(outcome?.requestId !== undefined && { requestId: outcome.requestId }),
    ...(outcome?.grader && settings.provider() !== "engine" && { returned: outcome.grader }),
    ...notAsked(validation),
  });
}

function notAsked({ outcome, failure, provider }: Validation): { readonly notAsked?: string } {
  if (failure) return { notAsked: failure.message };
  if (outcome || provider === "engine") return {};
  return { notAsked: vscode.l10n.t("{0} was not asked.", provider) };
}

function headingOf({ grader, ...shown }: Exclude<Shown, { kind: "empty" }>) {
  const sample = "sample" in shown ? shown.sample : undefined;
  return {
    graderFile: fileNameOf(grader),
    ...partNow(grader),
    provider: settings.provider(),
    ...(sample !== undefined && { where: sample }),
  };
}

/** The grader within its file, as it is called now. */
function partNow(grader: vscode.Uri): { readonly part?: string } {
  const open = openDocumentOf(grader);
  const base = graderBase(grader);
  return partOfFile(open ? readOpenGrader(open, base).grader : { base, root: undefined });
}

function stripOf(session: GraderSession, grader: vscode.Uri, current?: number): StripView | undefined {
  const { paired } = session;
  if (!paired || paired.rows.length === 0) return undefined;
  const open = openDocumentOf(grader);
  return stripView({
    document: open
      ? readOpenGrader(open, graderBase(grader)).grader
      : readGraderDocument(fileNameOf(grader), ""),
    rows: paired.rows,
    linesWithErrors: linesWithErrors(paired),
    resultOf: (index) => session.rowResults.get(index)?.result,
    hasFailed: (index) => session.rowFailures.has(index),
    isRunning: (index) => session.runningRows.has(index),
    running: session.batchRunning,
    ...(current !== undefined && { current }),
  });
}

function linesWithErrors({ text, problems }: PairedSamples): number {
  const errors = problems.filter(({ severity }) => severity === "error");
  return new Set(errors.map(({ range }) => text.lastIndexOf("\n", range.start - 1))).size;
}
