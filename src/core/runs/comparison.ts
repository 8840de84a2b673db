/** What a row came to, as much as a comparison needs. */
export type RowReward = { readonly kind: "scored"; readonly reward: number } | { readonly kind: "errored" };

/**
 * The same rows graded twice. Errored rows are counted apart and are in no mean (architecture.md "Silent zero"):
 * the means are of the rows that were scored both times, so that they differ by rewards only.
 */
export interface Comparison {
  readonly rows: number;
  /** Rows scored both times, to another reward. */
  readonly changed: number;
  /** Rows that were scored and are errored now, and the other way round. */
  readonly newlyErrored: number;
  readonly noLongerErrored: number;
  /** Absent where no row was scored both times. */
  readonly means?: { readonly before: number; readonly after: number };
}

/** Smaller differences are noise of floating-point sums in another order. */
const SAME = 1e-9;

/** Compares rows as they come. */
export class ComparisonTally {
  private rows = 0;
  private changed = 0;
  private newlyErrored = 0;
  private noLongerErrored = 0;
  private scoredTwice = 0;
  private before = 0;
  private after = 0;

  add(before: RowReward, after: RowReward): void {
    this.rows++;
    if (before.kind === "scored" && after.kind === "scored") {
      this.scoredTwice++;
      this.before += before.reward;
      this.after += after.reward;
      if (Math.abs(after.reward - before.reward) > SAME) this.changed++;
    } else if (before.kind === "scored") this.newlyErrored++;
    else if (after.kind === "scored") this.noLongerErrored++;
  }

  get comparison(): Comparison {
    const { rows, changed, newlyErrored, noLongerErrored, scoredTwice } = this;
    const means = { before: this.before / scoredTwice, after: this.after / scoredTwice };
    return { rows, changed, newlyErrored, noLongerErrored, ...(scoredTwice > 0 && { means }) };
  }
}
