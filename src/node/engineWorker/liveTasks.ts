import { setImmediate as nextTurn } from "node:timers/promises";
import { LiveComparisonTally, type LiveComparison } from "../../core/runs/liveComparison";
import { readWrittenRow } from "../../core/dataset/row";
import type { EngineOptions, EnginePorts, GradeContext } from "../../core/engine/graded";
import { GradeMemo } from "../../core/engine/live/gradeMemo";
import { LiveGrader } from "../../core/engine/live/liveGrader";
import type { WireComparison, WireLive } from "../../core/engine/wire";
import type { LiveGrade } from "../../core/result/liveOutcome";
import { sampleNamespace } from "../../core/sample/namespace";
import type { TemplateData } from "../../core/template/render";
import { runRows } from "../../core/runs/runner";

interface Engine {
  readonly ports: EnginePorts;
  readonly options: EngineOptions;
}

/** Rows beyond those in use that stay read. */
const MOST_SPARE = 50;

/**
 * Grades what is being edited. Rows and grades are kept from one key to the next, so that only what changed is
 * graded anew.
 */
export class LiveTasks {
  private readonly memo = new GradeMemo();
  private readonly samples = new Map<string, TemplateData>();

  async grade({ grader, row }: WireLive, engine: Engine, signal: AbortSignal): Promise<LiveGrade> {
    const live = new LiveGrader(grader, this.memo, engine.options);
    this.memo.use(live.memoTexts);
    return live.grade({ ...engine, data: this.sampleOf(row, engine.options), signal });
  }

  /**
   * Hears of an abort between two rows.
   * @param goesOn called where computing goes on, in another turn of the event loop
   */
  async compare(
    { grader, saved, rows }: WireComparison,
    engine: Engine,
    signal: AbortSignal,
    goesOn: () => void,
  ): Promise<LiveComparison> {
    const before = new LiveGrader(saved, this.memo, engine.options);
    const after = new LiveGrader(grader, this.memo, engine.options);
    this.memo.use([...before.memoTexts, ...after.memoTexts]);
    const gradeTwice = async (row: string) => {
      await nextTurn();
      goesOn();
      signal.throwIfAborted();
      const context: GradeContext = { ...engine, data: this.sampleOf(row, engine.options), signal };
      return { before: await before.grade(context), after: await after.grade(context) };
    };
    const tally = new LiveComparisonTally();
    for await (const event of runRows(gradeTwice, rows, { concurrency: 1, signal }))
      if (event.kind === "ended") tally.add(event.outcome.before, event.outcome.after);
    this.forgetBeside(rows);
    return tally.comparison;
  }

  private sampleOf(row: string, { outputJson }: EngineOptions): TemplateData {
    const known = this.samples.get(row);
    if (known) return known;
    const sample = readWrittenRow(row);
    const data = { item: sample.item, sample: sampleNamespace(sample, outputJson) };
    this.samples.set(row, data);
    return data;
  }

  private forgetBeside(rows: readonly string[]): void {
    if (this.samples.size <= rows.length + MOST_SPARE) return;
    const used = new Set(rows);
    for (const row of this.samples.keys()) if (!used.has(row)) this.samples.delete(row);
  }
}
