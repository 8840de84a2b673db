import type { PythonUnavailable } from "../../core/ports";
import type { Job } from "../python/job";
import { InterpreterWorker } from "./interpreterWorker";
import { prepareLaunch, type Launch } from "./launch";
import type { InterpreterOptions } from "./options";
import { interpreterUnavailable } from "./refusal";

/** Hands jobs to children, starts children as jobs need them, and gives a lost child's jobs to another. */
export class InterpreterPool {
  private readonly waiting: Job[] = [];
  private readonly workers = new Set<InterpreterWorker>();
  private launch: Promise<Launch | string> | undefined;
  private isStarting = false;
  /** Set when the pool is closed. */
  private refusal: PythonUnavailable | undefined;

  constructor(private readonly options: InterpreterOptions) {}

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
    this.refusal = interpreterUnavailable("The Python interpreter was closed.");
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
    if (this.waiting.length > 0 && this.needsAnother) void this.start();
  }

  private get needsAnother(): boolean {
    const { size } = this.workers;
    return !this.isStarting && size < this.options.poolSize && [...this.workers].every((w) => w.isFull);
  }

  private async start(): Promise<void> {
    this.isStarting = true;
    try {
      this.launch ??= prepareLaunch(this.options);
      const launch = await this.launch;
      if (typeof launch === "string") this.refuse(launch);
      else {
        const folder = await launch.makeFolder();
        this.add(launch, folder);
      }
    } catch (error) {
      // For example a folder for temporary files that can't be written.
      this.refuse(`The Python interpreter could not be started: ${String(error)}`);
    } finally {
      this.isStarting = false;
    }
    this.pump();
  }

  private add(launch: Launch, folder: string): void {
    const worker: InterpreterWorker = new InterpreterWorker(launch, folder, this.options, {
      room: () => this.pump(),
      gone: (unbegun, failure) => {
        this.workers.delete(worker);
        this.waiting.unshift(...unbegun.filter((job) => !job.cancelled));
        if (failure !== undefined) this.refuse(failure);
        this.pump();
      },
    });
    this.workers.add(worker);
    // Closed while the child's folder was made.
    if (this.refusal) void worker.close();
  }

  /** For the jobs that wait now; the next one tries anew, since the user may have mended it. */
  private refuse(reason: string): void {
    this.launch = undefined;
    this.refuseAll(interpreterUnavailable(reason));
  }

  private refuseAll(reason: PythonUnavailable): void {
    for (const job of this.waiting.splice(0)) job.refused(reason);
  }
}
