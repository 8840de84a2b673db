import { t } from "@vscode/l10n";
import type { Comparison } from "../runs/comparison";
import { flagWords } from "../result/flags";
import type { LiveOutcome } from "../result/liveOutcome";
import { comparisonWords } from "./comparisonWords";
import { scoredWords } from "./resultWords";

/** How live words are drawn; an errored grader is never drawn as a score. */
export type LiveTone = "scored" | "errored" | "paused";

export interface LiveWords {
  readonly text: string;
  readonly tone: LiveTone;
}

/**
 * What stands at the end of a grader's line while it is edited: "0.71 not passed · 3 of 40 rows changed,
 * mean 0.62 → 0.71". Undefined for what is only waiting.
 *
 * @param comparison with the grader as it was saved
 */
export function liveWords(outcome: LiveOutcome, comparison?: Comparison): LiveWords | undefined {
  const changes = comparison && comparisonWords(comparison);
  const withChanges = (text: string) => (changes === undefined ? text : `${text} · ${changes}`);
  switch (outcome.kind) {
    case "scored":
      return { text: withChanges(scoredWords(outcome.reward, outcome.passed)), tone: "scored" };
    case "errored":
      return { text: withChanges(t("errored: {0}", flagWords(outcome.flag).title)), tone: "errored" };
    case "waiting":
      return outcome.slow ? { text: t("paused: slow"), tone: "paused" } : undefined;
  }
}
