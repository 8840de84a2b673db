import { t } from "@vscode/l10n";
import { summarize } from "../../dataset/batch";
import { judgeExpectation } from "../../dataset/expectation";
import type { LocatedSample } from "../../dataset/rows";
import type { Interval } from "../../formula/interval";
import type { GraderDocument } from "../../grader/document";
import { isErrored } from "../../result/flags";
import { isEvalResult, tallyCriteria } from "../../result/evalResult";
import type { RunResult } from "../../result/runResult";
import { formatReward } from "../numbers";
import { placeOnScale, rewardInterval } from "../scale";
import type { StripCell, StripView } from "./panelView";

/** Rows that the strip shows. */
export const MOST_CELLS = 500;

export interface StripInput {
  readonly document: GraderDocument;
  /** The paired file's rows. */
  readonly rows: readonly LocatedSample[];
  /** Lines of the file whose rows have errors, and are not among the rows. */
  readonly linesWithErrors?: number;
  /** A row's latest result; undefined where it has none. */
  readonly resultOf: (index: number) => RunResult | undefined;
  /** Whether a row could not be asked. */
  readonly hasFailed?: (index: number) => boolean;
  readonly isRunning?: (index: number) => boolean;
  /** The row on show. */
  readonly current?: number;
  /** A batch is running. */
  readonly running?: boolean;
}

/** The strip of all paired samples. */
export function stripView(input: StripInput): StripView {
  const { document, rows, running = false } = input;
  const shown = rows.slice(0, MOST_CELLS);
  const interval = rewardInterval(document);
  const cells = shown.map((row) => cell(row, input, interval));
  return {
    cells,
    summary: summaryOf(shown, input),
    running,
    ...(rows.length > shown.length && {
      shortened: t("The first {0} of {1} samples.", shown.length, rows.length),
    }),
  };
}

function cell(row: LocatedSample, input: StripInput, interval: Interval | undefined): StripCell {
  const { index, sample } = row;
  const base = { index, label: sample.name ?? String(index + 1), current: index === input.current };
  if (input.isRunning?.(index)) return { ...base, state: "running", text: t("running") };
  const result = input.resultOf(index);
  if (input.hasFailed?.(index)) return { ...base, state: "errored", text: t("not run") };
  if (result) return { ...base, ...resultCell(row, result, interval) };
  if (sample.output.kind === "none") return { ...base, state: "no-output", text: t("no output") };
  return { ...base, state: "none", text: t("not run yet") };
}

function resultCell(
  { sample: { expect } }: LocatedSample,
  result: RunResult,
  interval: Interval | undefined,
): Pick<StripCell, "state" | "text" | "fraction" | "passed"> {
  const passed = expect ? judgeExpectation(result, expect).passed : result.diagnostics.passed;
  const verdict = passed === undefined ? {} : { passed };
  if (isErrored(result)) return { state: "errored", text: t("errored"), ...(expect && verdict) };
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
function summaryOf(
  rows: readonly LocatedSample[],
  { resultOf, hasFailed, linesWithErrors = 0 }: StripInput,
): string {
  const failed = rows.filter(({ index }) => hasFailed?.(index) === true).length;
  const results = rows.flatMap(({ index }) => {
    const result = hasFailed?.(index) === true ? undefined : resultOf(index);
    return result ? [result] : [];
  });
  const { scored, errored, mean } = summarize(results);
  const parts = [
    ...(scored > 0 ? [t("{0} scored", scored)] : []),
    ...(mean === undefined
      ? []
      : results.some(isEvalResult)
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
