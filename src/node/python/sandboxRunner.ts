import type { PythonOutcome, PythonParse, PythonRunner } from "../../core/ports";
import { ChildQueue } from "./childQueue";
import { gradeJob, parseJob } from "./job";
import type { LaunchOptions } from "./launch";
import { SandboxChildren } from "./sandboxChildren";

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
  const settings = { timeoutMs: 120_000, memoryMb: 2048, poolSize: 1, ...options };
  const queue = new ChildQueue(new SandboxChildren(settings));
  return {
    parse: (source, signal) => queue.ask<PythonParse>((settle) => parseJob(source, settle), signal),
    grade: (request, signal) => queue.ask<PythonOutcome>((settle) => gradeJob(request, settle), signal),
    dispose: () => queue.dispose(),
  };
}
