/** The stand-in for the Python extension, test/vscode/python. */
import * as vscode from "vscode";

export interface PythonExtension {
  /** What a test chooses; empty for no choice. */
  readonly chosen: { path: string };
  readonly environments: {
    readonly getActiveEnvironmentPath: () => { readonly id: string; readonly path: string };
    readonly resolveEnvironment: () => Promise<never>;
  };
}

/** Chooses the active interpreter. */
export async function choosePython(path: string): Promise<void> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  if (!extension) throw new Error("The tests' Python extension is not there.");
  (await extension.activate()).chosen.path = path;
}
