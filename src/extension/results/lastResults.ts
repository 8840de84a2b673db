import type * as vscode from "vscode";
import { resultWords, subResultWords } from "../../core/report/resultWords";
import type { ChosenSample } from "../commands/sampleChoice";
import { graderBase, graderUri } from "../platform/graderUri";
import type { GraderSessions } from "./graderSession";
import type { ResultStore } from "./resultStore";
import type { RunRecord } from "./runRecord";
import { isStale } from "./staleness";

export interface LastResult {
  readonly record: RunRecord;
  /** "0.57 not passed", "errored: Python failed". */
  readonly words: string;
  /** Whether the grader has changed since. */
  readonly stale: boolean;
}

/** What graders came to last, each on the sample that Run would take now. */
export class LastResults {
  constructor(
    private readonly store: Pick<ResultStore, "latest">,
    private readonly sessions: GraderSessions,
  ) {}

  /** A sub-grader's is its own, or its part of the multi's, whichever is newer. */
  of(grader: vscode.Uri, sample: ChosenSample): LastResult | undefined {
    const own = this.record(grader, sample);
    const multi = multiOf(grader);
    const whole = multi && this.record(multi.uri, sample);
    const part = whole && subResultWords(whole.result, multi.key);
    if (whole && part !== undefined && whole.time >= (own?.time ?? 0))
      return { record: whole, words: part, stale: isStale(whole, grader) };
    return own && { record: own, words: resultWords(own.result), stale: isStale(own) };
  }

  private record(grader: vscode.Uri, { key, index }: ChosenSample): RunRecord | undefined {
    const run = this.store.latest(grader.toString(), key);
    const row = index === undefined ? undefined : this.sessions.for(grader).rowResults.get(index);
    return row && row.time >= (run?.time ?? 0) ? row : run;
  }
}

/** The multi whose sub-grader this is. */
function multiOf(grader: vscode.Uri): { readonly uri: vscode.Uri; readonly key: string } | undefined {
  const base = graderBase(grader);
  if (base.at(-2) !== "graders") return undefined;
  return { uri: graderUri(grader, base.slice(0, -2)), key: String(base.at(-1)) };
}
