import type { GraderProvider } from "../../src/core/provider/provider";
import { checkedGrader } from "../../src/core/engine/checkedGrader";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "../../src/core/engine/graded";
import { gradeSample } from "../../src/core/engine/gradeSample";
import { engineValidation } from "../../src/core/engine/validation";

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
