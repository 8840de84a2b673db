import { t } from "@vscode/l10n";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { PythonUnavailable } from "../../core/ports";

/** The wheels in a folder that the user names, in the order of their names; none without a folder. */
export async function findWheels(folder: string | undefined): Promise<readonly string[] | PythonUnavailable> {
  if (folder === undefined) return [];
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".whl")).sort();
    return await Promise.all(names.map((name) => wheelAt(path.join(folder, name))));
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

/** Its real path, on which permissions are checked. A pipe by such a name would never be read to its end. */
async function wheelAt(file: string): Promise<string> {
  const real = await realpath(file);
  if ((await stat(real)).isFile()) return real;
  throw Object.assign(new Error(), { code: t("{0} is no file", path.basename(file)) });
}
