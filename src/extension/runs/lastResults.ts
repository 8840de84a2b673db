import * as vscode from "vscode";
import { criteriaOf, TESTING_CRITERIA } from "../../core/grader/criteria";
import { readGraderDocument } from "../../core/grader/document";
import { oncePer } from "../../core/remember";
import { resultWords, subResultWords } from "../../core/report/resultWords";
import type { ChosenSample } from "../samples/sampleChoice";
import { graderBase, graderUri } from "../platform/graderUri";
import type { GraderResults } from "./graderResults";
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
  constructor(private readonly results: Pick<GraderResults, "latest">) {}

  /** A sub-grader's or criterion's is its own, or its part of the whole's, whichever is newer. */
  of(grader: vscode.Uri, { id, sample }: ChosenSample): LastResult | undefined {
    const own = this.results.latest(grader, id);
    const outer = wholeOf(grader);
    const whole = outer && this.results.latest(outer, id);
    const part = whole && partWords(whole, grader);
    if (whole && part !== undefined && whole.time >= (own?.time ?? 0))
      return { record: whole, words: part, stale: isStale(whole, grader) };
    return own && { record: own, words: resultWords(own.result, sample.expect), stale: isStale(own) };
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
