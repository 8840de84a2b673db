import process from "node:process";
import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "./job";
import { prepareLaunch, type Launch, type LaunchOptions } from "./launch";
import { findOtherNode } from "./nodes";
import { SandboxWorker, type StartFailure, type WorkerSettings } from "./sandboxWorker";
import { unavailable } from "./unavailable";

export interface PoolOptions extends LaunchOptions, WorkerSettings {
  /** Most children at once. A second one starts when the first is slow or has its pipe full. */
  readonly poolSize: number;
}

/** Hands jobs to children, starts children as jobs need them, and gives a lost child's jobs to another. */
export class SandboxPool {
  private readonly waiting: Job[] = [];
  private readonly workers = new Set<SandboxWorker>();
  private launch: ReturnType<typeof prepareLaunch> | undefined;
  private starting = 0;
  /** Set once the cage has shown a hole, and when the pool is closed. */
  private refusal: PythonUnavailable | undefined;

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

  /** Ends every child and refuses what they did and what waited, now and later. */
  async dispose(): Promise<void> {
    this.refusal = unavailable("The Python sandbox was closed.");
    this.pump();
    await Promise.all([...this.workers].map((worker) => worker.close()));
  }

  private pump(): void {
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
    if (this.waiting.length > 0 && this.needsAnother) void this.start(true);
  }

  private get needsAnother(): boolean {
    const { size } = this.workers;
    return this.starting === 0 && size < this.options.poolSize && [...this.workers].every((w) => w.isFull);
  }

  private async start(useSnapshot: boolean): Promise<void> {
    this.starting++;
    try {
      this.launch ??= prepareLaunch(this.options);
      const launch = await this.launch;
      if (typeof launch === "string") {
        this.launch = undefined;
        await this.refuse(launch);
      } else if ("kind" in launch) {
        this.launch = undefined;
        this.refuseAll(launch);
      } else {
        const snapshot = useSnapshot ? await launch.snapshots?.find() : undefined;
        if (!this.refusal) this.add(launch, snapshot);
      }
    } catch (error) {
      // For example an installation that lacks a file of ours.
      this.launch = undefined;
      await this.refuse(`The Python sandbox could not be started: ${String(error)}`);
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
    if (!failure || this.refusal) this.pump();
    else if (failure.final) this.refusal ??= await this.refuse(failure.reason);
    else if (worker.startedFromSnapshot) {
      await launch.snapshots?.discard();
      await this.start(false);
    } else await this.refuse(failure.reason);
  }

  private async refuse(reason: string): Promise<PythonUnavailable> {
    const refusal = unavailable(reason, await findOtherNode(this.options.node ?? process.execPath));
    this.refuseAll(refusal);
    return refusal;
  }

  private refuseAll(reason: PythonUnavailable): void {
    for (const job of this.waiting.splice(0)) job.refused(reason);
  }
}
