import type { LiveComparison } from "../../core/runs/liveComparison";
import type { RowBatch, WireRange } from "../../core/runs/rangeWire";
import type { LineRange } from "../../core/dataset/lineRanges";
import { checkedGrader } from "../../core/engine/checkedGrader";
import { DEFAULT_ENGINE_OPTIONS } from "../../core/engine/graded";
import { gradeByPython } from "../../core/engine/python";
import { engineValidation } from "../../core/engine/validation";
import { writeRun, type WireComparison, type WireLive } from "../../core/engine/wire";
import type { GraderProvider } from "../../core/provider/provider";
import type { LiveGrade } from "../../core/result/liveOutcome";
import { nodeClock } from "../clock";
import type { RangeLook } from "../files/sampleRanges";
import type { WorkerEngineOptions } from "./engineHost";
import { EnginePool } from "./enginePool";
import type { HostPorts } from "./hostCalls";

export type { HostPorts } from "./hostCalls";

export interface WorkerEngine {
  /** The engine with these ports; all share its threads. */
  with(ports: HostPorts): GraderProvider;
  /** Grades while a grader is edited; only `python` is asked of the ports. */
  readonly live: LiveEngine;
  /** Reads and grades parts of files in the threads. */
  readonly files: FileEngine;
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

/**
 * What reads, grades and writes down parts of a file in the threads, for graders that only compute. Rejects with the
 * signal's reason when aborted.
 */
export interface FileEngine {
  /** How many parts are worked on at once. */
  readonly threads: number;
  /** What a range is like. Rejects where the file can't be read, too. */
  look(path: string, range: LineRange, signal: AbortSignal): Promise<RangeLook>;
  /**
   * @param take given rows as they end, in their order, at least every 50 ms while short rows are graded
   * @returns whether the rows are those that the range had when the file was cut; else some are missing
   */
  grade(range: GradedRange, take: (rows: RowBatch) => void, signal: AbortSignal): Promise<boolean>;
}

/** What is graded, by what, and how it comes back. */
export type GradedRange = Pick<WireRange, "path" | "range" | "grader" | "asLines" | "isKept">;

const HERE = { clock: nodeClock, outputJson: DEFAULT_ENGINE_OPTIONS.outputJson };

const askNobody = () => Promise.reject(new Error("what is graded here asks nobody"));
/** `livePart` has left out what asks; here nothing could leave if it had not. */
const NOBODY = { judge: { ask: askNobody }, embeddings: { embed: askNobody }, endpoint: askNobody };
/** `onlyComputes` lets nothing else be graded by ranges. */
const ALONE: HostPorts = { ...NOBODY, python: { grade: askNobody } };

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
        const grader = checkedGrader(request.grader);
        // Where Python's own process holds the time limit, a thread in between would only cost each row its way there.
        if (grader.type === "python" && options.portsAreLimited === true)
          return gradeByPython(grader, request, { ...HERE, python: ports.python }, signal);
        return pool.perform((options) => ({ type: "run", run: writeRun(request, options) }), {
          ports,
          signal,
        });
      },
    }),
    live: {
      grade: (live, python, signal) =>
        pool.perform((options) => ({ type: "live", live: { ...live, options } }), {
          ports: { ...NOBODY, python },
          signal,
        }),
      compare: (compare, python, signal) =>
        pool.perform((options) => ({ type: "compare", compare: { ...compare, options } }), {
          ports: { ...NOBODY, python },
          signal,
        }),
    },
    files: {
      threads: pool.most,
      look: (path, range, signal) =>
        pool.perform(() => ({ type: "look", path, range }), { ports: ALONE, signal }),
      grade: (range, take, signal) =>
        pool.perform((options) => ({ type: "range", range: { ...range, options, done: 0, givenUp: [] } }), {
          ports: ALONE,
          signal,
          take,
        }),
    },
    start: () => pool.start(),
    dispose: () => pool.dispose(),
  };
}
