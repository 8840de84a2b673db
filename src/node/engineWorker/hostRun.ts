import { onAbort } from "../onAbort";
import type { Attended } from "./attention";
import { HostCalls, type HostPorts } from "./hostCalls";
import type { Task, TaskResult } from "./messages";

/** How a run ends on the host. */
interface RunEnd {
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/** What holds for a run from its beginning to its end. */
export interface RunTerms {
  /** Milliseconds that each of its steps may take. */
  readonly limitMs: number;
  readonly ports: HostPorts;
  readonly end: RunEnd;
  readonly signal: AbortSignal;
  /** Called when the signal is aborted. */
  readonly aborted: () => void;
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
    private readonly given: Task,
    private readonly terms: RunTerms,
  ) {
    this.calls = new HostCalls(terms.ports, () => (this.controller ??= new AbortController()).signal);
    this.stopListening = onAbort(terms.signal, terms.aborted);
  }

  /** What is left to do where the thread is begun anew. */
  get task(): Task {
    return this.given;
  }

  /** Whether it has ended, and what it asked of the host is of no use any more. */
  get isOver(): boolean {
    return this.over;
  }

  /** What its present step has computed in all; most runs are one step. */
  computed({ computedMs }: Attended): void {
    this.computedMs = computedMs;
  }

  waited(milliseconds: number): void {
    this.waitedMs += milliseconds;
  }

  /** Milliseconds that it was allowed, if they are used up. */
  get exceeded(): number | undefined {
    const { limitMs } = this.terms;
    return this.computedMs + this.waitedMs >= limitMs ? limitMs : undefined;
  }

  resolve(result: TaskResult): void {
    this.close();
    this.terms.end.resolve(result);
  }

  reject(error: Error): void {
    this.close(error);
    this.terms.end.reject(error);
  }

  private close(reason?: Error): void {
    this.over = true;
    this.stopListening();
    this.controller?.abort(reason ?? new Error("the run has ended"));
  }
}
