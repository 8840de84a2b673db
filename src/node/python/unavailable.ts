import type { PythonUnavailable } from "../../core/ports";

/**
 * The sandbox can't do its work here; `reason` is a sentence. The mend is the three offers of design.md
 * "Safety", with a Node that was found in place of one to look for.
 */
export function unavailable(reason: string, foundNode?: string): PythonUnavailable {
  const node = foundNode === undefined ? "another Node (20 or newer)" : `another Node, such as ${foundNode},`;
  const mend =
    `Name ${node} in graders.python.sandboxNode, set graders.python.runtime to "interpreter" ` +
    "to use a Python of yours, or run with a hosted provider.";
  return { kind: "unavailable", type: "local_sandbox_error", message: reason, mend };
}
