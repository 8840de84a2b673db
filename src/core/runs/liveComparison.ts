import type { LiveGrade, LiveOutcome } from "../result/liveOutcome";
import { ComparisonTally, type Comparison } from "./comparison";

/** A grader and each of its sub-graders compared with what was saved, where both could be graded on all rows. */
export interface LiveComparison {
  readonly whole?: Comparison;
  /** By key. */
  readonly parts: Readonly<Record<string, Comparison>>;
}

/** Compares live grades of one row after the other. */
export class LiveComparisonTally {
  private readonly whole = new PartTally();
  private readonly parts = new Map<string, PartTally>();

  add(before: LiveGrade, after: LiveGrade): void {
    this.whole.add(before.whole, after.whole);
    for (const [key, outcome] of Object.entries(after.parts)) {
      const part = this.parts.get(key) ?? new PartTally();
      this.parts.set(key, part);
      part.add(Object.hasOwn(before.parts, key) ? before.parts[key] : undefined, outcome);
    }
  }

  get comparison(): LiveComparison {
    const { comparison: whole } = this.whole;
    const parts = [...this.parts].flatMap(([key, { comparison }]) =>
      comparison ? [[key, comparison] as const] : [],
    );
    return { ...(whole && { whole }), parts: Object.fromEntries(parts) };
  }
}

class PartTally {
  private readonly tally = new ComparisonTally();
  private complete = true;

  add(before: LiveOutcome | undefined, after: LiveOutcome | undefined): void {
    if (!before || !after || before.kind === "waiting" || after.kind === "waiting") this.complete = false;
    else this.tally.add(before, after);
  }

  get comparison(): Comparison | undefined {
    return this.complete ? this.tally.comparison : undefined;
  }
}
