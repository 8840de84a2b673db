import type { LiveComparison } from "../../core/runs/liveComparison";
import type { Comparison } from "../../core/runs/comparison";
import { writePointer } from "../../core/json/pointer";
import type { JsonPath } from "../../core/json/value";
import { liveWords, type LiveTone } from "../../core/report/liveWords";
import type { LiveGrade, LiveOutcome } from "../../core/result/liveOutcome";

/** What stands at the line of one grader or sub-grader. */
export interface LiveLine {
  /** The grader's path in its document. */
  readonly path: JsonPath;
  readonly text: string;
  /** `stale`: of an older state of the grader. */
  readonly tone: LiveTone | "stale";
}

interface Entry {
  readonly path: JsonPath;
  readonly outcome: LiveOutcome;
  readonly comparison?: Comparison;
  readonly fresh: boolean;
}

/** What is known of a document's graders, from one key to the next: what is not known anew stays, as stale. */
export class LiveLines {
  private entries = new Map<string, Entry>();

  get lines(): readonly LiveLine[] {
    return [...this.entries.values()].flatMap(({ path, outcome, comparison, fresh }) => {
      const words = liveWords(outcome, comparison);
      return words ? [{ path, text: words.text, tone: fresh ? words.tone : ("stale" as const) }] : [];
    });
  }

  /** What a grader came to as it stands now, in words. */
  outcomeWords(path: JsonPath): string | undefined {
    const entry = this.entries.get(writePointer(path));
    return entry?.fresh === true ? liveWords(entry.outcome)?.text : undefined;
  }

  /** The text has changed, and nothing is known of it yet or at all. */
  becomeStale(): void {
    for (const [pointer, entry] of this.entries) this.entries.set(pointer, { ...entry, fresh: false });
  }

  /**
   * Takes over what the graders came to. Of broken ones the last words stay, as stale; whatever else is not
   * among them is gone.
   */
  show(
    grades: readonly { readonly base: JsonPath; readonly grade: LiveGrade }[],
    broken: readonly JsonPath[],
  ): void {
    const found = grades.flatMap(({ base, grade }) => outcomesIn(base, grade));
    const kept = [...this.entries].filter(([, { path }]) => broken.some((base) => isWithin(path, base)));
    this.entries = new Map([
      ...kept.map(([pointer, entry]) => [pointer, { ...entry, fresh: false }] as const),
      ...found.flatMap(([path, outcome]) => this.next(path, outcome)),
    ]);
  }

  /** @param comparison absent: the grader is as it was saved */
  compare(base: JsonPath, comparison: LiveComparison | undefined): void {
    const hasWhole = this.entries.has(writePointer(base));
    for (const [pointer, { path, outcome, fresh }] of this.entries) {
      if (!isWithin(path, base)) continue;
      const isWhole = path.length === base.length;
      const found = isWhole ? comparison?.whole : comparison?.parts[String(path.at(-1))];
      // Beside the grader's own reward; beside its parts' where it has none.
      const own = isWhole || !hasWhole ? found : undefined;
      this.entries.set(pointer, { path, outcome, fresh, ...(own && { comparison: own }) });
    }
  }

  private next(path: JsonPath, outcome: LiveOutcome): readonly [string, Entry][] {
    const pointer = writePointer(path);
    const before = this.entries.get(pointer);
    if (outcome.kind === "waiting" && !outcome.slow) {
      return before ? [[pointer, { ...before, fresh: false }]] : [];
    }
    // The comparison stays until the next is there, so that nothing flickers.
    const kept = before?.comparison && { comparison: before.comparison };
    return [[pointer, { path, outcome, fresh: true, ...kept }]];
  }
}

function isWithin(path: JsonPath, base: JsonPath): boolean {
  return base.every((step, index) => step === path[index]);
}

function outcomesIn(base: JsonPath, { whole, parts }: LiveGrade): readonly [JsonPath, LiveOutcome][] {
  const subs = Object.entries(parts).map(([key, outcome]): [JsonPath, LiveOutcome] => [
    [...base, "graders", key],
    outcome,
  ]);
  return whole ? [[base, whole], ...subs] : subs;
}
