import type { LoggedOutcome } from "./outcomeLog";
import type { RunPlan } from "./plan";

/** Where one run is kept: a plan, and outcomes that are added as rows end. */
export interface RunStore {
  /**
   * Begins the run.
   * @throws an error with words for the user where a run is kept there already, or nothing can be
   */
  create(plan: RunPlan): Promise<RunWriter>;
  /** @throws an error with words for the user where no run is kept there that this version can read */
  open(): Promise<KeptRun>;
}

/** A run that was begun earlier. */
export interface KeptRun {
  readonly plan: RunPlan;
  /** In the order in which they ended; a last line that broke off is none. */
  outcomes(): Iterable<LoggedOutcome>;
  /**
   * Goes on with it.
   * @throws an error with words for the user where another process does
   */
  resume(): Promise<RunWriter>;
}

/** Adds to a run; one process at a time does. */
export interface RunWriter {
  /**
   * @param lines finished lines of outcomes, each with its line feed; on the disk within 100 ms, even if this process is
   * killed, and a second later even if the machine is
   * @throws what kept earlier ones from being written
   */
  append(lines: string): void;
  /** Once everything is on the disk. @throws as {@link append} */
  close(): Promise<void>;
}
