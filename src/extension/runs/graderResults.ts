import * as vscode from "vscode";
import { isErrored } from "../../core/result/flags";
import { graded, unanswered, type Outcome, type WhyNot } from "../../core/runs/outcome";
import type { RowId } from "../../core/runs/rowId";
import { movedBy, type Rename } from "../platform/renames";
import type { ResultStore } from "./resultStore";
import type { RunRecord } from "./runRecord";

/** What one row came to last: a result, or why there is none. */
type Kept = { readonly record: RunRecord } | { readonly why: WhyNot };

/** Rows that are on their way in one batch. */
interface Batch {
  readonly running: Set<RowId>;
}

/** What is known of one grader while the window is open. */
interface OfGrader {
  /** The grader's text that the rows' results are of. */
  text: string | undefined;
  readonly rows: Map<RowId, Kept>;
  /** The newest, while it runs. */
  batch: Batch | undefined;
}

/** The one owner of results: by grader and row, wherever the row stands, and however the grader's file is called. */
export class GraderResults implements vscode.Disposable {
  private readonly graders = new Map<string, OfGrader>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** Something about a grader's rows is another than before. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly store: ResultStore) {}

  /** Rows' results of an older text are no results of this grader. */
  useText(grader: vscode.Uri, text: string): void {
    const known = this.of(grader);
    if (known.text === text) return;
    known.text = text;
    known.rows.clear();
  }

  /** What a row came to with the grader's text of now. */
  outcomeOf(grader: vscode.Uri, row: RowId): Outcome | undefined {
    const kept = this.of(grader).rows.get(row);
    if (!kept) return undefined;
    return "record" in kept ? graded(kept.record.result) : unanswered(kept.why);
  }

  recordOf(grader: vscode.Uri, row: RowId): RunRecord | undefined {
    const kept = this.of(grader).rows.get(row);
    return kept && "record" in kept ? kept.record : undefined;
  }

  isRunning(grader: vscode.Uri, row: RowId): boolean {
    return this.of(grader).batch?.running.has(row) === true;
  }

  isBatchRunning(grader: vscode.Uri): boolean {
    return this.of(grader).batch !== undefined;
  }

  /** The newest result of a grader and row in this session, of whatever text. */
  latest(grader: vscode.Uri, row: RowId): RunRecord | undefined {
    const [run, own] = [this.store.latest(grader.toString(), row), this.recordOf(grader, row)];
    return own && own.time >= (run?.time ?? 0) ? own : run;
  }

  /** The reward before, where that was scored. */
  previousReward(grader: vscode.Uri, row: RowId): number | undefined {
    const before = this.latest(grader, row);
    return before && !isErrored(before.result) ? before.result.reward : undefined;
  }

  /** Also after a reload of the window. */
  find(id: string): Promise<RunRecord | undefined> {
    return this.store.get(id);
  }

  newId(): string {
    return this.store.newId();
  }

  /** One row that the user ran: it is kept beyond the window. */
  add(record: RunRecord): void {
    this.store.add(record);
    if (record.sample.paired) this.keep(record);
    else this.changed.fire(vscode.Uri.parse(record.grader));
  }

  /** A row of the paired file, with the grader's text of now. */
  keep(record: RunRecord): void {
    const grader = vscode.Uri.parse(record.grader);
    this.of(grader).rows.set(record.sample.row, { record });
    this.changed.fire(grader);
  }

  fail(grader: vscode.Uri, row: RowId, why: WhyNot): void {
    this.of(grader).rows.set(row, { why });
    this.changed.fire(grader);
  }

  /** @returns where the batch says which rows are on their way */
  beginBatch(grader: vscode.Uri): Batch {
    const known = this.of(grader);
    const batch = { running: new Set<RowId>() };
    known.batch = batch;
    // What could not be asked before may be now.
    for (const [row, kept] of known.rows) if ("why" in kept) known.rows.delete(row);
    this.changed.fire(grader);
    return batch;
  }

  /** Another that has begun meanwhile goes on. */
  endBatch(batch: Batch): void {
    for (const [grader, known] of this.graders) {
      if (known.batch !== batch) continue;
      known.batch = undefined;
      this.changed.fire(vscode.Uri.parse(grader));
    }
  }

  /** Results stay with their grader when its file is renamed. */
  follow(rename: Rename): void {
    this.store.follow(rename);
    for (const [key, known] of [...this.graders]) {
      const moved = movedBy(rename, vscode.Uri.parse(key));
      if (!moved) continue;
      const grader = moved.toString();
      for (const [row, kept] of known.rows)
        if ("record" in kept) known.rows.set(row, { record: { ...kept.record, grader } });
      this.graders.delete(key);
      this.graders.set(grader, known);
      this.changed.fire(moved);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private of(grader: vscode.Uri): OfGrader {
    const key = grader.toString();
    const known = this.graders.get(key) ?? { text: undefined, rows: new Map(), batch: undefined };
    this.graders.set(key, known);
    return known;
  }
}
