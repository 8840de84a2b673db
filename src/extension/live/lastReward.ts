import * as vscode from "vscode";
import { currentSample, type SampleChoices } from "../samples/sampleChoice";
import { graderBase, openDocumentOf } from "../platform/graderUri";
import type { LastResults } from "../runs/lastResults";
import type { LiveRewards } from "./liveRewards";

export interface RewardSources {
  readonly live: Pick<LiveRewards, "outcomeWords">;
  readonly results: LastResults;
  readonly choices: SampleChoices;
}

/** What a grader came to last on the sample that Run would take: while it was edited, else when it was run. */
export async function lastReward(
  grader: vscode.Uri,
  { live, results, choices }: RewardSources,
): Promise<string | undefined> {
  const sample = await currentSample(choices, grader);
  const document = openDocumentOf(grader);
  if (!sample || !document) return undefined;
  const now = live.outcomeWords(document, graderBase(grader));
  if (now !== undefined) return vscode.l10n.t("In {0}: {1}.", sample.label, now);
  const last = results.of(grader, sample);
  if (!last) return undefined;
  return last.stale
    ? vscode.l10n.t("In {0}, before the change: {1}.", sample.label, last.words)
    : vscode.l10n.t("In {0}: {1}.", sample.label, last.words);
}
