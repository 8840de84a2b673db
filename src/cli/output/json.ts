import type { RowOutcome } from "../../core/dataset/batch";
import { judgeExpectation } from "../../core/dataset/expectation";
import { ProviderError } from "../../core/provider/provider";

/** One line: the API's response plus `diagnostics`; a row that could not be asked has `error` in its place. */
export function jsonRow({ row, outcome }: RowOutcome): string {
  const { index, line, sample } = row;
  const place = { index, line, ...(sample.name !== undefined && { name: sample.name }) };
  if (outcome instanceof ProviderError) {
    const { reason, message, details } = outcome;
    return `${JSON.stringify({ error: { reason, message, ...details }, diagnostics: { sample: place } })}\n`;
  }
  const expectation = sample.expect && judgeExpectation(outcome, sample.expect);
  const diagnostics = { ...outcome.diagnostics, sample: place, ...(expectation && { expectation }) };
  return `${JSON.stringify({ ...outcome, diagnostics })}\n`;
}
