import { criteriaOf, isEval } from "../grader/criteria";
import { partOf, type GraderDocument } from "../grader/document";
import type { JsonFault } from "../json/document";
import type { JsonPath } from "../json/value";
import type { PythonRunner } from "../ports";
import { evalProblems } from "./evals";
import { pythonProblems } from "./pythonProblems";
import type { Problem } from "./problem";
import type { Rule, RuleContext } from "./rule";
import { checkCriterionThreshold, checkMultiInEvals } from "./rules/criteria";
import { checkErrorRaisesReward } from "./rules/errorRaises";
import { checkImageTag, checkLabels, checkRange, checkSourceSize } from "./rules/fields";
import { checkFormula, checkSubGraderKeys } from "./rules/formula";
import { checkLimits } from "./rules/limits";
import { judgeShutdowns } from "./rules/models";
import { checkRoot } from "./rules/root";
import { checkSwappedSides } from "./rules/swappedSides";
import { checkCosine, checkSubGraderThreshold, checkTopLevelLabelModel } from "./rules/targets";
import { checkReadsSample, checkSidesDiffer, checkTemplates } from "./rules/templates";
import { checkWeights } from "./rules/weights";
import { graderSchemaProblems } from "./schema";
import type { Target } from "./target";

/** What a schema can't say, in the order in which findings are shown. */
const RULES: readonly Rule[] = [
  checkTemplates,
  checkReadsSample,
  checkSidesDiffer,
  checkSwappedSides,
  checkFormula,
  checkSubGraderKeys,
  checkErrorRaisesReward,
  checkWeights,
  checkLimits,
  checkLabels,
  checkRange,
  checkSourceSize,
  checkImageTag,
  checkTopLevelLabelModel,
  checkCosine,
  checkSubGraderThreshold,
  checkMultiInEvals,
  checkCriterionThreshold,
  judgeShutdowns(() => new Date()),
];

export interface ValidateOptions {
  readonly target?: Target;
  /** Parses Python sources; without it they are not looked into. */
  readonly python?: PythonRunner;
}

/**
 * Everything that our side knows to be wrong with a grader, or with an eval and each of its criteria: JSON,
 * schema, meaning, Python; sorted by place. The provider's own validate comes after.
 */
export async function validateGrader(
  document: GraderDocument,
  { target = "run", python }: ValidateOptions,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const context = { document, target };
  const problems = [...staticProblems(context)];
  for (const grader of gradersOf(context)) {
    if (python) problems.push(...under(grader, await pythonProblems(grader.context, python, signal)));
  }
  return sortProblems(problems);
}

/** JSON, schema and rules without Python: what decides whether a grader can be run at all. */
export function checkGrader(document: GraderDocument, target: Target = "run"): readonly Problem[] {
  return sortProblems(staticProblems({ document, target }));
}

/** What VS Code's JSON service does not show by itself, fast enough for every keystroke. */
export function liveProblems(document: GraderDocument, target: Target = "run"): readonly Problem[] {
  const context = { document, target };
  const faults = document.json.faults
    .filter(({ code }) => !SHOWN_BY_JSON_SERVICE.has(code))
    .map(faultProblem);
  return sortProblems([...faults, ...problemsOfEach(context, ruleProblems)]);
}

const SHOWN_BY_JSON_SERVICE: ReadonlySet<JsonFault["code"]> = new Set(["json-syntax", "json-duplicate-key"]);

function staticProblems(context: RuleContext): readonly Problem[] {
  const { document } = context;
  const faults = document.json.faults.map(faultProblem);
  // Of broken JSON the first fault counts: the others follow from it.
  const broken = faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (broken) return [broken];
  return [...faults, ...problemsOfEach(context, graderProblems)];
}

/** An eval's own findings, and each grader's. */
function problemsOfEach(context: RuleContext, find: Rule): readonly Problem[] {
  const evals = isEval(context.document.root) ? evalProblems(context) : [];
  return [...evals, ...gradersOf(context).flatMap((grader) => under(grader, find(grader.context)))];
}

function graderProblems(context: RuleContext): readonly Problem[] {
  const root = checkRoot(context);
  return root.length > 0 ? root : [...graderSchemaProblems(context.document.json), ...ruleProblems(context)];
}

function ruleProblems(context: RuleContext): readonly Problem[] {
  return RULES.flatMap((rule) => rule(context));
}

/** A grader to be looked at, and where it stands in what is validated. */
interface OneGrader {
  readonly context: RuleContext;
  readonly at: JsonPath;
}

/** The grader itself, or each criterion of an eval. */
function gradersOf(context: RuleContext): readonly OneGrader[] {
  const { document } = context;
  if (!isEval(document.root)) return [{ context, at: [] }];
  return criteriaOf(document.root).map(({ path }) => ({
    context: { ...context, document: partOf(document, path) },
    at: path,
  }));
}

/** A grader's findings with paths counted from what is validated; a part's ranges are of the whole text already. */
function under({ at }: OneGrader, problems: readonly Problem[]): readonly Problem[] {
  return at.length === 0
    ? problems
    : problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

/** A fault of the JSON text as a finding. */
export function faultProblem({ code, message, start, end }: JsonFault): Problem {
  const severity = code === "json-duplicate-key" ? "warning" : "error";
  return { code, severity, message, range: { start, end }, path: [], source: "json" };
}

function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Whether nothing stands in the way of a run. */
export function isRunnable(problems: readonly Problem[]): boolean {
  return !problems.some(({ severity }) => severity === "error");
}
