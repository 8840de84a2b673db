import { DETAIL_OF, noErrors, type RunErrors } from "../result/errorFlags";
import type { Failure } from "../result/runResult";

/** `metadata.errors` of these failures: every flag raised, details of one flag joined by blank lines. */
export function errorsOf(failures: readonly Failure[]): RunErrors {
  const errors = noErrors();
  for (const { flag, message, english = message, detail = english } of failures) {
    errors[flag] = true;
    const key = DETAIL_OF[flag];
    if (key === undefined) continue;
    const before = errors[key];
    if (before === null) errors[key] = detail;
    else if (!before.split("\n\n").includes(detail)) errors[key] = `${before}\n\n${detail}`;
  }
  return errors;
}
