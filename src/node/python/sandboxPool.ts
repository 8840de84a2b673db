import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "./job";
import { prepareLaunch, type Launch, type LaunchOptions } from "./launch";
import { SandboxWorker, type StartFailure, type WorkerSettings } from "./sandboxWorker";

export interface PoolOptions extends LaunchOptions, WorkerSettings {
  /** Most children at once. A second one starts when the first has its pipe full. */
  readonly poolSize: number;
}

/** Hands jobs to children, starts children as jobs need them, and gives a lost child's jobs to another. */
export class SandboxPool {
  private readonly waiting: Job[] = [];
  private readonly workers = new Set<SandboxWorker>();
  private launch: Promise<Launch | PythonUnavailable> | undefined;
  private starting = 0;
  /** Set once the cage has shown a hole. */
  private refusal: PythonUnavailable | undefined;
  private disposed = false;

  constructor(private readonly options: PoolOptions) {}

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

  async dispose(): Promise<void> {
    this.disposed = true;
    this.waiting.length = 0;
    await Promise.all([...this.workers].map((worker) => worker.kill()));
  }

  private pump(): void {
    if (this.disposed) return;
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
    if (this.waiting.length > 0 && this.starting === 0 && this.workers.size < this.options.poolSize) {
      void this.start(true);
    }
  }

  private async start(useSnapshot: boolean): Promise<void> {
    this.starting++;
    try {
      this.launch ??= prepareLaunch(this.options);
      const launch = await this.launch;
      if ("kind" in launch) {
        this.launch = undefined;
        this.refuseAll(launch);
        return;
      }
      const snapshot = useSnapshot ? await launch.snapshots?.find() : undefined;
      if (!this.disposed) this.add(launch, snapshot);
    } finally {
      this.starting--;
    }
    this.pump();
  }

  private add(launch: Launch, snapshot: string | undefined): void {
    const worker: SandboxWorker = new SandboxWorker(launch, snapshot, this.options, {
      room: () => this.pump(),
      gone: (unbegun, failure) => void this.lose(worker, launch, unbegun, failure),
    });
    this.workers.add(worker);
  }

  private async lose(
    worker: SandboxWorker,
    launch: Launch,
    unbegun: readonly Job[],
    failure: StartFailure | undefined,
  ): Promise<void> {
    this.workers.delete(worker);
    this.waiting.unshift(...unbegun.filter((job) => !job.cancelled));
    if (!failure) this.pump();
    else if (failure.final) {
      this.refusal = failure.reason;
      this.refuseAll(failure.reason);
    } else if (worker.startedFromSnapshot && !this.disposed) {
      await launch.snapshots?.discard();
      await this.start(false);
    } else this.refuseAll(failure.reason);
  }

  private refuseAll(reason: PythonUnavailable): void {
    for (const job of this.waiting.splice(0)) job.refused(reason);
  }
}
