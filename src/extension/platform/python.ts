import { availableParallelism } from "node:os";
import type { Logger, PythonRunner } from "../../core/ports";
import { installedSandbox, type SandboxFiles } from "../../node/python/installedSandbox";
import { settings } from "./settings";
import { inBackground } from "./background";

const MOST_CHILDREN = 4;

/**
 * The Python sandbox of this window. It is made at the first use, and anew when a setting of it changes.
 */
export class WindowPython implements PythonRunner {
  private runner: { readonly settings: string; readonly python: PythonRunner } | undefined;

  constructor(
    private readonly files: SandboxFiles,
    private readonly logger: Logger,
    /** Instead of the user's limit, and of one child a core. */
    private readonly limits: { readonly timeoutMs?: number; readonly poolSize?: number } = {},
  ) {}

  parse: PythonRunner["parse"] = (source, signal) => this.current().parse(source, signal);
  grade: PythonRunner["grade"] = (request, signal) => this.current().grade(request, signal);

  /** Ends every child; the next use starts anew. */
  async dispose(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    await runner?.python.dispose();
  }

  private current(): PythonRunner {
    const node = settings.sandboxNode();
    const wheels = settings.wheels();
    const { timeoutMs = settings.timeoutMs(), poolSize = childrenAtOnce() } = this.limits;
    const key = JSON.stringify([node, wheels, timeoutMs]);
    if (this.runner?.settings === key) return this.runner.python;
    inBackground(this.runner?.python.dispose());
    const python = installedSandbox(this.files, {
      timeoutMs,
      poolSize,
      logger: this.logger,
      ...(node !== undefined && { node }),
      ...(wheels !== undefined && { wheels }),
    });
    this.runner = { settings: key, python };
    return python;
  }
}

function childrenAtOnce(): number {
  return Math.min(MOST_CHILDREN, Math.max(1, availableParallelism() - 1));
}
