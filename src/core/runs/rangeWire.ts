import type { LineRange } from "../dataset/lineRanges";
import type { RunOptions } from "../engine/wire";
import type { ProviderError } from "../provider/provider";
import type { RowBrief } from "./rowBrief";
import type { RowMark } from "./rowMark";

// What crosses to and from a thread that reads, grades and writes down a part of a file by itself.

/** A range that was looked through: where it has other rows when it is graded, the file was changed. */
export interface LookedRange extends LineRange {
  /** Rows in it that can be read. */
  readonly readable: number;
}

/** Rows of a file to be graded by a grader that only computes. */
export interface WireRange {
  readonly path: string;
  readonly range: LookedRange;
  /** JSON text of the grader's or eval's root. */
  readonly grader: string;
  readonly options: RunOptions;
  /** Whether rows come back as lines of JSON; else as what a terminal says of them. */
  readonly asLines: boolean;
  /** Whether they come back as what a run keeps, too. */
  readonly isKept: boolean;
  /** Rows of the range that have come back already. */
  readonly done: number;
  /** Steps that are not done (again): a time limit or the end of a thread came upon them. */
  readonly givenUp: readonly GivenUp[];
}

/**
 * One grader on one row of a range, counted through: the row's number in the range, from 0, times the graders of a
 * row (an eval's criteria), plus the grader's number. The time limit is a step's own.
 */
export interface GivenUp {
  readonly step: number;
  readonly why: Pick<ProviderError, "reason" | "message" | "details">;
}

/** Rows that have ended, in their order. */
export type RowBatch = (
  | { readonly kind: "briefs"; readonly rows: readonly RowBrief[] }
  /** `lines`: UTF-8 of a line of JSON a row, each with its line feed, in which everything is visible. */
  | { readonly kind: "lines"; readonly rows: readonly RowMark[]; readonly lines: Uint8Array }
) & {
  /** Their lines of `rows.jsonl`; empty where nothing is kept. */
  readonly log: string;
};
