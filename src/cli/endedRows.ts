import { availableParallelism } from "node:os";
import type { LocatedSample } from "../core/dataset/rows";
import type { GraderDocument } from "../core/grader/document";
import { writeJson } from "../core/json/write";
import { jsonLine } from "../core/runs/jsonLine";
import type { RowBatch } from "../core/runs/rangeWire";
import { briefOf } from "../core/runs/rowBrief";
import { markOf, type RowMark } from "../core/runs/rowMark";
import { runPlan, type Plan, type RowOutcome } from "../core/runs/runner";
import { verdictOf } from "../core/runs/verdict";
import type { FileEngine } from "../node/engineWorker/workerEngine";
import { inOrder } from "../node/inOrder";
import type { RunArgs } from "./args";
import type { Keeping } from "./keeping";
import { fileChanged, type LongSamples } from "./longSamples";
import { joined, ShownBytes, type Text } from "./output/shown";
import type { Terminal } from "./output/terminal";
import { detailText, rowText } from "./output/text";

/** Rows that have ended, the next ones in the samples' order, and what is written of them. */
export interface EndedRows {
  readonly rows: readonly RowMark[];
  readonly text: Text | ShownBytes;
}

/** What is graded, and for whom. */
export interface Grading {
  readonly args: Pick<RunArgs, "format" | "concurrency">;
  readonly document: GraderDocument;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where outcomes are kept as they end. */
  readonly keeping?: Keeping;
}

/** Asks a provider for row after row. */
export async function* rowByRow(
  plan: Plan,
  rows: Iterable<LocatedSample>,
  count: number,
  { args, document, terminal, signal, keeping }: Grading,
): AsyncGenerator<EndedRows> {
  const concurrency = args.concurrency ?? Math.max(availableParallelism() * 4, 8);
  const told = new Set<string>();
  const textOf = (event: RowOutcome<LocatedSample>, verdict: ReturnType<typeof verdictOf>) => {
    if (args.format === "json") return `${jsonLine(event, verdict)}\n`;
    if (keeping) return "";
    if (count === 1) return detailText(document, event, terminal);
    return rowText(briefOf(event, verdict), terminal, told);
  };
  const left = keeping ? without(rows, keeping) : rows;
  const atOnce = keeping && { atOnce: (ended: RowOutcome<LocatedSample>) => keeping.keep(ended) };
  for await (const event of runPlan(plan, left, { concurrency, signal, ...atOnce })) {
    if (event.kind === "started") continue;
    const { expect } = event.row.sample;
    const verdict = verdictOf(event.outcome, expect);
    yield { rows: [markOf(event.outcome, expect, verdict)], text: textOf(event, verdict) };
  }
}

function* without(rows: Iterable<LocatedSample>, keeping: Keeping): Generator<LocatedSample> {
  for (const row of rows) if (!keeping.has(row.index)) yield row;
}

/** Parts that wait for an earlier one, per thread: a slow row does not hold up the other threads. */
const AHEAD = 8;

/**
 * Has the engine's threads read, grade and write down the parts of a long file.
 * @throws UsageError where the file was changed since it was looked through
 */
export async function* partByPart(
  files: FileEngine,
  { path, ranges }: Pick<LongSamples, "path" | "ranges">,
  { args, document, terminal, signal, keeping }: Grading,
): AsyncGenerator<EndedRows> {
  const grader = writeJson(document.root ?? new Map());
  const asLines = args.format === "json";
  const isKept = keeping !== undefined;
  const told = new Set<string>();
  const parts = inOrder<LongSamples["ranges"][number], RowBatch>(
    ranges,
    async (range, take, stop) => {
      const took = (batch: RowBatch) => {
        keeping?.keepLines(batch.log);
        take(batch);
      };
      if (!(await files.grade({ path, range, grader, asLines, isKept }, took, stop))) throw fileChanged(path);
    },
    // Another one waits in each thread, so that none waits for us.
    { atOnce: 2 * files.threads, ahead: AHEAD * files.threads, signal },
  );
  for await (const batch of parts) {
    const text =
      batch.kind === "lines"
        ? new ShownBytes(batch.lines)
        : joined(isKept ? [] : batch.rows.map((row) => rowText(row, terminal, told)));
    yield { rows: batch.rows, text };
  }
}
