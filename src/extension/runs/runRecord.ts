import type { RunResult } from "../../core/result/runResult";
import type { RowId } from "../../core/runs/rowId";

/** One result as the window keeps it: plain JSON, so that it can be stored. */
export interface RunRecord {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** URI of the grader's document. */
  readonly grader: string;
  /** The grader's text when it ran; places are found in it, and a change since makes the result stale. */
  readonly graderText: string;
  /** Whether comments are allowed in the text. */
  readonly comments: boolean;
  readonly sample: SampleRecord;
  /** Where it ran, in words. */
  readonly provider: string;
  /** The address of a hosted provider. */
  readonly baseUrl?: string;
  readonly result: RunResult;
  /** The reward of the run before, of the same grader and row, where that was scored. */
  readonly previousReward?: number;
}

export interface SampleRecord {
  /** For example `sample 2 of 7 "off by one"`. */
  readonly label: string;
  /** The row that the result belongs to, wherever it stands in its file. */
  readonly row: RowId;
  /** Whether that is a row of the paired file. */
  readonly paired: boolean;
  /** The row as a samples file has it. */
  readonly text: string;
}
