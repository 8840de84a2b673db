import { availableParallelism } from "node:os";
import type { RunOptions } from "../../core/engine/wire";
import { EngineHost, type Asked, type WorkerEngineOptions } from "./engineHost";
import type { Task, TaskResult } from "./messages";

/** More threads than this would wait for whoever reads and writes for them. */
const MOST_THREADS = 8;
/** Characters of a row from which on its own computing may be worth a thread. */
const LONG_ROW = 16_384;

/** How many threads there are at most where nothing else is asked for: one for each of the machine's processors. */
export function usualThreads(): number {
  return Math.min(availableParallelism(), MOST_THREADS);
}

/** What the pool needs of a thread. */
export type PoolThread = Pick<EngineHost, "load" | "isBusy" | "start" | "perform" | "dispose">;

/**
 * The engine's threads. Each task goes to the one that has least to do; another thread begins only where there is
 * work for it, so that a single row pays for one. What happens to a thread is its own: time limits, and being begun
 * anew, touch no task of another.
 */
export class EnginePool {
  private readonly threads: PoolThread[] = [];
  /** Threads at most. */
  readonly most: number;

  /** @param begin makes a thread that begins at the latest with its first task */
  constructor(
    private readonly options: WorkerEngineOptions,
    private readonly begin: () => PoolThread = () => new EngineHost(options),
  ) {
    this.most = Math.max(options.threads ?? usualThreads(), 1);
  }

  /** Begins the first thread, so that the first run need not wait for it. */
  start(): void {
    if (this.threads.length === 0) this.add().start();
  }

  /** @throws the signal's reason when aborted already */
  perform<Result extends TaskResult>(
    taskWith: (options: RunOptions) => Task,
    asked: Omit<Asked, "limitMs">,
  ): Promise<Result> {
    asked.signal.throwIfAborted();
    const options = this.options.runOptions();
    const task = taskWith(options);
    // What is only read, whatever its length, is nobody's computing.
    const limitMs = task.type === "look" ? Infinity : options.timeoutMs;
    return this.threadFor(task).perform(task, { ...asked, limitMs });
  }

  async dispose(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.dispose()));
  }

  private threadFor(task: Task): PoolThread {
    const [least] = this.threads.toSorted((a, b) => a.load - b.load);
    if (!least) return this.add();
    if (least.load === 0 || this.threads.length >= this.most) return least;
    return isLong(task) || this.threads.every(({ isBusy }) => isBusy) ? this.add() : least;
  }

  private add(): PoolThread {
    const thread = this.begin();
    this.threads.push(thread);
    return thread;
  }
}

/** Hundreds of rows, or texts, which are compared in the square of their length. */
function isLong(task: Task): boolean {
  if (task.type === "range" || task.type === "look") return true;
  return task.type === "run" && task.run.item.length + task.run.output.text.length >= LONG_ROW;
}
