import type { PythonUnavailable } from "../../core/ports";

/** The three offers of a sandbox that can't run (design.md "Safety"). */
const OFFERS =
  "Name another Node (20 or newer) in graders.python.sandboxNode, set graders.python.runtime to " +
  '"interpreter" to use a Python of yours, or run with a hosted provider.';

/** The sandbox can't do its work here; `reason` is a sentence. */
export function unavailable(reason: string): PythonUnavailable {
  return { kind: "unavailable", type: "local_sandbox_error", message: reason, mend: OFFERS };
}
