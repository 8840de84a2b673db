import { writeJson } from "../json/write";
import type { JsonPath } from "../json/value";
import type { PythonOutcome } from "../ports";
import type { Handler, Graded } from "./graded";

export const gradePython: Handler<"python"> = async (grader, { data, ports, signal }, path) => {
  const request = { source: grader.source, sample: writeJson(data.sample), item: writeJson(data.item) };
  return readOutcome(await ports.python.grade(request, signal), [...path, "source"]);
};

/** grader-semantics.md 5: whatever the source does wrong is a flag and a reward of 0. */
function readOutcome(outcome: PythonOutcome, path: JsonPath): Graded {
  const base = { basis: "reference library", rendered: [] } as const;
  if (outcome.kind === "unavailable") {
    const { message, mend, type } = outcome;
    const failure = { flag: "python_grader_server_error", message, mend, path, detail: type } as const;
    return { ...base, reward: 0, failures: [failure], notes: [] };
  }
  const { runtime, stdout, stderr, packages } = outcome;
  const python = { runtime, stdout, stderr, ...(packages && { packages }) };
  if (outcome.kind === "score") {
    return { ...base, reward: outcome.value, failures: [], notes: outcome.notes, python };
  }
  const { message, mend, traceback, frames } = outcome;
  const failure = {
    flag: "python_grader_runtime_error",
    message,
    ...(mend !== undefined && { mend }),
    path,
    frames,
    detail: traceback || message,
  } as const;
  return {
    ...base,
    reward: 0,
    failures: [failure],
    notes: [],
    python: { ...python, traceback },
  };
}
