import { t } from "@vscode/l10n";
import type { PythonOutcome, PythonParse, PythonRequest, PythonUnavailable } from "../../core/ports";
import { said } from "../../core/said";
import type { SandboxAnswer, SandboxRequest } from "./protocol";
import { hostedVersion } from "./hostedVersion";
import { spokenFinding, spokenOutcome } from "./sentences";
import { unavailable } from "./unavailable";

/** How a child ended under the job that it was doing. */
export type Ending =
  | { readonly kind: "timed_out"; readonly limitMs: number }
  | { readonly kind: "died"; readonly words: string };

/** Something for a child to do, and where the result goes. */
export interface Job {
  /** The source that must be in the child first. */
  readonly source: string | undefined;
  /** Whoever waited has gone: the result interests nobody. */
  cancelled: boolean;
  request(id: number, source: number, limitMs: number): SandboxRequest;
  /** False for an answer to something else. */
  answered(answer: SandboxAnswer, runtime: string): boolean;
  ended(ending: Ending, runtime: string): void;
  refused(reason: PythonUnavailable): void;
}

export function gradeJob(asked: PythonRequest, settle: (outcome: PythonOutcome) => void): Job {
  return {
    source: asked.source,
    cancelled: false,
    request: (id, source, limitMs) => ({
      op: "grade",
      id,
      source,
      sample: asked.sample,
      item: asked.item,
      limitMs,
    }),
    answered: (answer, runtime) => {
      if (answer.op !== "graded") return false;
      const { stdout = "", stderr = "" } = answer;
      const outcome = spokenOutcome(answer.outcome, answer.newFiles);
      const packages = answer.packages?.map(([module, version]) => hostedVersion(module, version));
      const printed = { stdout: outcome.stdout + stdout, stderr: outcome.stderr + stderr };
      settle({ ...outcome, ...printed, runtime, ...(packages && { packages }) });
      return true;
    },
    ended: (ending, runtime) => settle({ ...endedOutcome(ending), runtime }),
    refused: settle,
  };
}

export function parseJob(text: string, settle: (parse: PythonParse) => void): Job {
  return {
    source: undefined,
    cancelled: false,
    request: (id) => ({ op: "parse", id, text }),
    answered: (answer, runtime) => {
      if (answer.op !== "parsed") return false;
      const { parse } = answer;
      if (parse.kind === "syntax_error") settle(parse);
      else settle({ ...parse, grade: parse.grade, findings: parse.findings.map(spokenFinding), runtime });
      return true;
    },
    ended: () => settle(unavailable(t("Python stopped while it read this source."))),
    refused: settle,
  };
}

function endedOutcome(ending: Ending) {
  const failure = { kind: "runtime_error", traceback: "", frames: [], stdout: "" } as const;
  if (ending.kind === "timed_out") {
    const what = said("timed out after {0} s", ending.limitMs / 1000);
    return { ...failure, ...what, mend: t("The grader did not stop by itself and was ended."), stderr: "" };
  }
  return {
    ...failure,
    ...said("The grader ended the Python process it ran in."),
    mend: t("Usual causes: os._exit, endless recursion with a raised limit, or memory used up in C code."),
    stderr: ending.words,
  };
}
