import type { ProviderError } from "../../core/provider/provider";
import type { GivenUp, RowBatch, WireRange } from "../../core/runs/rangeWire";
import type { Attended } from "./attention";
import { HostRun, type RunTerms } from "./hostRun";
import type { Task } from "./messages";

/** A range of rows as the host knows it. What has come back stays, and what one row came to touches no other. */
export class RangeRun extends HostRun {
  private done = 0;
  private step = 0;
  private readonly givenUp: GivenUp[] = [];

  constructor(
    private readonly range: WireRange,
    terms: RunTerms,
    private readonly take: (rows: RowBatch) => void,
  ) {
    super({ type: "range", range }, terms);
  }

  override get task(): Task {
    const { range, done, givenUp } = this;
    return { type: "range", range: { ...range, done, givenUp } };
  }

  /** Some of its rows have ended. */
  took(batch: RowBatch): void {
    this.done += batch.rows.length;
    this.take(batch);
  }

  override computed(attended: Attended): void {
    this.step = attended.step;
    super.computed(attended);
  }

  /**
   * The thread is to be ended because of the present step.
   * @returns whether the range goes on behind it
   */
  giveUpStep({ reason, message, details }: ProviderError): boolean {
    const { step, givenUp } = this;
    // It is not done again: where the thread ends there once more, it is not grading that is at fault.
    if (givenUp.some((known) => known.step === step)) return false;
    givenUp.push({ step, why: { reason, message, details } });
    super.computed({ run: 0, step, computedMs: 0 });
    return true;
  }
}
