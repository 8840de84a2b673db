import { t } from "@vscode/l10n";
import type { LocatedSample } from "../../dataset/rows";
import type { Interval } from "../../formula/interval";
import type { GraderDocument } from "../../grader/document";
import { isEvalResult, tallyCriteria } from "../../result/evalResult";
import type { RunResult } from "../../result/runResult";
import type { Outcome, WhyNot } from "../../runs/outcome";
import { isReadable } from "../../sample/output";
import type { RowId } from "../../runs/rowId";
import { whyNotGraded } from "../../runs/neededOutput";
import { summarize } from "../../runs/tally";
import { verdictOf } from "../../runs/verdict";
import { formatReward } from "../numbers";
import { placeOnScale, rewardInterval } from "../scale";
import type { StripCell, StripView } from "./panelView";

/** Rows that the strip shows. */
export const MOST_CELLS = 500;

export interface StripInput {
  readonly document: GraderDocument;
  /** The paired file's rows. */
  readonly rows: readonly LocatedSample[];
  /** Of the first rows, in their order: as many as the strip shows at least, or all. */
  readonly ids: readonly RowId[];
  /** Whether the file has more rows than these. */
  readonly hasMore?: boolean;
  /** Lines of the file whose rows have errors, and are not among the rows. */
  readonly linesWithErrors?: number;
  /** What a row came to last; undefined where it was not run. */
  readonly outcomeOf: (row: RowId) => Outcome | undefined;
  readonly isRunning?: (row: RowId) => boolean;
  /** The row on show. */
  readonly current?: RowId;
  /** A batch is running. */
  readonly running?: boolean;
}

/** The strip of all paired samples. */
export function stripView(input: StripInput): StripView {
  const { document, rows, ids, running = false } = input;
  const shown = ids.slice(0, Math.min(rows.length, MOST_CELLS));
  const interval = rewardInterval(document);
  const cells = shown.flatMap((id, index) => {
    const row = rows[index];
    return row ? [cell(id, row, input, interval)] : [];
  });
  return {
    cells,
    summary: summaryOf(shown, input),
    running,
    ...shortenedWords(shown.length, rows.length, input.hasMore),
  };
}

function shortenedWords(shown: number, rows: number, hasMore = false): Pick<StripView, "shortened"> {
  if (hasMore) return { shortened: t("The first {0} samples of a long file.", shown) };
  return rows > shown ? { shortened: t("The first {0} of {1} samples.", shown, rows) } : {};
}

function cell(id: RowId, row: LocatedSample, input: StripInput, interval: Interval | undefined): StripCell {
  const { index, sample } = row;
  const base = { row: id, label: sample.name ?? String(index + 1), current: id === input.current };
  if (input.isRunning?.(id)) return { ...base, state: "running", text: t("running") };
  const outcome = input.outcomeOf(id);
  if (outcome) return { ...base, ...outcomeCell(row, outcome, interval) };
  if (!isReadable(sample)) return { ...base, state: "no-output", text: t("not readable") };
  if (whyNotGraded(input.document.root ?? new Map(), sample))
    return { ...base, state: "no-output", text: t("no output") };
  return { ...base, state: "none", text: t("not run yet") };
}

/** What no provider could do anything about: such a row is as it was before it was run. */
const WITHOUT_OUTPUT: ReadonlySet<WhyNot["reason"]> = new Set([
  "no-output",
  "service-error",
  "unknown-output",
  "unreadable",
]);

function outcomeCell(
  { sample: { expect } }: LocatedSample,
  outcome: Outcome,
  interval: Interval | undefined,
): Pick<StripCell, "state" | "text" | "fraction" | "passed"> {
  const { result } = outcome;
  if (!result)
    return WITHOUT_OUTPUT.has(outcome.why.reason)
      ? { state: "no-output", text: t("not asked") }
      : { state: "errored", text: t("not run") };
  const { passed, by } = verdictOf(outcome, expect);
  // Where nothing says what a good reward is, a mark would say more than is known.
  const verdict = by === "scored" ? {} : { passed };
  if (outcome.kind === "errored") return { state: "errored", text: t("errored"), ...verdict };
  if (isEvalResult(result)) return { state: "scored", ...evalCell(result), ...verdict };
  const fraction = placeOnScale(result.reward, interval);
  return {
    state: "scored",
    text: formatReward(result.reward),
    ...(fraction !== undefined && { fraction }),
    ...verdict,
  };
}

function evalCell(result: RunResult): Pick<StripCell, "text" | "fraction"> {
  const { passed, total } = tallyCriteria(result);
  return { text: `${passed.length}/${total}`, fraction: total === 0 ? 0 : passed.length / total };
}

/**
 * For example "7 samples: 5 scored, mean 0.62, 1 errored, 1 not run"; of an eval, whose mean is its pass rate,
 * "7 samples: 5 scored, 2 passed".
 */
function summaryOf(rows: readonly RowId[], { outcomeOf, linesWithErrors = 0 }: StripInput): string {
  const outcomes = rows.flatMap((row) => outcomeOf(row) ?? []);
  const graded = outcomes.filter(({ result }) => result !== undefined);
  const { scored, errored, mean } = summarize(graded);
  const failed = outcomes.length - graded.length;
  const parts = [
    ...(scored > 0 ? [t("{0} scored", scored)] : []),
    ...(mean === undefined
      ? []
      : graded.some(({ result }) => result && isEvalResult(result))
        ? [t("{0} passed", Math.round(mean * scored))]
        : [t("mean {0}", formatReward(mean))]),
    ...(errored > 0 ? [t("{0} errored", errored)] : []),
    ...(failed > 0 ? [t("{0} not run", failed)] : []),
    ...(linesWithErrors > 0 ? [leftOut(linesWithErrors)] : []),
  ];
  const count = rows.length === 1 ? t("1 sample") : t("{0} samples", rows.length);
  return parts.length > 0 ? `${count}: ${parts.join(", ")}` : count;
}

function leftOut(lines: number): string {
  return lines === 1 ? t("1 line with an error left out") : t("{0} lines with errors left out", lines);
}
