import type { LocatedSample } from "../../core/dataset/rows";
import type { RowOutcome } from "../../core/runs/runner";
import { verdictOf } from "../../core/runs/verdict";

/** One line: the API's response plus `diagnostics`; a row without an answer has `error` in its place. */
export function jsonRow({ row, outcome }: RowOutcome<LocatedSample>): string {
  const { index, line, sample } = row;
  const place = { index, line, ...(sample.name !== undefined && { name: sample.name }) };
  if (!outcome.result) {
    const { reason, message, details } = outcome.why;
    return `${JSON.stringify({ error: { reason, message, ...details }, diagnostics: { sample: place } })}\n`;
  }
  const { passed, by, reasons } = verdictOf(outcome, sample.expect);
  const diagnostics = {
    ...outcome.result.diagnostics,
    sample: place,
    verdict: { passed, by },
    ...(sample.expect && { expectation: { passed, reasons } }),
  };
  return `${JSON.stringify({ ...outcome.result, diagnostics })}\n`;
}
