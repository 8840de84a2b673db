import * as vscode from "vscode";
import type { ValueChange } from "../../core/create/changeValues";
import { readGraderDocument, type GraderDocument } from "../../core/grader/document";
import type { TextEdit } from "../../core/json/edits";
import { isHosted, type ProviderId } from "../../core/providerTable";
import { copyAs } from "../../core/report/copyAs/copyAs";
import { isCopyFormat } from "../../core/report/copyAs/formats";
import { shellKind } from "../../core/report/copyAs/shellKind";
import { failureView } from "../../core/report/panel/failureView";
import { heading } from "../../core/report/panel/headingView";
import { partOfFile } from "../../core/report/panel/partTitle";
import type { PanelView, StripView } from "../../core/report/panel/panelView";
import type { WhyNot } from "../../core/runs/outcome";
import type { RowId } from "../../core/runs/rowId";
import { readWrittenRow } from "../../core/dataset/row";
import { mendsOf, runView, type RunViewInput } from "../../core/report/panel/runView";
import { MOST_CELLS, stripView } from "../../core/report/panel/stripView";
import {
  problemOfMend,
  returnedChanges as changesReturned,
  validationView,
} from "../../core/report/panel/validationView";
import { preflightView, type PreflightNames } from "../../core/report/panel/preflightView";
import { fileNameOf, readOpenGrader } from "../documents/documentGraders";
import { documentUri, graderBase, openDocumentOf } from "../platform/graderUri";
import { UserError } from "../platform/userError";
import type { Activity, Came, Validation } from "../runs/activity";
import type { GraderResults } from "../runs/graderResults";
import type { RunRecord } from "../runs/runRecord";
import { isStale } from "../runs/staleness";
import { firstRowIds, type PairedSamples } from "../samples/pairedSamples";

interface OfGrader {
  /** Where it is now: its file may have been renamed since. */
  readonly grader: vscode.Uri;
}

/** What the panel is about. */
export type Shown =
  | { readonly kind: "empty" }
  | (OfGrader & { readonly kind: "running"; readonly activity: Activity })
  | (OfGrader & { readonly kind: "run"; readonly record: RunRecord; readonly restored: boolean })
  | (OfGrader & {
      readonly kind: "validation";
      readonly activity: Activity;
      readonly came: Extract<Came, { kind: "validate" }>;
    })
  | (OfGrader & { readonly kind: "preflight"; readonly came: Extract<Came, { kind: "preflight" }> })
  | (OfGrader & { readonly kind: "failure"; readonly activity: Activity; readonly why: WhyNot });

/** What the strip is drawn of. */
export interface StripSources {
  readonly samples: PairedSamples | undefined;
  readonly results: GraderResults;
}

/** The view of what is shown, by core's builders. */
export function drawView(shown: Shown, sources: StripSources): PanelView {
  switch (shown.kind) {
    case "empty":
      return { kind: "empty" };
    case "running": {
      const { kind } = shown.activity;
      const strip = kind === "run" || kind === "batch" ? stripOf(shown.grader, sources) : undefined;
      return {
        kind: "running",
        heading: heading(headingOf(shown)),
        activity: activityWords(kind),
        ...(strip && { strip }),
      };
    }
    case "run":
      return drawRun(shown, sources);
    case "validation":
      return drawValidation(shown);
    case "preflight":
      return preflightView(shown.came.preflighted.result, preflightNames(shown));
    case "failure": {
      const strip = stripOf(shown.grader, sources);
      return failureView({ ...headingOf(shown), why: shown.why, ...(strip && { strip }) });
    }
  }
}

function activityWords(kind: Activity["kind"]): string {
  switch (kind) {
    case "run":
    case "batch":
      return vscode.l10n.t("Grading");
    case "validate":
      return vscode.l10n.t("Validating");
    case "preflight":
      return vscode.l10n.t("Checking");
  }
}

function preflightNames({ grader, came }: Extract<Shown, { kind: "preflight" }>): PreflightNames {
  const { training, validation, job } = came.preflighted.choice;
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
    const fix = problemOfMend(shown.came.validation.problems, id)?.fixes?.[0];
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

function drawRun(
  { grader, record, restored }: Extract<Shown, { kind: "run" }>,
  sources: StripSources,
): PanelView {
  const stale = isStale(record);
  const strip = stripOf(grader, sources, record.sample.paired ? record.sample.row : undefined);
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
    sample: readWrittenRow(sample.text),
    result,
    ...(previousReward !== undefined && { previousReward }),
  };
}

function drawValidation(shown: Extract<Shown, { kind: "validation" }>): PanelView {
  const { open, validation } = shown.came;
  const { problems, outcome, failure, provider } = validation;
  if (failure && problems.length === 0) return failureView({ ...headingOf(shown), why: failure });
  return validationView({
    ...headingOf(shown),
    provider,
    document: open.grader,
    problems,
    ...(outcome?.requestId !== undefined && { requestId: outcome.requestId }),
    ...(outcome?.grader && isHosted(shown.activity.provider) && { returned: outcome.grader }),
    ...notAsked(validation, shown.activity.provider),
  });
}

function notAsked(
  { outcome, failure, provider }: Validation,
  id: ProviderId,
): { readonly notAsked?: string } {
  if (failure) return { notAsked: failure.message };
  if (outcome || !isHosted(id)) return {};
  return { notAsked: vscode.l10n.t("{0} was not asked.", provider) };
}

/** The provider is the one that was chosen when the activity began. */
function headingOf({ grader, activity }: OfGrader & { readonly activity: Activity }) {
  const { provider, sample } = activity;
  return {
    graderFile: fileNameOf(grader),
    ...partNow(grader),
    provider,
    ...(sample !== undefined && { where: sample }),
  };
}

/** The grader within its file, as it is called now. */
function partNow(grader: vscode.Uri): { readonly part?: string } {
  const open = openDocumentOf(grader);
  const base = graderBase(grader);
  return partOfFile(open ? readOpenGrader(open, base).grader : { base, root: undefined });
}

/** Results of the grader's text as it is now, each at its row wherever that stands now. */
function stripOf(
  grader: vscode.Uri,
  { samples, results }: StripSources,
  current?: RowId,
): StripView | undefined {
  if (!samples || samples.rows.length === 0) return undefined;
  const open = openDocumentOf(grader);
  return stripView({
    document: open
      ? readOpenGrader(open, graderBase(grader)).grader
      : readGraderDocument(fileNameOf(grader), ""),
    rows: samples.rows,
    ids: firstRowIds(samples, MOST_CELLS),
    hasMore: !samples.isWhole,
    linesWithErrors: linesWithErrors(samples),
    outcomeOf: (row) => results.outcomeOf(grader, row),
    isRunning: (row) => results.isRunning(grader, row),
    running: results.isBatchRunning(grader),
    ...(current !== undefined && { current }),
  });
}

function linesWithErrors({ text, problems }: PairedSamples): number {
  const errors = problems.filter(({ severity }) => severity === "error");
  return new Set(errors.map(({ range }) => text.lastIndexOf("\n", range.start - 1))).size;
}
