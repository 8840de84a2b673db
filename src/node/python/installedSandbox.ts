import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { PythonRunner } from "../../core/ports";
import { createSandboxRunner, type SandboxOptions } from "./sandboxRunner";

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
    pyodideDir: pyodideDir(distDir),
    snapshotDir: join(cacheDir, "python"),
    ...options,
  });
}

/** Pyodide's files beside our bundles, or, where npm installed us, in its own package. */
function pyodideDir(distDir: string): string {
  const beside = join(distDir, "pyodide");
  if (existsSync(beside)) return beside;
  try {
    return dirname(createRequire(join(distDir, "/")).resolve("pyodide/pyodide.asm.wasm"));
  } catch {
    // The start of the sandbox says which folder is missing.
    return beside;
  }
}

/** The user's cache folder, by the XDG convention. */
export function userCacheDir(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "graders");
}
