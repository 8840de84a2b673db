import type { GraderProvider } from "../provider/provider";
import { checkedGrader } from "./checkedGrader";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "./graded";
import { gradeSample } from "./gradeSample";
import { engineValidation } from "./validation";

/** The embedded engine: every grader type on this machine, in the API's own response shape. */
export function createEngine(
  ports: EnginePorts,
  options: EngineOptions = DEFAULT_ENGINE_OPTIONS,
): GraderProvider {
  return {
    ...engineValidation,
    // Refused graders reject: an async function throws nothing.
    run: async (request, signal) =>
      gradeSample(checkedGrader(request.grader), request, { ports, options }, signal),
  };
}
