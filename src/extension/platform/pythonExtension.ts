import * as vscode from "vscode";
import type { Logger } from "../../core/ports";

/** The part that we use of what ms-python.python exports; none of it is taken for granted. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** The interpreter chosen in the Python extension for a file; undefined where there is no such extension or choice. */
export async function chosenInterpreter(resource: vscode.Uri, log: Logger): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension | undefined>("ms-python.python");
  if (!extension) return undefined;
  try {
    const environments = (await extension.activate())?.environments;
    if (!environments) return nonEmpty(await askCommand(resource));
    const active = environments.getActiveEnvironmentPath(resource);
    // The path of an environment may be its folder.
    const resolved = await environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath ?? nonEmpty(active.path);
  } catch (error) {
    log.warn(`The Python extension did not tell its interpreter: ${String(error)}`);
    return undefined;
  }
}

/** What older versions of the extension have in place of `environments`. */
function askCommand(resource: vscode.Uri): Thenable<unknown> {
  const folder = vscode.workspace.getWorkspaceFolder(resource)?.uri.fsPath;
  return vscode.commands.executeCommand("python.interpreterPath", { workspaceFolder: folder });
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
