import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { PythonRunner } from "../../core/ports";
import pyodidePackages from "../../generated/pyodidePackages.json";
import { fetchPublic } from "../http/nodeFetch";
import type { LaunchOptions } from "./launch";
import { PackageDepot } from "./packages/depot";
import { createSandboxRunner, type SandboxOptions } from "./sandboxRunner";

/** Where our build put what the sandbox's child needs: the folder of the running bundle. */
export interface SandboxFiles {
  readonly distDir: string;
  /** Keeps Python's memory snapshot between runs. */
  readonly cacheDir: string;
}

/** Python in the sandbox of this installation, with the packages that were got for it. */
export function installedSandbox(
  files: SandboxFiles,
  options: Omit<SandboxOptions, "script" | "pyodideDir" | "snapshotDir"> = {},
): PythonRunner {
  return createSandboxRunner({
    ...launchOptions(files),
    packages: packagesFolder(files),
    ...options,
  });
}

/** Packages for the sandbox of this installation. */
export function installedPackages(
  files: SandboxFiles,
  {
    node,
    folder = packagesFolder(files),
    mirror = pyodidePackages.filesUrl,
  }: { readonly node?: string; readonly folder?: string; readonly mirror?: string } = {},
): PackageDepot {
  return new PackageDepot({
    folder,
    launch: { ...launchOptions(files), ...(node !== undefined && { node }) },
    host: { fetch: fetchPublic, baseUrl: mirror.replace(/\/*$/, "/") },
  });
}

function launchOptions({ distDir, cacheDir }: SandboxFiles): LaunchOptions {
  return {
    script: join(distDir, "sandbox.mjs"),
    pyodideDir: pyodideDir(distDir),
    snapshotDir: join(cacheDir, "python"),
  };
}

function packagesFolder({ cacheDir }: SandboxFiles): string {
  return join(cacheDir, "packages");
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
