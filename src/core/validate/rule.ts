import type { GraderDocument } from "../grader/document";
import type { JsonPath } from "../json/value";
import { usualSeverity } from "./codes";
import type { Problem } from "./problem";
import type { RowValues } from "./rowValues";
import type { Target } from "./target";

/** What a rule may look at. */
export interface RuleContext {
  readonly document: GraderDocument;
  readonly target: Target;
  /** The eval whose criterion the grader is. */
  readonly within?: GraderDocument;
  /** The paired samples, where there are some. */
  readonly rows?: RowValues;
}

/** One thing that a schema can't say. Rules are pure and fast: they run while the user types. */
export type Rule = (context: RuleContext) => readonly Problem[];

/** A finding at the value at `path`, of its code's usual severity unless told. */
export function problemAt(
  { document }: RuleContext,
  path: JsonPath,
  { fixes = [], ...problem }: Pick<Problem, "code" | "message"> & Partial<Problem>,
): Problem {
  const severity = usualSeverity(problem.code);
  const range = problem.range ?? document.json.rangeOf(path);
  return { path, source: "rule", severity, ...problem, range, ...(fixes.length > 0 && { fixes }) };
}
