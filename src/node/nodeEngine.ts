import { homedir } from "node:os";
import { join } from "node:path";
import { createEngine } from "../core/engine/engine";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "../core/engine/graded";
import type { PythonRunner } from "../core/ports";
import type { GraderProvider } from "../core/provider/provider";
import { nodeClock } from "./clock";
import { createSandboxRunner, type SandboxOptions } from "./python/sandboxRunner";
import { installedWordnet } from "./wordnet";

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

/** The embedded engine on Node's ports, with the data files of the build in `distDir`. */
export function nodeEngine(
  ports: Omit<EnginePorts, "clock" | "wordnet">,
  distDir: string,
  options: Partial<EngineOptions>,
): GraderProvider {
  return createEngine(
    { ...ports, clock: nodeClock, wordnet: installedWordnet(distDir) },
    { ...DEFAULT_ENGINE_OPTIONS, ...options },
  );
}
