import { t } from "@vscode/l10n";
import type { MultiGrader } from "../grader/types";
import { FormulaError, walk, type Expression, type Span } from "../formula/ast";
import { evaluateFormula } from "../formula/evaluate";
import { parseFormula, type PowerReading } from "../formula/parse";
import type { JsonPath } from "../json/value";
import { oncePerText } from "../remember";
import { weakestBasis } from "../result/basis";
import type { Failure, SubGraderDiagnostics, TokenUsage } from "../result/runResult";
import { said, saidBy, type Said } from "../said";
import { errorsOf } from "./errors";
import {
  diagnosticsOf,
  type EngineOptions,
  type GradeAny,
  type GradeContext,
  type Graded,
  type Handler,
} from "./graded";

/**
 * Runs the sub-graders side by side and puts their rewards into the formula. An errored one counts as 0, or as
 * `invalid_grade`; the whole is errored when the formula uses it, for then the value is no score
 * (facts.md "Multi").
 */
export function multiHandler(grade: GradeAny): Handler<"multi"> {
  return async (grader, context, path) => {
    const subGraders = await gradeSubGraders(grader, context, path, grade);
    const values = new Map([...subGraders].map(([key, { graded }]) => [key, subReward(graded, grader)]));
    const formula = readFormula(grader.calculate_output, context.options.powers);
    const outcome = evaluate(formula, values, [...path, "calculate_output"]);
    const counts = countingErrors(formula, context.options);
    const entries = [...subGraders];
    const graded = entries.map(([, sub]) => sub.graded);
    return {
      reward: outcome.reward,
      basis: weakestBasis(graded.map(({ basis }) => basis)),
      rendered: [],
      failures: [
        ...outcome.failures,
        ...entries.flatMap(([key, sub]) => (counts(key) ? sub.graded.failures : [])),
      ],
      notes: entries.flatMap(([key, sub]) =>
        sub.graded.failures.length > 0 && !counts(key) ? [unusedErrored(key)] : [],
      ),
      formula: { expression: grader.calculate_output, values: Object.fromEntries(values) },
      subGraders: new Map(entries.map(([key, sub]) => [key, subDiagnostics(grader, key, sub, values)])),
      usagePerModel: addUsage(graded),
    };
  };
}

function readFormula(text: string, powers: PowerReading): Expression | FormulaError {
  return READ[powers](text);
}

const READ: Readonly<Record<PowerReading, (text: string) => Expression | FormulaError>> = {
  mathematical: oncePerText((text) => tryParse(text, "mathematical")),
  python: oncePerText((text) => tryParse(text, "python")),
};

function tryParse(text: string, powers: PowerReading): Expression | FormulaError {
  try {
    return parseFormula(text, powers);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/** Whether a sub-grader's error makes the multi errored. A formula that can't be read may use any of them. */
function countingErrors(
  formula: Expression | FormulaError,
  { subGraderErrors }: EngineOptions,
): (key: string) => boolean {
  if (subGraderErrors === "all" || formula instanceof FormulaError) return () => true;
  const used = keysIn(formula);
  return (key) => used.has(key);
}

/** The sub-graders that a formula uses; undefined where it can't be read. */
export function usedKeys(formula: string, powers: PowerReading): ReadonlySet<string> | undefined {
  const read = readFormula(formula, powers);
  return read instanceof FormulaError ? undefined : keysIn(read);
}

function keysIn(formula: Expression): ReadonlySet<string> {
  return new Set([...walk(formula)].flatMap((part) => (part.kind === "variable" ? [part.name] : [])));
}

function unusedErrored(key: string): string {
  return t('The sub-grader "{0}" errored; the formula does not use it, so the reward stands.', key);
}

interface SubGraded {
  readonly graded: Graded;
  readonly seconds: number;
}

async function gradeSubGraders(
  grader: MultiGrader,
  context: GradeContext,
  path: JsonPath,
  grade: GradeAny,
): Promise<ReadonlyMap<string, SubGraded>> {
  const { clock } = context.ports;
  const entries = Object.entries(grader.graders).map(async ([key, sub]): Promise<[string, SubGraded]> => {
    const start = clock.now();
    const graded = await grade(sub, context, [...path, "graders", key]);
    return [key, { graded, seconds: (clock.now() - start) / 1000 }];
  });
  return new Map(await Promise.all(entries));
}

function subReward({ failures, reward }: Graded, { invalid_grade = 0 }: MultiGrader): number {
  return failures.length > 0 ? invalid_grade : reward;
}

function subDiagnostics(
  grader: MultiGrader,
  key: string,
  { graded, seconds }: SubGraded,
  values: ReadonlyMap<string, number>,
): SubGraderDiagnostics {
  return {
    type: grader.graders[key]?.type ?? "string_check",
    reward: values.get(key) ?? 0,
    errors: errorsOf(graded.failures),
    execution_time: seconds,
    ...diagnosticsOf(graded),
  };
}

function evaluate(
  formula: Expression | FormulaError,
  values: ReadonlyMap<string, number>,
  path: JsonPath,
): { reward: number; failures: readonly Failure[] } {
  const fail = (flag: Failure["flag"], what: Said, mend: string, { start, end }: Span) => ({
    reward: 0,
    failures: [{ flag, ...what, mend, path, span: { start, end } }],
  });
  if (formula instanceof FormulaError)
    return fail("formula_parse_error", saidBy(formula), t("Correct calculate_output."), formula.span);
  const outcome = evaluateFormula(formula, values);
  switch (outcome.kind) {
    case "value":
      return { reward: outcome.value, failures: [] };
    case "unknown-variable": {
      const what = said('The formula reads "{0}", and no sub-grader has this key.', outcome.name);
      const keys = t("Sub-graders: {0}.", [...values.keys()].join(", "));
      return fail("invalid_variable_error", what, keys, outcome.span);
    }
    case "not-finite":
      return fail(
        "other_error",
        said("The formula has no value here: {0}", outcome.message),
        t("Guard it, for example with max(x, 0.001)."),
        outcome.span,
      );
  }
}

function addUsage(graded: readonly Graded[]): ReadonlyMap<string, TokenUsage> {
  const total = new Map<string, TokenUsage>();
  for (const { sampledModel, usage } of graded) {
    if (sampledModel === undefined || !usage) continue;
    const sum = total.get(sampledModel);
    total.set(sampledModel, sum ? addTokens(sum, usage) : usage);
  }
  return total;
}

function addTokens(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
    cached_tokens: a.cached_tokens + b.cached_tokens,
  };
}
