import { DETAIL_OF, noErrors, type RunErrors } from "../result/errorFlags";
import type { Failure } from "../result/runResult";

/** `metadata.errors` of these failures: every flag raised, details of one flag joined by blank lines. */
export function errorsOf(failures: readonly Failure[]): RunErrors {
  const errors = noErrors();
  const details = new Map<NonNullable<(typeof DETAIL_OF)[keyof typeof DETAIL_OF]>, Set<string>>();
  for (const { flag, message, english = message, detail = english } of failures) {
    errors[flag] = true;
    const key = DETAIL_OF[flag];
    if (key === undefined) continue;
    const told = details.get(key) ?? new Set();
    details.set(key, told.add(detail));
  }
  for (const [key, told] of details) errors[key] = [...told].join("\n\n");
  return errors;
}
