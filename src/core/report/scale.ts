import { FormulaError } from "../formula/ast";
import { formulaInterval } from "../formula/bounds";
import type { Interval } from "../formula/interval";
import { parseFormula } from "../formula/parse";
import type { GraderDocument } from "../grader/document";
import { textAt } from "../json/value";
import { gradersIn, type FoundGrader } from "../validate/graders";
import { graderInterval } from "../validate/rewardInterval";
import { formatBound } from "./numbers";
import type { ScaleView } from "./panel/panelView";

export { graderInterval };

/**
 * Where a grader's reward can lie: 0 to 1, a score_model's range, the formula's interval. Undefined where
 * nothing bounds it (python, endpoint, an open formula): no scale is invented.
 */
export function rewardInterval(document: GraderDocument): Interval | undefined {
  const [root, ...subGraders] = gradersIn(document);
  if (!root) return undefined;
  return root.type === "multi" ? multiInterval(root, subGraders) : graderInterval(root);
}

function multiInterval({ value }: FoundGrader, subGraders: readonly FoundGrader[]): Interval | undefined {
  const formula = textAt(value, ["calculate_output"]);
  if (formula === undefined) return undefined;
  const known = subGraders.flatMap((sub): [string, Interval][] => {
    const interval = graderInterval(sub);
    return interval && sub.key !== undefined ? [[sub.key, interval]] : [];
  });
  try {
    const interval = formulaInterval(parseFormula(formula), new Map(known));
    return interval.every(Number.isFinite) ? interval : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** A reward's place on its interval, 0 to 1; undefined where there is no scale. */
export function placeOnScale(reward: number, interval: Interval | undefined): number | undefined {
  if (!interval || !Number.isFinite(reward)) return undefined;
  const [low, high] = interval;
  if (high <= low) return undefined;
  return Math.min(Math.max((reward - low) / (high - low), 0), 1);
}

/** The scale as it is drawn; undefined where there is none. */
export function scaleView(
  reward: number,
  interval: Interval | undefined,
  threshold: number | undefined,
): ScaleView | undefined {
  const at = placeOnScale(reward, interval);
  if (!interval || at === undefined) return undefined;
  const mark = threshold === undefined ? undefined : placeOnScale(threshold, interval);
  const [low, high] = interval.map(formatBound);
  return { low: low ?? "", high: high ?? "", at, ...(mark !== undefined && { threshold: mark }) };
}
