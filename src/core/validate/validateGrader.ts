import type { GraderDocument } from "../grader/document";
import type { JsonFault } from "../json/document";
import type { PythonRunner } from "../ports";
import { pythonProblems } from "./pythonProblems";
import type { Problem } from "./problem";
import type { Rule, RuleContext } from "./rule";
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
  judgeShutdowns(() => new Date()),
];

export interface ValidateOptions {
  readonly target?: Target;
  /** Parses Python sources; without it they are not looked into. */
  readonly python?: PythonRunner;
}

/**
 * Everything that our side knows to be wrong with a grader: JSON, schema, meaning, Python; sorted by place.
 * The provider's own validate comes after.
 */
export async function validateGrader(
  document: GraderDocument,
  { target = "run", python }: ValidateOptions,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const context = { document, target };
  const problems = [
    ...staticProblems(context),
    ...(python ? await pythonProblems(context, python, signal) : []),
  ];
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
  return sortProblems([...faults, ...RULES.flatMap((rule) => rule(context))]);
}

const SHOWN_BY_JSON_SERVICE: ReadonlySet<JsonFault["code"]> = new Set(["json-syntax", "json-duplicate-key"]);

function staticProblems(context: RuleContext): readonly Problem[] {
  const { document } = context;
  const faults = document.json.faults.map(faultProblem);
  // Of broken JSON the first fault counts: the others follow from it.
  const broken = faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (broken) return [broken];
  const root = checkRoot(context);
  if (root.length > 0) return [...faults, ...root];
  return [...faults, ...graderSchemaProblems(document.json), ...RULES.flatMap((rule) => rule(context))];
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
