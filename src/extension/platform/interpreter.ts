import { availableParallelism, homedir } from "node:os";
import * as vscode from "vscode";
import type { Logger, PythonRunner, PythonUnavailable } from "../../core/ports";
import { DEFAULT_INTERPRETER, installedInterpreter } from "../../node/interpreter/installedInterpreter";
import type { PythonGrader } from "../../node/interpreter/interpreterRunner";
import type { Consent } from "./consent";
import { chosenInterpreter } from "./pythonExtension";
import { settings } from "./settings";
import { inBackground } from "./background";

const MOST_CHILDREN = 4;

/** The user's Python of this window: made at the first use, and anew when another is chosen. */
export class WindowInterpreter {
  private current: { readonly key: string; readonly grader: PythonGrader } | undefined;

  constructor(
    private readonly distDir: string,
    readonly logger: Logger,
  ) {}

  at(interpreter: string): PythonGrader {
    const timeoutMs = settings.timeoutMs();
    const key = JSON.stringify([interpreter, timeoutMs]);
    if (this.current?.key === key) return this.current.grader;
    inBackground(this.current?.grader.dispose());
    const poolSize = Math.min(MOST_CHILDREN, Math.max(1, availableParallelism() - 1));
    const grader = installedInterpreter(this.distDir, {
      interpreter,
      timeoutMs,
      poolSize,
      logger: this.logger,
    });
    this.current = { key, grader };
    return grader;
  }

  async dispose(): Promise<void> {
    await this.current?.grader.dispose();
  }
}

interface Pythons {
  readonly python: PythonRunner;
  readonly interpreter: WindowInterpreter;
  readonly consent: Consent;
}

/**
 * The Python that the user chose for a grader file: the sandbox, or their own after they allowed it. Parsing
 * stays in the sandbox. Only for trusted workspaces.
 */
export function chosenPython(file: vscode.Uri, { python, interpreter, consent }: Pythons): PythonRunner {
  let path: Promise<string> | undefined;
  return {
    parse: (source, signal) => python.parse(source, signal),
    async grade(request, signal) {
      if (settings.pythonRuntime() === "sandbox") return python.grade(request, signal);
      path ??= interpreterPath(file, interpreter.logger);
      const found = await path;
      if (!(await consent.pythons.allows(found))) return refusal(found);
      return interpreter.at(found).grade(request, signal);
    },
    dispose: () => python.dispose(),
  };
}

async function interpreterPath(file: vscode.Uri, log: Logger): Promise<string> {
  const set = settings.interpreterPath();
  if (set !== undefined) return expandPath(set, file);
  return (await chosenInterpreter(file, log)) ?? DEFAULT_INTERPRETER;
}

/** Settings of paths are mostly written with `~` or `${workspaceFolder}`, which VS Code leaves to us. */
function expandPath(path: string, file: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(file) ?? vscode.workspace.workspaceFolders?.[0];
  return path
    .replace(/^~(?=[\\/])/, () => homedir())
    .replace(/^(\$\{workspaceFolder\}|\.)(?=[\\/])/, (start) => folder?.uri.fsPath ?? start);
}

function refusal(path: string): PythonUnavailable {
  return {
    kind: "unavailable",
    type: "local_sandbox_error",
    message: vscode.l10n.t("{0} was not started: running graders with it was not allowed.", path),
    mend: vscode.l10n.t('Run again and allow it, or set graders.python.runtime to "sandbox".'),
  };
}
