import type * as vscode from "vscode";
import type { Grader } from "../../core/grader/types";
import { writePointer } from "../../core/json/pointer";
import type { PythonRunner } from "../../core/ports";
import type { SampleChoices } from "../samples/sampleChoice";
import type { LiveEngine } from "../../node/engineWorker/workerEngine";
import { liveGradersOf, type LiveGraders } from "./liveGraders";
import { LiveLines } from "./liveLines";
import type { LivePython } from "./livePython";
import { currentRow, firstRows } from "./liveRows";

/** What the rows' Python may take together at one key or save. */
const ROWS_BUDGET_MS = 2_000;

export interface LiveContext {
  readonly engine: LiveEngine;
  readonly python: LivePython;
  readonly choices: SampleChoices;
  /** The lines have changed. */
  readonly draw: (document: vscode.TextDocument) => void;
}

/** The graders of one document while they are edited: graded one state after the other. */
export class LiveDocument {
  readonly lines = new LiveLines();
  /** What of each grader is graded, as it was saved; by the pointer of its base. */
  private saved: ReadonlyMap<string, Grader> | undefined;
  private running: AbortController | undefined;
  private warming: AbortController | undefined;

  constructor(
    readonly document: vscode.TextDocument,
    private readonly context: LiveContext,
  ) {
    if (!document.isDirty) this.takeSaved();
  }

  /** The text as it is now is what later states are compared with. */
  takeSaved(): void {
    const graders = liveGradersOf(this.document);
    this.saved = new Map(graders?.graded.map(({ base, part }) => [writePointer(base), part]));
  }

  /**
   * Grades what was saved with its Python, so that it is known from then on. Typing does not end this.
   * @param known called when there is more to show
   */
  async warm(known: () => void): Promise<void> {
    this.warming?.abort();
    const controller = new AbortController();
    this.warming = controller;
    const { signal } = controller;
    const { engine, choices } = this.context;
    const { uri } = this.document;
    const saved = [...(this.saved?.values() ?? [])].filter(hasPython);
    try {
      for (const grader of saved) {
        const row = await currentRow(choices, uri, grader);
        if (row !== undefined) await engine.grade({ grader, row, python: true }, this.portFor(), signal);
      }
      known();
      const port = this.portFor(ROWS_BUDGET_MS);
      for (const grader of saved) {
        const rows = await firstRows(uri, grader);
        await engine.compare({ grader, saved: grader, rows, python: true }, port, signal);
      }
      known();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  cancel(): void {
    this.running?.abort();
  }

  dispose(): void {
    this.cancel();
    this.warming?.abort();
  }

  becomeStale(): void {
    this.cancel();
    this.lines.becomeStale();
    this.context.draw(this.document);
  }

  /**
   * Grades the text as it is now, and ends what was graded before.
   * @param runPython whether Python runs that has not been graded yet
   */
  async grade(runPython: boolean): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    const { signal } = controller;
    const graders = liveGradersOf(this.document);
    if (!graders) {
      this.becomeStale();
      return;
    }
    try {
      await this.gradeSample(graders, runPython, signal);
      await this.compareRows(graders, runPython, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private async gradeSample(
    { graded, broken }: LiveGraders,
    python: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const port = this.portFor();
    const grades = [];
    for (const { base, part } of graded) {
      const row = await currentRow(this.context.choices, this.document.uri, part);
      signal.throwIfAborted();
      if (row === undefined) continue;
      const task = { grader: part, row, python };
      grades.push({ base, grade: await this.context.engine.grade(task, port, signal) });
    }
    this.lines.show(grades, broken);
    this.context.draw(this.document);
  }

  private async compareRows({ graded }: LiveGraders, python: boolean, signal: AbortSignal): Promise<void> {
    const port = this.portFor(ROWS_BUDGET_MS);
    for (const { base, part } of graded) {
      signal.throwIfAborted();
      const saved = this.saved?.get(writePointer(base));
      const changed = saved !== undefined && JSON.stringify(saved) !== JSON.stringify(part);
      const rows = changed ? await firstRows(this.document.uri, part) : [];
      const task = { grader: part, saved: saved ?? part, rows, python };
      this.lines.compare(base, changed ? await this.context.engine.compare(task, port, signal) : undefined);
    }
    this.context.draw(this.document);
  }

  private portFor(budgetMs?: number): Pick<PythonRunner, "grade"> {
    return this.context.python.portFor(this.document.uri.toString(), budgetMs);
  }
}

function hasPython(grader: Grader): boolean {
  const parts = grader.type === "multi" ? Object.values(grader.graders) : [grader];
  return parts.some(({ type }) => type === "python");
}
