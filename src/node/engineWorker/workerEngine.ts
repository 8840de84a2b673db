import type { LiveComparison } from "../../core/runs/liveComparison";
import { checkedGrader } from "../../core/engine/checkedGrader";
import { engineValidation } from "../../core/engine/validation";
import { writeRun, type WireComparison, type WireLive } from "../../core/engine/wire";
import type { GraderProvider } from "../../core/provider/provider";
import type { LiveGrade } from "../../core/result/liveOutcome";
import type { WorkerEngineOptions } from "./engineHost";
import { EnginePool } from "./enginePool";
import type { HostPorts } from "./hostCalls";

export type { HostPorts } from "./hostCalls";

export interface WorkerEngine {
  /** The engine with these ports; all share its threads. */
  with(ports: HostPorts): GraderProvider;
  /** Grades while a grader is edited; only `python` is asked of the ports. */
  readonly live: LiveEngine;
  /** Begins the first thread, which the first run does otherwise. */
  start(): void;
  dispose(): Promise<void>;
}

/** What computes while a grader is edited. Rejects with the signal's reason when aborted. */
export interface LiveEngine {
  grade(
    live: Omit<WireLive, "options">,
    python: HostPorts["python"],
    signal: AbortSignal,
  ): Promise<LiveGrade>;
  compare(
    compare: Omit<WireComparison, "options">,
    python: HostPorts["python"],
    signal: AbortSignal,
  ): Promise<LiveComparison>;
}

const askNobody = () => Promise.reject(new Error("what is graded while it is edited asks nobody"));
/** `livePart` has left out what asks; here nothing could leave if it had not. */
const NOBODY = { judge: { ask: askNobody }, embeddings: { embed: askNobody }, endpoint: askNobody };

/**
 * The embedded engine in threads of its own. Ending a thread ends any computation at once; runs of others that were
 * in it start again in a new one.
 */
export function createWorkerEngine(options: WorkerEngineOptions): WorkerEngine {
  const pool = new EnginePool(options);
  return {
    with: (ports) => ({
      // Validating is no work: it needs no thread.
      ...engineValidation,
      run: async (request, signal) => {
        // Here and not in the thread: the window has the schema's validator already.
        checkedGrader(request.grader);
        return pool.perform((options) => ({ type: "run", run: writeRun(request, options) }), ports, signal);
      },
    }),
    live: {
      grade: (live, python, signal) =>
        pool.perform(
          (options) => ({ type: "live", live: { ...live, options } }),
          { ...NOBODY, python },
          signal,
        ),
      compare: (compare, python, signal) =>
        pool.perform(
          (options) => ({ type: "compare", compare: { ...compare, options } }),
          { ...NOBODY, python },
          signal,
        ),
    },
    start: () => pool.start(),
    dispose: () => pool.dispose(),
  };
}
