import { join } from "node:path";
import type { WorkerEngineOptions } from "./engineHost";
import { createWorkerEngine, type WorkerEngine } from "./workerEngine";

/** The engine of all faces on Node: in its threads, with the script and the data files of the build in `distDir`. */
export function installedEngine(distDir: string, options: Omit<WorkerEngineOptions, "script">): WorkerEngine {
  return createWorkerEngine({ script: join(distDir, "engineWorker.cjs"), ...options });
}
