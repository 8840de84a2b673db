import { t } from "@vscode/l10n";
import { tmpdir } from "node:os";
import type { PythonOutcome, PythonRunner } from "../../core/ports";
import { onAbort } from "../onAbort";
import { gradeJob } from "../python/job";
import { UNSHARE } from "./containment";
import { InterpreterPool } from "./interpreterPool";
import type { InterpreterOptions } from "./options";
import { withHostedVersions } from "./packages";
import { interpreterUnavailable } from "./refusal";

/** Grades, and leaves parsing to the sandbox, which executes nothing of the user's. */
export type PythonGrader = Pick<PythonRunner, "grade" | "dispose">;

/** The service's limits (facts.md "Python"). */
const DEFAULTS = {
  timeoutMs: 120_000,
  memoryMb: 2048,
  fileMb: 1024,
  poolSize: 1,
  unshare: UNSHARE,
};

/**
 * Runs graders in a Python of the user's: with its packages, and with nearly all that the user may do
 * (docs/security.md). The first use starts the first child; it stays for later uses until `dispose`.
 */
export function createInterpreterRunner({
  tempDir = tmpdir(),
  ...options
}: Pick<InterpreterOptions, "interpreter" | "pythonDir"> & Partial<InterpreterOptions>): PythonGrader {
  const pool = new InterpreterPool({ ...DEFAULTS, tempDir, ...options });
  let disposed = false;
  return {
    grade: (request, signal) =>
      new Promise<PythonOutcome>((resolve, reject) => {
        signal.throwIfAborted();
        if (disposed) {
          resolve(interpreterUnavailable(t("The Python interpreter was closed.")));
          return;
        }
        const job = gradeJob(request, (outcome) => {
          stopListening();
          resolve(withHostedVersions(outcome));
        });
        const stopListening = onAbort(signal, () => {
          pool.cancel(job);
          reject(signal.reason as Error);
        });
        pool.submit(job);
      }),
    dispose: async () => {
      disposed = true;
      await pool.dispose();
    },
  };
}

/** A runner that parses with one and grades with another. */
export function gradingWith(grader: PythonGrader, parser: PythonRunner): PythonRunner {
  return {
    parse: (source, signal) => parser.parse(source, signal),
    grade: (request, signal) => grader.grade(request, signal),
    dispose: async () => {
      await Promise.all([grader.dispose(), parser.dispose()]);
    },
  };
}
