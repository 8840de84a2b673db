import { stat } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Logger } from "../../core/ports";

/** The part that we use of what ms-python.python exports; none of it is taken for granted. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
  };
}

/**
 * The interpreter chosen in the Python extension for a file; undefined where there is no such extension or choice.
 * It is not asked to resolve it, for which it would start the program.
 */
export async function chosenInterpreter(resource: vscode.Uri, log: Logger): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension | undefined>("ms-python.python");
  if (!extension) return undefined;
  try {
    const environments = (await extension.activate())?.environments;
    const chosen = environments
      ? environments.getActiveEnvironmentPath(resource).path
      : nonEmpty(await askCommand(resource));
    return chosen === undefined || chosen === "" ? undefined : await programIn(chosen);
  } catch (error) {
    log.warn(`The Python extension did not tell its interpreter: ${String(error)}`);
    return undefined;
  }
}

/** The path of an environment may be its folder. */
async function programIn(chosen: string): Promise<string> {
  const isFolder = await stat(chosen).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return chosen;
  const places = process.platform === "win32" ? ["python.exe", "Scripts/python.exe"] : ["bin/python"];
  for (const place of places.map((each) => path.join(chosen, each)))
    if (await stat(place).catch(() => undefined)) return place;
  return chosen;
}

/** What older versions of the extension have in place of `environments`. */
function askCommand(resource: vscode.Uri): Thenable<unknown> {
  const folder = vscode.workspace.getWorkspaceFolder(resource)?.uri.fsPath;
  return vscode.commands.executeCommand("python.interpreterPath", { workspaceFolder: folder });
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
