import { readdir, realpath } from "node:fs/promises";
import { resolvePackages, type PackageLock } from "../../../core/grader/packageLock";
import type { PythonUnavailable } from "../../../core/ports";
import type { OfferedPackage } from "../protocol";
import { readLockFile } from "./lockFile";
import { PackageError } from "./packageError";
import { PackageStore, type StoredPackage } from "./packageStore";

/** The packages in a folder that sources may import; none where there is no such folder. */
export async function offeredPackages(
  folder: string | undefined,
  pyodideDir: string,
): Promise<readonly OfferedPackage[] | PythonUnavailable> {
  if (folder === undefined) return [];
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return [];
  try {
    const lock = await readLockFile(pyodideDir);
    // Permissions are checked on real paths.
    const stored = await new PackageStore(await realpath(folder), lock).list();
    return stored.map((one) => offered(one, lock));
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    return { kind: "unavailable", type: "local_sandbox_error", message: error.message, mend: error.mend };
  }
}

/** What the child is told of a package. */
export function offered(one: StoredPackage, lock: PackageLock): OfferedPackage {
  const { name, version, file, sha256, modules, wheel, compiled } = one;
  const resolution = resolvePackages(lock, [name]);
  const packages = resolution.kind === "found" ? resolution.packages : [];
  const needs = packages.map((needed) => needed.name).filter((needed) => needed !== name);
  return {
    ...{ name, version, file, sha256, modules, needs, wheel },
    ...(compiled !== undefined && { compiled }),
  };
}
