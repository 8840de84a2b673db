import { resolve } from "node:path";
import { writePointer } from "../core/json/pointer";
import type { GraderDocument } from "../core/grader/document";
import type { NumberedSample } from "../core/dataset/rows";
import { outcomeLine, type LoggedOutcome } from "../core/runs/outcomeLog";
import type { RunPlan } from "../core/runs/plan";
import { markOf } from "../core/runs/rowMark";
import type { RowOutcome } from "../core/runs/runner";
import type { KeptRun, RunStore, RunWriter } from "../core/runs/runStore";
import { verdictOf } from "../core/runs/verdict";
import { fingerprintOf } from "../node/files/fingerprint";
import { hashText } from "../node/hashText";
import { UsageError } from "./exitCodes";

declare const GRADERS_VERSION: string;

/** What a command grades: a grader of a file on the rows of another. */
export interface Wanted {
  readonly file: string;
  readonly text: string;
  readonly document: GraderDocument;
  /** The rows' file. */
  readonly data: string;
}

/** Keeps a run's outcomes while its rows are graded, and knows those of earlier. */
export class Keeping {
  private constructor(
    private readonly writer: RunWriter,
    /** Outcomes that were there before. */
    readonly earlier: readonly LoggedOutcome[] = [],
  ) {
    this.done = new Set(earlier.map(({ at }) => at));
  }

  private readonly done: ReadonlySet<number>;

  /** @param options words of the command line that say how rows are graded */
  static async begin(
    store: RunStore,
    { file, text, document, data }: Wanted,
    options: readonly string[],
    signal: AbortSignal,
  ): Promise<Keeping> {
    const at = document.base.length === 0 ? "" : `#${writePointer(document.base)}`;
    const plan: RunPlan = {
      graders: [{ file: `${resolve(file)}${at}`, text, fingerprint: hashText(text) }],
      data: { file: resolve(data), ...(await fingerprintOf(data, signal)) },
      options,
      madeBy: `graders ${GRADERS_VERSION}`,
    };
    return new Keeping(await store.create(plan));
  }

  /** @throws UsageError where the rows are not those that the run began with */
  static async resume(run: KeptRun, signal: AbortSignal): Promise<Keeping> {
    const { file, bytes, fingerprint } = run.plan.data;
    const now = await fingerprintOf(file, signal);
    if (now.bytes !== bytes || now.fingerprint !== fingerprint)
      throw new UsageError(
        `${file}: the file was changed since the run began, so its rows are others. Begin a new run by graders run.`,
      );
    const writer = await run.resume();
    try {
      return new Keeping(writer, [...run.outcomes()]);
    } catch (error) {
      await writer.close();
      throw error;
    }
  }

  /** Whether a row's outcome was kept before. */
  has(index: number): boolean {
    return this.done.has(index);
  }

  /** As {@link has}, of any of so many rows. */
  hasAny(first: number, count: number): boolean {
    if (this.done.size === 0) return false;
    for (let index = first; index < first + count; index++) if (this.done.has(index)) return true;
    return false;
  }

  keep(ended: RowOutcome<NumberedSample>): void {
    const { expect } = ended.row.sample;
    const mark = markOf(ended.outcome, expect, verdictOf(ended.outcome, expect));
    this.keepLines(outcomeLine(ended, mark, hashText));
  }

  /** @throws FileError where earlier ones could not be written */
  keepLines(lines: string): void {
    if (lines !== "") this.writer.append(lines);
  }

  close(): Promise<void> {
    return this.writer.close();
  }
}
