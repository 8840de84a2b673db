import * as vscode from "vscode";
import { writeRow } from "../../core/dataset/row";
import { pairedSamplesNames } from "../../core/grader/fileNames";
import type { GraderProvider } from "../../core/provider/provider";
import { isHosted } from "../../core/providerTable";
import type { JsonObject } from "../../core/json/value";
import type { RunResult } from "../../core/result/runResult";
import { isReadable } from "../../core/sample/output";
import { whyNotGraded } from "../../core/runs/neededOutput";
import type { Outcome } from "../../core/runs/outcome";
import type { RowId } from "../../core/runs/rowId";
import { runPlan, type Plan } from "../../core/runs/runner";
import { Tally, type Summary } from "../../core/runs/tally";
import { checkGrader, isRunnable } from "../../core/validate/validateGrader";
import { fileNameOf, titleOf, type OpenGrader } from "../documents/documentGraders";
import type { Consent } from "../platform/consent";
import { hostedAddress } from "../platform/providers";
import { settings } from "../platform/settings";
import { UserError } from "../platform/userError";
import { chooseSample } from "../samples/chooseSample";
import { askForOutput } from "../samples/missingOutput";
import { indexOfRow, readPairedSamples, type PairedSamples } from "../samples/pairedSamples";
import {
  chosenSample,
  pairedChoice,
  resolveChoice,
  rowAt,
  type ChosenSample,
  type SampleChoice,
  type SampleChoices,
} from "../samples/sampleChoice";
import type { Activities, Task } from "./activities";
import { resultOf, type Came } from "./activity";
import type { GraderResults } from "./graderResults";
import type { GraderValidations } from "./graderValidations";
import { quotaQuestion } from "./quotaQuestion";
import type { RunRecord } from "./runRecord";

/** Rows that the strip shows and Run All grades. */
const MOST_ROWS = 500;

export interface RunContext {
  readonly providerFor: (grader: vscode.Uri) => Promise<GraderProvider>;
  readonly consent: Consent;
  readonly choices: SampleChoices;
  readonly results: GraderResults;
  readonly activities: Activities;
  /** For a grader that can't be run as it is: shows the findings and tells of them. */
  readonly validations: GraderValidations;
}

/** Runs graders on samples. */
export class GraderRuns {
  constructor(private readonly context: RunContext) {}

  /** @param row of the paired file, by position or id; absent: the remembered choice, else the first row, else asks */
  async run(open: OpenGrader, row?: number | RowId): Promise<RunResult | undefined> {
    this.context.consent.startAction();
    if (!(await this.isReady(open))) return undefined;
    const paired = await this.openSamples(open);
    const chosen = await this.sampleFor(open, paired, row);
    return chosen && resultOf(await this.grade(open, chosen));
  }

  /** Asks for another sample, remembers it, and grades it. */
  async choose(open: OpenGrader): Promise<RunResult | undefined> {
    const choice = await chooseSample(open.uri, await readPairedSamples(open.uri));
    return choice && this.runChoice(open, choice);
  }

  /** Takes a choice over and grades it. */
  async runChoice(open: OpenGrader, choice: SampleChoice): Promise<RunResult | undefined> {
    await this.context.choices.remember(open.uri, choice);
    return this.run(open);
  }

  /** Grades every row of the paired file, up to {@link MOST_ROWS}. */
  async runAll(open: OpenGrader): Promise<Summary | undefined> {
    this.context.consent.startAction();
    if (!(await this.isReady(open))) return undefined;
    const paired = await this.openSamples(open);
    const rows = paired ? firstRows(paired) : [];
    const root = rootOf(open.grader);
    // Some rows that can't be graded are told of with the others; where none can, there is nothing to run.
    if (rows.every(({ sample }) => whyNotGraded(root, sample, settings.provider())))
      throw nothingToRun(open, paired);
    const activity = { kind: "batch", grader: open.uri, provider: settings.provider() } as const;
    const came = await this.context.activities.perform(activity, titleOfRun(open), (task) =>
      this.gradeRows(open, rows, task),
    );
    return came?.summary;
  }

  /** What is run from now on is the grader as it is now. */
  private async openSamples({ uri, grader }: OpenGrader): Promise<PairedSamples | undefined> {
    this.context.results.useText(uri, grader.json.ownText);
    return readPairedSamples(uri);
  }

  /** What only a target refuses is no obstacle to a run. */
  private async isReady(open: OpenGrader): Promise<boolean> {
    if (isRunnable(checkGrader(open.grader))) return true;
    await this.context.validations.validate(open);
    return false;
  }

  private async sampleFor(
    { uri, grader }: OpenGrader,
    paired: PairedSamples | undefined,
    row: number | RowId | undefined,
  ): Promise<ChosenSample | undefined> {
    const { choices } = this.context;
    if (row !== undefined && paired) await choices.remember(uri, pairedChoice(paired, indexIn(paired, row)));
    const chosen = (await chosenSample(choices, uri, paired)) ?? (await this.ask(uri, paired));
    const why = chosen && whyNotGraded(rootOf(grader), chosen.sample, settings.provider());
    if (!chosen || !why) return chosen;
    if (why.reason === "unreadable") throw new UserError(why.message);
    return askForOutput(grader, chosen, why.message);
  }

