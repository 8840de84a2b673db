import type { Grader } from "../../grader/types";
import { computes } from "../computes";

/**
 * What of a grader can be graded at every key: what computes on this machine, always to the same result, and
 * asks nobody. Undefined: nothing of it.
 *
 * @param python whether Python counts
 */
export function livePart(grader: Grader, python: boolean): Grader | undefined {
  if (grader.type !== "multi") return isLive(grader, python) ? grader : undefined;
  const live = Object.entries(grader.graders).filter(([, sub]) => isLive(sub, python));
  return live.length > 0 ? { ...grader, graders: Object.fromEntries(live) } : undefined;
}

function isLive(grader: Grader, python: boolean): boolean {
  return grader.type === "python" ? python : grader.type !== "multi" && computes(grader);
}
