import { onAbort } from "../onAbort";
import { HostCalls, type HostPorts } from "./hostCalls";
import type { Task, TaskResult } from "./messages";

/** How a run ends on the host. */
export interface RunEnd {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/** A run as the host knows it: what it asks, what it has used of its time, and its one end. */
export class HostRun {
  readonly calls: HostCalls;
  /** Made when something is asked: most runs only compute. */
  private controller: AbortController | undefined;
  private over = false;
  private readonly stopListening: () => void;
  private computedMs = 0;
  private waitedMs = 0;

  constructor(
    readonly task: Task,
    private readonly limitMs: number,
    ports: HostPorts,
    private readonly end: RunEnd,
    outer: { readonly signal: AbortSignal; readonly aborted: () => void },
  ) {
    this.calls = new HostCalls(ports, () => (this.controller ??= new AbortController()).signal);
    this.stopListening = onAbort(outer.signal, outer.aborted);
  }

  /** Whether it has ended, and what it asked of the host is of no use any more. */
  get isOver(): boolean {
    return this.over;
  }

  computed(milliseconds: number): void {
    this.computedMs = milliseconds;
  }

  waited(milliseconds: number): void {
    this.waitedMs += milliseconds;
  }

  /** Milliseconds that it was allowed, if they are used up. */
  get exceeded(): number | undefined {
    return this.computedMs + this.waitedMs >= this.limitMs ? this.limitMs : undefined;
  }

  resolve(result: TaskResult): void {
    this.close();
    this.end.resolve(result);
  }

  reject(error: Error): void {
    this.close(error);
    this.end.reject(error);
  }

  private close(reason?: Error): void {
    this.over = true;
    this.stopListening();
    this.controller?.abort(reason ?? new Error("the run has ended"));
  }
}
