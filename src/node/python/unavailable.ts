import { t } from "@vscode/l10n";
import type { PythonUnavailable } from "../../core/ports";

/**
 * The sandbox can't do its work here; `reason` is a sentence. The mend is the three offers of security.md
 * "The proof at every start", with a Node that was found in place of one to look for.
 */
export function unavailable(reason: string, foundNode?: string): PythonUnavailable {
  const mend =
    foundNode === undefined
      ? t(
          'Name another Node (20 or newer) in graders.python.sandboxNode, set graders.python.runtime to "interpreter" to use a Python of yours, or run with a hosted provider.',
        )
      : t(
          'Name another Node, such as {0}, in graders.python.sandboxNode, set graders.python.runtime to "interpreter" to use a Python of yours, or run with a hosted provider.',
          foundNode,
        );
  return { kind: "unavailable", type: "local_sandbox_error", message: reason, mend };
}
