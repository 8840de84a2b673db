import { t } from "@vscode/l10n";
import type { PythonUnavailable } from "../../core/ports";

/** The user's Python can't do its work; `reason` is a sentence. */
export function interpreterUnavailable(reason: string): PythonUnavailable {
  return {
    kind: "unavailable",
    type: "local_sandbox_error",
    message: reason,
    mend: t(
      'Name a Python (3.8 or newer) in graders.python.interpreterPath (command line: --python-path), or set graders.python.runtime to "sandbox".',
    ),
  };
}
