import { homedir } from "node:os";
import { join } from "node:path";
import { createEngine } from "../core/engine/engine";
import { DEFAULT_ENGINE_OPTIONS } from "../core/engine/graded";
import type { JudgeClient } from "../core/judge/judgeClient";
import type { Fetch, PythonRunner } from "../core/ports";
import type { GraderProvider } from "../core/provider/provider";
import { nodeClock } from "./clock";
import { createSandboxRunner, type SandboxOptions } from "./python/sandboxRunner";

/** Where our build put what the sandbox's child needs: the folder of the running bundle. */
export interface SandboxFiles {
  readonly distDir: string;
  /** Keeps Python's memory snapshot between runs. */
  readonly cacheDir: string;
}

/** Python in the sandbox of this installation. */
export function installedSandbox(
  { distDir, cacheDir }: SandboxFiles,
  options: Omit<SandboxOptions, "script" | "pyodideDir" | "snapshotDir"> = {},
): PythonRunner {
  return createSandboxRunner({
    script: join(distDir, "sandbox.mjs"),
    pyodideDir: join(distDir, "pyodide"),
    snapshotDir: join(cacheDir, "python"),
    ...options,
  });
}

/** The user's cache folder, by the XDG convention. */
export function userCacheDir(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "graders");
}

/** The embedded engine on Node's ports; `timeoutMs` is for the services of endpoint graders. */
export function nodeEngine(
  python: PythonRunner,
  judge: JudgeClient,
  endpoint: Fetch,
  timeoutMs: number,
): GraderProvider {
  const options = { ...DEFAULT_ENGINE_OPTIONS, timeoutMs };
  return createEngine({ python, judge, endpoint, clock: nodeClock }, options);
}
