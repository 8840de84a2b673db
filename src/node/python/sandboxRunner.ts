import { t } from "@vscode/l10n";
import type { PythonOutcome, PythonParse, PythonRunner } from "../../core/ports";
import { onAbort } from "../onAbort";
import { gradeJob, parseJob, type Job } from "./job";
import type { LaunchOptions } from "./launch";
import { SandboxPool } from "./sandboxPool";
import { unavailable } from "./unavailable";

export interface SandboxOptions extends LaunchOptions {
  /** Milliseconds for one grade; 120,000 by default, as the service (facts.md "Python"). */
  readonly timeoutMs?: number;
  /** Megabytes for one child's Python; 2,048 by default, as the service. */
  readonly memoryMb?: number;
  /** Most children at once; 1 by default. */
  readonly poolSize?: number;
}

/**
 * Runs Python in hardened children of this process (docs/security.md). The first use starts the first child;
 * it stays for later uses until {@link PythonRunner.dispose}.
 */
export function createSandboxRunner(options: SandboxOptions): PythonRunner {
  const pool = new SandboxPool({ timeoutMs: 120_000, memoryMb: 2048, poolSize: 1, ...options });
  let disposed = false;

  function submit<Result>(
    makeJob: (settle: (result: Result) => void) => Job,
    disposedResult: Result,
    signal: AbortSignal,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (disposed) {
        resolve(disposedResult);
        return;
      }
      const job = makeJob((result) => {
        stopListening();
        resolve(result);
      });
      const stopListening = onAbort(signal, () => {
        pool.cancel(job);
        reject(signal.reason as Error);
      });
      pool.submit(job);
    });
  }

  const closed = unavailable(t("The Python sandbox was closed."));
  return {
    parse: (source, signal) => submit<PythonParse>((settle) => parseJob(source, settle), closed, signal),
    grade: (request, signal) => submit<PythonOutcome>((settle) => gradeJob(request, settle), closed, signal),
    dispose: async () => {
      disposed = true;
      await pool.dispose();
    },
  };
}
