import type { Outcome } from "./outcome";

/** What many outcomes come to; what has no score is counted apart and in no mean (the silent zero). */
export interface Summary {
  readonly rows: number;
  readonly scored: number;
  readonly errored: number;
  readonly notAsked: number;
  /** Of the scored rows; absent where there is none. */
  readonly mean?: number;
}

export function summarize(outcomes: Iterable<Outcome>): Summary {
  const tally = new Tally();
  for (const outcome of outcomes) tally.add(outcome);
  return tally.summary;
}

/** Counts outcomes as they come, without keeping them. */
export class Tally {
  private readonly counts = { scored: 0, errored: 0, "not-asked": 0 };
  private sum = 0;

  add({ kind, result }: Outcome): void {
    this.count(kind, result?.reward);
  }

  /** @param reward of a result; absent where there is none */
  count(kind: Outcome["kind"], reward = 0): void {
    this.counts[kind]++;
    if (kind === "scored") this.sum += reward;
  }

  get summary(): Summary {
    const { scored, errored, "not-asked": notAsked } = this.counts;
    const rows = scored + errored + notAsked;
    return { rows, scored, errored, notAsked, ...(scored > 0 && { mean: this.sum / scored }) };
  }
}
