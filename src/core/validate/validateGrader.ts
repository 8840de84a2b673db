import { askedCriteria, isEval } from "../grader/criteria";
import { partOf, type GraderDocument } from "../grader/document";
import type { JsonFault } from "../json/document";
import { isPlaceholder } from "../grader/placeholders";
import { valueAt, type JsonPath } from "../json/value";
import type { PythonRunner } from "../ports";
import { evalProblems } from "./evals";
import { faultProblem } from "./jsonProblems";
import { pythonProblems } from "./pythonProblems";
import type { Problem } from "./problem";
import type { Rule, RuleContext } from "./rule";
import { checkCriterionThreshold, checkMultiInEvals } from "./rules/criteria";
import { checkEndpoints } from "./rules/endpoint";
import { checkErrorRaisesReward } from "./rules/errorRaises";
import { checkImageTag, checkLabels, checkRange, checkSourceSize } from "./rules/fields";
import { checkFormula } from "./rules/formula";
import { checkLimits } from "./rules/limits";
import { checkItemSchema } from "./rules/itemSchema";
import { judgeShutdowns } from "./rules/models";
import { checkNotExpanded } from "./rules/notExpanded";
import { checkPlaceholders } from "./rules/placeholders";
import { checkPowers } from "./rules/powers";
import { checkRewardRange, checkThresholdReach } from "./rules/rewardRange";
import { checkRoot } from "./rules/root";
import { checkSampling } from "./rules/sampling";
import { checkReadsSample, checkSidesDiffer, checkSwappedSides } from "./rules/sides";
import { checkSubGraderKeys, checkUnusedSubGraders } from "./rules/subGraders";
import { checkCosine, checkSubGraderThreshold, checkTopLevelLabelModel } from "./rules/targets";
import { checkTemplatePaths } from "./rules/templatePaths";
import { checkTextPaths } from "./rules/textPaths";
import { checkTemplates } from "./rules/templates";
import { checkUndefinedValues } from "./rules/undefinedValues";
import { checkWeights } from "./rules/weights";
import type { RowValues } from "./rowValues";
import { graderSchemaProblems } from "./schema";
import { withChoices, type SeverityChoices } from "./severities";
import type { Target } from "./target";

/** What a schema can't say, in the order in which findings are shown. */
const RULES: readonly Rule[] = [
  checkPlaceholders,
  checkTemplates,
  checkTemplatePaths,
  checkItemSchema,
  checkTextPaths,
  checkNotExpanded,
  checkReadsSample,
  checkSidesDiffer,
  checkSwappedSides,
  checkFormula,
  checkUnusedSubGraders,
  checkSubGraderKeys,
  checkPowers,
  checkUndefinedValues,
  checkErrorRaisesReward,
  checkWeights,
  checkRewardRange,
  checkThresholdReach,
  checkLimits,
  checkLabels,
  checkRange,
  checkSourceSize,
  checkImageTag,
  checkEndpoints,
  checkTopLevelLabelModel,
  checkCosine,
  checkSubGraderThreshold,
  checkMultiInEvals,
  checkCriterionThreshold,
  judgeShutdowns(() => new Date()),
  checkSampling,
];

/** What findings depend on besides the grader. */
export interface LintOptions {
  readonly target?: Target;
  /** The paired samples: variables must have values in them. Make them once for each text of the file. */
  readonly rows?: RowValues | undefined;
  /** Severities of the user's choice, of `graders.lint.rules` or `--rule`. */
  readonly severities?: SeverityChoices;
}

export interface ValidateOptions extends LintOptions {
  /** Parses Python sources; without it they are not looked into. */
  readonly python?: PythonRunner;
  /** Whether a hosted service will run it: then what only the sandbox here lacks is no matter. */
  readonly hosted?: boolean;
}

/**
 * Everything that our side knows to be wrong with a grader, or with an eval and each of its criteria: JSON,
 * schema, meaning, Python; sorted by place. The provider's own validate comes after.
 */
