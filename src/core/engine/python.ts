import { t } from "@vscode/l10n";
import { writeJson } from "../json/write";
import type { JsonPath } from "../json/value";
import type { PythonOutcome } from "../ports";
import type { SwallowedException } from "../result/runResult";
import type { Handler, Graded } from "./graded";

export const gradePython: Handler<"python"> = async (grader, { data, ports, signal }, path) => {
  const request = { source: grader.source, sample: writeJson(data.sample), item: writeJson(data.item) };
  return readOutcome(await ports.python.grade(request, signal), [...path, "source"]);
};

/** facts.md "Python": whatever the source does wrong is a flag and a reward of 0. */
function readOutcome(outcome: PythonOutcome, path: JsonPath): Graded {
  const base = { basis: "reference library", rendered: [] } as const;
  if (outcome.kind === "unavailable") {
    const { message, mend, type } = outcome;
    const failure = { flag: "python_grader_server_error", message, mend, path, detail: type } as const;
    return { ...base, reward: 0, failures: [failure], notes: [] };
  }
  const { runtime, stdout, stderr, packages, swallowed } = outcome;
  const python = { runtime, stdout, stderr, ...(packages && { packages }), ...(swallowed && { swallowed }) };
  const beside = besideNotes(outcome);
  if (outcome.kind === "score") {
    return { ...base, reward: outcome.value, failures: [], notes: [...outcome.notes, ...beside], python };
  }
  const { message, english, mend, traceback, frames } = outcome;
  const failure = {
    flag: "python_grader_runtime_error",
    message,
    english,
    ...(mend !== undefined && { mend }),
    path,
    frames,
    ...(traceback !== "" && { detail: traceback }),
  } as const;
  return {
    ...base,
    reward: 0,
    failures: [failure],
    notes: beside,
    python: { ...python, traceback },
  };
}

/** What else is worth knowing of a run, a sentence each. */
function besideNotes({ substitutes = [], swallowed = [] }: PythonRun): readonly string[] {
  return [
    ...substitutes.map((name) => t("{0}: our own compatible module, not the package itself.", name)),
    ...swallowed.map(swallowedWords),
  ];
}

function swallowedWords({ type, line, count }: SwallowedException): string {
  if (line === 0) {
    return count === 1
      ? t("The code caught {0}, and went on.", type)
      : t("The code caught {0}, {1} times, and went on.", type, count);
  }
  return count === 1
    ? t("The code caught {0} from line {1}, and went on.", type, line)
    : t("The code caught {0} from line {1}, {2} times, and went on.", type, line, count);
}

type PythonRun = Exclude<PythonOutcome, { readonly kind: "unavailable" }>;
