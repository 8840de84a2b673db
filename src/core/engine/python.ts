import { t } from "@vscode/l10n";
import type { GraderOf } from "../grader/types";
import { writeJson } from "../json/write";
import type { JsonPath } from "../json/value";
import type { Clock, PythonOutcome, PythonRunner } from "../ports";
import type { RunRequest } from "../provider/provider";
import type { RunResult, SwallowedException } from "../result/runResult";
import { sampleNamespace, type OutputJson } from "../sample/namespace";
import type { TemplateData } from "../template/render";
import type { Handler, Graded } from "./graded";
import { runResult } from "./runResult";

export const gradePython: Handler<"python"> = ({ source }, { data, ports, signal }, path) =>
  askPython(source, data, ports.python, signal, path);

/**
 * Grades one sample with a Python grader where its process is: all that is computed is computed there, so that no
 * thread need be in between.
 */
export async function gradeByPython(
  grader: GraderOf<"python">,
  { sample }: Pick<RunRequest, "sample">,
  { python, clock, outputJson }: PythonAlone,
  signal: AbortSignal,
): Promise<RunResult> {
  signal.throwIfAborted();
  const start = clock.now();
  const data = { item: sample.item, sample: sampleNamespace(sample, outputJson) };
  const graded = await askPython(grader.source, data, python, signal, []);
  return runResult(grader, graded, (clock.now() - start) / 1000);
}

interface PythonAlone {
  readonly python: Pick<PythonRunner, "grade">;
  readonly clock: Clock;
  readonly outputJson: OutputJson;
}

async function askPython(
  source: string,
  { sample, item }: TemplateData,
  python: Pick<PythonRunner, "grade">,
  signal: AbortSignal,
  path: JsonPath,
): Promise<Graded> {
  const request = { source, sample: writeJson(sample), item: writeJson(item) };
  return readOutcome(await python.grade(request, signal), [...path, "source"]);
}

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
