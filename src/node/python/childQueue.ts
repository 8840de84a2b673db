import type { PythonUnavailable } from "../../core/ports";
import { onAbort } from "../onAbort";
import type { ChildKind, PreparedChild } from "./childKind";
import type { Job } from "./job";
import { WorkingChild } from "./workingChild";

/** Hands jobs to children, starts children as jobs need them, and gives a lost child's jobs to another. */
export class ChildQueue {
  private readonly children = new Set<WorkingChild>();
  private starting = 0;
  /** Why no job is taken any more: the queue is closed, or its Python can never run here. */
  private refusal: PythonUnavailable | undefined;
  private readonly waiting: Job[] = [];

  constructor(private readonly kind: ChildKind) {}

  /**
   * Has a job done.
   * @param makeJob of what settles it
   * @throws the signal's reason when aborted
   */
  ask<Result>(makeJob: (settle: (result: Result) => void) => Job, signal: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const job = makeJob((result) => {
        stopListening();
        resolve(result);
      });
      const stopListening = onAbort(signal, () => {
        this.cancel(job);
        reject(signal.reason as Error);
      });
      this.waiting.push(job);
      this.pump();
    });
  }

  /** Ends every child and refuses what they did and what waited, now and later. */
  async dispose(): Promise<void> {
    this.refusal = this.kind.closed;
    this.pump();
    await Promise.all([...this.children].map((child) => child.close()));
  }

  private cancel(job: Job): void {
    job.cancelled = true;
    const index = this.waiting.indexOf(job);
    if (index >= 0) this.waiting.splice(index, 1);
    for (const child of this.children) child.dropCancelled();
  }

  private pump(): void {
    if (this.refusal) {
      this.refuseAll(this.refusal);
      return;
    }
    for (const child of this.children) {
      while (child.hasRoom) {
        const job = this.waiting.shift();
        if (!job) return;
        child.give(job);
      }
    }
    if (this.waiting.length > 0 && this.needsAnother) void this.start(() => this.kind.prepare());
  }

  private get needsAnother(): boolean {
    const { size } = this.children;
    return this.starting === 0 && size < this.kind.poolSize && [...this.children].every((c) => c.isFull);
  }

  /** Starts one more child, or refuses what waits. Never rejects. */
  private async start(prepare: ChildKind["prepare"]): Promise<void> {
    this.starting++;
    try {
      const prepared = await prepare();
      if ("kind" in prepared) this.refuseAll(prepared);
      else if (this.refusal) await prepared.drop();
      else this.add(prepared);
    } catch (error) {
      this.refuseAll(await this.kind.broken(error));
    } finally {
      this.starting--;
    }
    this.pump();
  }

  private add(prepared: PreparedChild): void {
    const child: WorkingChild = new WorkingChild(prepared, this.kind, {
      room: () => this.pump(),
      gone: (unbegun, startFailure) => {
        this.children.delete(child);
        this.waiting.unshift(...unbegun.filter((job) => !job.cancelled));
        if (startFailure === undefined || this.refusal) this.pump();
        else void this.startAfter(prepared, startFailure);
      },
    });
    this.children.add(child);
  }

  private async startAfter(failed: PreparedChild, stderr: string): Promise<void> {
    const next = await failed.failed(stderr);
    if (next.kind === "again") {
      await this.start(next.prepare);
      return;
    }
    if (next.final) this.refusal ??= next.reason;
    this.refuseAll(next.reason);
  }

  private refuseAll(reason: PythonUnavailable): void {
    for (const job of this.waiting.splice(0)) job.refused(reason);
  }
}
