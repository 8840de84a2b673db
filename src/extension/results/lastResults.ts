import * as vscode from "vscode";
import { criteriaOf, TESTING_CRITERIA } from "../../core/grader/criteria";
import { readGraderDocument } from "../../core/grader/document";
import { oncePer } from "../../core/remember";
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

  /** A sub-grader's or criterion's is its own, or its part of the whole's, whichever is newer. */
  of(grader: vscode.Uri, sample: ChosenSample): LastResult | undefined {
    const own = this.record(grader, sample);
    const outer = wholeOf(grader);
    const whole = outer && this.record(outer, sample);
    const part = whole && partWords(whole, grader);
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

/** The multi whose sub-grader, or the eval whose criterion this is. */
function wholeOf(grader: vscode.Uri): vscode.Uri | undefined {
  const base = graderBase(grader);
  const isPart = base.at(-2) === "graders" || base.at(-2) === TESTING_CRITERIA;
  return isPart ? graderUri(grader, base.slice(0, -2)) : undefined;
}

function partWords(whole: RunRecord, grader: vscode.Uri): string | undefined {
  const key = partKey(whole, grader);
  return key === undefined ? undefined : subResultWords(whole.result, key);
}

/** What a part goes by in the whole's result: a sub-grader's key, a criterion's unique name. */
function partKey(whole: RunRecord, grader: vscode.Uri): string | undefined {
  const [parent, step] = graderBase(grader).slice(-2);
  return parent === TESTING_CRITERIA ? criteriaKeys(whole)[Number(step)] : String(step);
}

/** Asked about after each key. */
const criteriaKeys = oncePer(({ graderText, comments, grader }: RunRecord): readonly string[] => {
  const { root } = readGraderDocument("", graderText, {
    comments,
    base: graderBase(vscode.Uri.parse(grader)),
  });
  return criteriaOf(root).map(({ key }) => key);
});