export async function validateGrader(
  document: GraderDocument,
  { python, hosted = false, ...options }: ValidateOptions,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const context = contextOf(document, options);
  const findings = [...staticFindings(context)];
  for (const grader of gradersOf(context)) {
    if (python) findings.push(under(grader, await pythonProblems(grader.context, python, signal)));
  }
  const apply = (problem: Problem) => !hosted || problem.code !== "python-import-missing";
  return arranged(findings, options).filter(apply);
}

/** JSON, schema and rules without Python: with no options, what decides whether a grader can be run at all. */
export function checkGrader(document: GraderDocument, options: LintOptions = {}): readonly Problem[] {
  return arranged([...checks(document, options)], options);
}

/** The same in pieces, for who must not be held up by a long grader; {@link arranged} brings them together. */
export function checks(document: GraderDocument, options: LintOptions): Findings {
  return staticFindings(contextOf(document, options));
}

/** What VS Code's JSON service does not show by itself, fast enough for every keystroke. */
export function liveProblems(document: GraderDocument, options: LintOptions = {}): readonly Problem[] {
  return arranged([...liveChecks(document, options)], options);
}

/** The same in pieces. */
export function* liveChecks(document: GraderDocument, options: LintOptions): Findings {
  yield document.json.faults
    .filter(({ code }) => !SHOWN_BY_JSON_SERVICE.has(code))
    .map((fault) => faultProblem(fault, document.json));
  yield* findingsOfEach(contextOf(document, options), ruleFindings);
}

/** Findings as they are worked out, a rule at a time. */
export type Findings = Iterable<readonly Problem[]>;

/** All findings together, with the severities of the user's choice, sorted by place. */
export function arranged(
  findings: readonly (readonly Problem[])[],
  { severities }: LintOptions,
): readonly Problem[] {
  return withChoices(findings.flat(), severities).toSorted(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}

function contextOf(document: GraderDocument, { target = "run", rows }: LintOptions): RuleContext {
  return { document, target, ...(rows && { rows }) };
}

const SHOWN_BY_JSON_SERVICE: ReadonlySet<JsonFault["code"]> = new Set(["json-syntax", "json-duplicate-key"]);

function* staticFindings(context: RuleContext): Findings {
  const { document } = context;
  const faults = document.json.faults.map((fault) => faultProblem(fault, document.json));
  // Of broken JSON the first fault counts: the others follow from it.
  const broken = faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  yield broken ? [broken] : faults;
  if (!broken) yield* findingsOfEach(context, graderFindings);
}

/** An eval's own findings, and each grader's. */
function* findingsOfEach(context: RuleContext, find: (context: RuleContext) => Findings): Findings {
  if (isEval(context.document.root)) yield evalProblems(context);
  for (const grader of gradersOf(context))
    for (const problems of find(grader.context)) yield under(grader, problems);
}

function* graderFindings(context: RuleContext): Findings {
  const root = checkRoot(context);
  yield root;
  if (root.length > 0) return;
  yield graderSchemaProblems(context.document.json).filter(({ path }) => !isGap(context, path));
  yield* ruleFindings(context);
}

/** A placeholder is no number or object, but its own finding says more. */
function isGap({ document }: RuleContext, path: JsonPath): boolean {
  return isPlaceholder(valueAt(document.root, path));
}

function* ruleFindings(context: RuleContext): Findings {
  for (const rule of RULES) yield rule(context);
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
  return askedCriteria(document.root).map(({ path }) => ({
    context: { ...context, document: partOf(document, path), within: document },
    at: path,
  }));
}

/** A grader's findings with paths counted from what is validated; a part's ranges are of the whole text already. */
function under({ at }: OneGrader, problems: readonly Problem[]): readonly Problem[] {
  return at.length === 0
    ? problems
    : problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

/** Whether nothing stands in the way of a run. */
export function isRunnable(problems: readonly Problem[]): boolean {
  return !problems.some(({ severity }) => severity === "error");
}
