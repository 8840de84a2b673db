import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "./job";

/** What a pool asks of a child, whichever Python is in it. */
export interface PoolWorker {
  readonly hasRoom: boolean;
  readonly isFull: boolean;
  give(job: Job): void;
  dropCancelled(): void;
  close(): Promise<void>;
}

/** Hands jobs to children, starts children as jobs need them, and gives a lost child's jobs to another. */
export abstract class WorkerPool<Worker extends PoolWorker> {
  protected readonly workers = new Set<Worker>();
  protected starting = 0;
  /** Why no job is taken any more: the pool is closed, or its Python can never run here. */
  protected refusal: PythonUnavailable | undefined;
  private readonly waiting: Job[] = [];

  /** @param poolSize most children at once; a second one starts when the first is slow or has its pipe full */
  constructor(
    private readonly poolSize: number,
    private readonly closed: PythonUnavailable,
  ) {}

  submit(job: Job): void {
    this.waiting.push(job);
    this.pump();
  }

  cancel(job: Job): void {
    job.cancelled = true;
    const index = this.waiting.indexOf(job);
    if (index >= 0) this.waiting.splice(index, 1);
    for (const worker of this.workers) worker.dropCancelled();
  }

  /** Ends every child and refuses what they did and what waited, now and later. */
  async dispose(): Promise<void> {
    this.refusal = this.closed;
    this.pump();
    await Promise.all([...this.workers].map((worker) => worker.close()));
  }

  /** Starts one more child, or refuses what waits. Never rejects. */
  protected abstract start(): Promise<void>;

  protected pump(): void {
    if (this.refusal) {
      this.refuseAll(this.refusal);
      return;
    }
    for (const worker of this.workers) {
      while (worker.hasRoom) {
        const job = this.waiting.shift();
        if (!job) return;
        worker.give(job);
      }
    }
    if (this.waiting.length > 0 && this.needsAnother) void this.start();
  }

  /** A child is gone; what it had not begun waits again. */
  protected takeBack(worker: Worker, unbegun: readonly Job[]): void {
    this.workers.delete(worker);
    this.waiting.unshift(...unbegun.filter((job) => !job.cancelled));
  }

  protected refuseAll(reason: PythonUnavailable): void {
    for (const job of this.waiting.splice(0)) job.refused(reason);
  }

  private get needsAnother(): boolean {
    const { size } = this.workers;
    return this.starting === 0 && size < this.poolSize && [...this.workers].every((w) => w.isFull);
  }
}
