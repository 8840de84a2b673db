import { t } from "@vscode/l10n";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readPackageLock, type PackageLock } from "../../../core/grader/packageLock";
import { PackageError } from "./packageError";

/**
 * Pyodide's own lock file, which comes with our installation: the one list of packages, and of what their files are.
 * @throws PackageError where it is not there or cannot be read as such
 */
export async function readLockFile(pyodideDir: string): Promise<PackageLock> {
  const file = path.join(pyodideDir, "pyodide-lock.json");
  try {
    return readPackageLock(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PackageError(
      t("The list of Pyodide's packages, {0}, cannot be read: {1}.", file, why),
      t("Install Graders again."),
    );
  }
}
