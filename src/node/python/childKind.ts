import type { PythonUnavailable } from "../../core/ports";
import type { SandboxAnswer, SandboxRequest } from "./protocol";

/** How a queue's children are started and what they may use: the sandbox's, or those with the user's own Python. */
export interface ChildKind {
  /** Most children at once. A second one starts when the first is slow or has its pipe full. */
  readonly poolSize: number;
  /** Milliseconds for one job. */
  readonly timeoutMs: number;
  /** Milliseconds after which a child that has not said that it is ready never will. */
  readonly startLimitMs: number;
  /** Megabytes: Python's memory never shrinks, and a child that has grown beyond this makes way for a small one. */
  readonly mostIdleMb: number;
  /** What jobs get once the queue is closed. */
  readonly closed: PythonUnavailable;
  /** Finds what one more child needs, or says why there can be none. */
  prepare(): Promise<PreparedChild | PythonUnavailable>;
  /** What jobs get where a child could not even be prepared or spawned: `error` says why. */
  broken(error: unknown): Promise<PythonUnavailable>;
}

/** A child before its start. */
export interface PreparedChild {
  /** Starts the process; to be called once. */
  spawn(events: ChildEvents): ChildPipes;
  /** Gives up what was prepared, in place of a start. */
  drop(): Promise<void>;
  /** Hears what the child says of itself. @returns false for what no such child says */
  hears(answer: SandboxAnswer): boolean;
  /** What to do after it ended before it was ready. @param stderr the end of what it printed there */
  failed(stderr: string): Promise<AfterFailure>;
}

export type AfterFailure =
  /** Another start may do. */
  | { readonly kind: "again"; readonly prepare: ChildKind["prepare"] }
  /** None will do now; and never where it is `final`. */
  | { readonly kind: "refused"; readonly reason: PythonUnavailable; readonly final: boolean };

export interface ChildEvents {
  answer(answer: SandboxAnswer): void;
  /** Once, when the process is gone; `stderr` is the end of what it printed there. */
  gone(stderr: string): void;
}

/** A child that was spawned. */
export interface ChildPipes {
  send(request: SandboxRequest): void;
  /** Ends the process at once, whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
}
