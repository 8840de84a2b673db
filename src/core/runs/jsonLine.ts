import type { NumberedSample } from "../dataset/rows";
import type { RowOutcome } from "./runner";
import type { Verdict } from "./verdict";

/**
 * A row's outcome as one line of JSON, without a line feed: the API's response plus `diagnostics`; a row without an
 * answer has `error` in its place.
 */
export function jsonLine(
  { row, outcome }: RowOutcome<NumberedSample>,
  { passed, by, reasons }: Verdict,
): string {
  const { index, line, sample } = row;
  const place = {
    index,
    line,
    ...(sample.name !== undefined && { name: sample.name }),
    ...(sample.hosted && { hosted: sample.hosted }),
    ...(sample.recorded && { recorded: sample.recorded }),
  };
  if (!outcome.result) {
    const { reason, message, details } = outcome.why;
    return JSON.stringify({ error: { reason, message, ...details }, diagnostics: { sample: place } });
  }
  const diagnostics = {
    ...outcome.result.diagnostics,
    sample: place,
    verdict: { passed, by },
    ...(sample.expect && { expectation: { passed, reasons } }),
  };
  return JSON.stringify({ ...outcome.result, diagnostics });
}
