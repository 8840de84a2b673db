import { t } from "@vscode/l10n";
import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import type { PythonUnavailable } from "../../core/ports";

/** The wheels in a folder that the user names, in the order of their names; none without a folder. */
export async function findWheels(folder: string | undefined): Promise<readonly string[] | PythonUnavailable> {
  if (folder === undefined) return [];
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".whl")).sort();
    // Permissions are checked on real paths.
    return await Promise.all(names.map((name) => realpath(path.join(folder, name))));
  } catch (error) {
    return {
      kind: "unavailable",
      type: "local_sandbox_error",
      message: t(
        "The folder of wheels, {0}, cannot be read ({1}).",
        folder,
        (error as NodeJS.ErrnoException).code ?? String(error),
      ),
      mend: t(
        "Name a folder that is there in graders.python.wheels (on the command line: --wheels), or none.",
      ),
    };
  }
}