  private async ask(uri: vscode.Uri, paired: PairedSamples | undefined): Promise<ChosenSample | undefined> {
    const unread = paired && noRowRead(paired);
    if (unread) throw unread;
    const choice = await chooseSample(uri, paired);
    if (!choice) return undefined;
    await this.context.choices.remember(uri, choice);
    return resolveChoice(choice, paired);
  }

  private grade(open: OpenGrader, chosen: ChosenSample): Promise<Came | undefined> {
    const activity = {
      kind: "run",
      grader: open.uri,
      provider: settings.provider(),
      sample: chosen.label,
    } as const;
    return this.context.activities.perform(activity, titleOfRun(open), async ({ signal }): Promise<Came> => {
      const plan = await this.planFor(open);
      const outcome = await only(runPlan(plan, [chosen], { concurrency: 1, signal }));
      if (!outcome.result) return { kind: "run", why: outcome.why };
      const record = this.record(open, chosen, plan.provider, outcome.result);
      this.context.results.add(record);
      return { kind: "run", record };
    });
  }

  private async gradeRows(
    open: OpenGrader,
    rows: readonly ChosenSample[],
    { signal, say, cancel }: Task,
  ): Promise<Extract<Came, { kind: "batch" }>> {
    const { results } = this.context;
    const { uri } = open;
    const pause = quotaQuestion({ title: titleOfRun(open), say, cancel });
    const plan = { ...(await this.planFor(open)), pause };
    const tally = new Tally();
    const batch = results.beginBatch(uri);
    try {
      for await (const event of runPlan(plan, rows, { concurrency: settings.concurrency(), signal })) {
        const { kind, row } = event;
        if (kind === "started") batch.running.add(row.id);
        else {
          batch.running.delete(row.id);
          tally.add(event.outcome);
          this.keep(open, row, plan.provider, event.outcome);
        }
      }
      return { kind: "batch", summary: tally.summary };
    } finally {
      results.endBatch(batch);
    }
  }

  private async planFor({ uri, grader }: OpenGrader): Promise<Plan> {
    return { provider: await this.context.providerFor(uri), grader: rootOf(grader) };
  }

  private keep(
    open: OpenGrader,
    row: ChosenSample,
    provider: GraderProvider,
    { result, why }: Outcome,
  ): void {
    const { results } = this.context;
    if (result) results.keep(this.record(open, row, provider, result));
    else results.fail(open.uri, row.id, why);
  }

  private record(
    { uri, document, grader: { json } }: OpenGrader,
    { label, id, paired, sample }: ChosenSample,
    provider: GraderProvider,
    result: RunResult,
  ): RunRecord {
    const previousReward = this.context.results.previousReward(uri, id);
    return {
      id: this.context.results.newId(),
      time: Date.now(),
      grader: uri.toString(),
      graderText: json.text,
      comments: document.languageId === "jsonc",
      sample: { label, row: id, paired, text: writeRow(sample) },
      provider: provider.label,
      ...(isHosted(provider.id) && { baseUrl: hostedAddress(provider.id).baseUrl }),
      result,
      ...(previousReward !== undefined && { previousReward }),
    };
  }
}

function titleOfRun(open: OpenGrader): string {
  return vscode.l10n.t("Grading {0}", titleOf(open));
}

async function only(events: ReturnType<typeof runPlan>): Promise<Outcome> {
  for await (const event of events) if (event.kind === "ended") return event.outcome;
  throw new Error("a run of one row has one outcome");
}

function indexIn(paired: PairedSamples, row: number | RowId): number {
  if (typeof row === "number") return row;
  const index = indexOfRow(paired, row);
  if (index !== undefined) return index;
  throw new UserError(vscode.l10n.t("This row is no longer in the samples file."));
}

function rootOf({ root }: OpenGrader["grader"]): JsonObject {
  return root ?? new Map();
}

function firstRows(paired: PairedSamples): readonly ChosenSample[] {
  return paired.rows.slice(0, MOST_ROWS).flatMap(({ index }) => rowAt(paired, index) ?? []);
}

function nothingToRun({ uri, grader }: OpenGrader, paired: PairedSamples | undefined): UserError {
  if (!paired) {
    const [file = ""] = pairedSamplesNames(uri.path);
    return new UserError(vscode.l10n.t("{0} has no samples beside it to run. Make {1}.", grader.name, file));
  }
  return (
    noRowRead(paired) ??
    new UserError(vscode.l10n.t("No row of {0} has an output to grade.", fileNameOf(paired.uri)))
  );
}

/** Of a file whose rows all have errors the first. */
function noRowRead({ uri, text, rows, problems: [problem] }: PairedSamples): UserError | undefined {
  if (rows.some(({ sample }) => isReadable(sample)) || !problem) return undefined;
  const line = text.slice(0, problem.range.start).split("\n").length;
  return new UserError(
    vscode.l10n.t("No row of {0} can be read. Line {1}: {2}", fileNameOf(uri), line, problem.message),
  );
}
