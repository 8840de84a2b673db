import { isEvalResult } from "../result/evalResult";
import type { RunResult } from "../result/runResult";
import type { Hosted, HostedResult, Sample } from "../sample/sample";

/** What somebody else's grader said of a row, where ours says something else. */
export interface OtherScore {
  /** Whose: what a hosted service said, or a trainer recorded. */
  readonly by: "hosted" | "recorded";
  /** Of which part, where it is not the whole. */
  readonly part?: string;
  readonly score: number;
}

/** Scores are doubles that went through somebody's text. */
const TOLERANCE = 1e-6;

/** The scores that came along with a row and differ from ours. */
export function otherScores(
  { hosted, recorded }: Pick<Sample, "hosted" | "recorded">,
  result: RunResult,
): readonly OtherScore[] {
  const others: OtherScore[] = [];
  const add = (other: OtherScore, ours: number) => {
    if (!(Math.abs(other.score - ours) <= TOLERANCE)) others.push(other);
  };
  if (hosted) {
    for (const [part, ours] of ownScores(result)) {
      const score = scoreOf(resultOf(hosted, part));
      if (score !== undefined) add({ by: "hosted", ...(isEvalResult(result) && { part }), score }, ours);
    }
  }
  if (recorded?.reward !== undefined) add({ by: "recorded", score: recorded.reward }, result.reward);
  for (const [part, score] of Object.entries(recorded?.parts ?? {})) {
    const ours = result.sub_rewards[part];
    if (ours !== undefined) add({ by: "recorded", part, score }, ours);
  }
  return others;
}

function ownScores(result: RunResult): readonly (readonly [string, number])[] {
  if (isEvalResult(result)) return Object.entries(result.sub_rewards);
  return [[result.metadata.name, result.reward]];
}

/** The service puts a hyphen and an identifier behind a grader's name (facts.md "Evals"). */
function resultOf({ results }: Hosted, name: string): HostedResult | undefined {
  return results.find((result) => result.name === name || result.name.startsWith(`${name}-`));
}

function scoreOf(result: HostedResult | undefined): number | undefined {
  return result?.score ?? (result?.passed === undefined ? undefined : Number(result.passed));
}
