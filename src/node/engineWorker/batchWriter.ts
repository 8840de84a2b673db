import type { NumberedSample } from "../../core/dataset/rows";
import { jsonLine } from "../../core/runs/jsonLine";
import { outcomeLine } from "../../core/runs/outcomeLog";
import type { RowBatch, WireRange } from "../../core/runs/rangeWire";
import { briefOf, type RowBrief } from "../../core/runs/rowBrief";
import { markOf, type RowMark } from "../../core/runs/rowMark";
import type { RowOutcome } from "../../core/runs/runner";
import { verdictOf } from "../../core/runs/verdict";
import { visibleLine } from "../../core/visible";
import { hashText } from "../hashText";

/** So long an outcome waits for others. */
const LONGEST_MS = 50;

/** Writes rows down that have ended, to be told of together. */
export class BatchWriter {
  private marks: RowMark[] = [];
  private briefs: RowBrief[] = [];
  private lines = "";
  private log = "";
  private since = performance.now();

  constructor(private readonly task: Pick<WireRange, "asLines" | "isKept">) {}

  /** Whether outcomes have waited for long enough. */
  get isDue(): boolean {
    return performance.now() - this.since >= LONGEST_MS;
  }

  add(event: RowOutcome<NumberedSample>): void {
    const { row, outcome } = event;
    const { expect } = row.sample;
    const verdict = verdictOf(outcome, expect);
    const mark = markOf(outcome, expect, verdict);
    if (this.task.isKept) this.log += outcomeLine(event, mark, hashText);
    if (!this.task.asLines) {
      this.briefs.push(briefOf(event, verdict));
      return;
    }
    this.marks.push(mark);
    this.lines += `${visibleLine(jsonLine(event, verdict))}\n`;
  }

  /** What was written down since the last time; undefined where that is nothing. */
  take(): RowBatch | undefined {
    const { marks, briefs, lines, log } = this;
    this.marks = [];
    this.briefs = [];
    this.lines = "";
    this.log = "";
    this.since = performance.now();
    if (briefs.length > 0) return { kind: "briefs", rows: briefs, log };
    if (marks.length === 0) return undefined;
    return { kind: "lines", rows: marks, lines: new TextEncoder().encode(lines), log };
  }
}
