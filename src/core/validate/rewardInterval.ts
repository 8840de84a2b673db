import type { Interval } from "../formula/interval";
import type { GraderDocument } from "../grader/document";
import { isArray, JsonNumber } from "../json/value";
import { gradersIn, type FoundGrader } from "./graders";

const UNIT: Interval = [0, 1];

/**
 * Where the reward of a grader that is no multi can lie; undefined where nothing bounds it (python, endpoint).
 */
export function graderInterval({ type, value }: FoundGrader): Interval | undefined {
  switch (type) {
    case "string_check":
    case "text_similarity":
    case "label_model":
      return UNIT;
    case "score_model": {
      const range = value.get("range");
      const [low, high] = isArray(range) ? range : [];
      return low instanceof JsonNumber && high instanceof JsonNumber ? [low.value, high.value] : UNIT;
    }
    case "python":
    case "endpoint":
    case "multi":
    case undefined:
      return undefined;
  }
}

/** The same of each sub-grader by its key; what bounds no reward of its own is taken to keep to the usual 0 to 1. */
export function subRewardIntervals(document: GraderDocument): ReadonlyMap<string, Interval> {
  return new Map(
    gradersIn(document).flatMap((grader): [string, Interval][] =>
      grader.key === undefined ? [] : [[grader.key, graderInterval(grader) ?? UNIT]],
    ),
  );
}

/** What an errored sub-grader counts as in the formula (facts.md "Multi"). */
export function countedAsError({ root }: GraderDocument): number {
  const given = root?.get("invalid_grade");
  return given instanceof JsonNumber ? given.value : 0;
}
