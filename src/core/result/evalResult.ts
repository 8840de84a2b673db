import { t } from "@vscode/l10n";
import { TESTING_CRITERIA, type Criterion } from "../grader/criteria";
import { passingScore } from "../grader/passing";
import { nameOf } from "../grader/typeAndName";
import { isGraderType } from "../grader/types";
import { isObject, type JsonObject, type JsonPath, type PlainJson } from "../json/value";
import { omit } from "../omit";
import { weakestBasis } from "./basis";
import { noErrors } from "./errorFlags";
import { isErrored } from "./flags";
import type {
  GraderDiagnostics,
  RunDiagnostics,
  RunMetadata,
  RunResult,
  SubGraderDiagnostics,
} from "./runResult";

/** What one criterion of an eval gave for a row. */
export interface CriterionResult {
  readonly criterion: Criterion;
  /** Its own run, as if it stood alone. */
  readonly result: RunResult;
}

/** Whether a result is of an eval: its `metadata.type` is `testing_criteria`. */
export function isEvalResult({ metadata }: Pick<RunResult, "metadata">): boolean {
  return metadata.type === TESTING_CRITERIA;
}

/** The criteria of an eval's result by whether they passed; errored ones are in none of the lists. */
export interface CriteriaTally {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** Those that only a service can ask: the verdict rests on the others. */
  readonly notAsked: readonly string[];
  readonly total: number;
}

export function tallyCriteria({ diagnostics }: Pick<RunResult, "diagnostics">): CriteriaTally {
  const criteria = Object.entries(diagnostics.sub_graders);
  const keys = (wanted: boolean) =>
    criteria.filter(([, { passed }]) => passed === wanted).map(([key]) => key);
  const notAsked = Object.keys(diagnostics.not_asked ?? {});
  return { passed: keys(true), failed: keys(false), notAsked, total: criteria.length + notAsked.length };
}

/** Which criteria nobody asked, and who could. */
export function notAskedWords(criteria: readonly Pick<Criterion, "key" | "onlyAskedBy">[]): string {
  const services = [...new Set(criteria.flatMap(({ onlyAskedBy }) => onlyAskedBy ?? []))];
  const keys = criteria.map(({ key }) => key).join(", ");
  return t("{0} not asked: only {1} can ask that.", keys, services.join(", "));
}

/**
 * A row's result of a whole eval, in the shape of every other: `sub_rewards` are the criteria's scores by their
 * unique names, `diagnostics.sub_graders` tells which passed, and the row passes when all of them do. The reward
 * is 1 then, else 0, so that the mean of many rows is their pass rate; it rests on the weakest criterion's
 * basis. One errored criterion makes the row errored, which is neither passed nor failed. Criteria that only a
 * service can ask (`others`) neither pass nor fail: what the row comes to rests on those that were asked, and says so.
 */
export function evalResult(
  root: JsonObject,
  outcomes: readonly CriterionResult[],
  others: readonly Criterion[] = [],
): RunResult {
  const criteria = outcomes.map(({ criterion, result }) => ({
    key: criterion.key,
    result,
    own: criterionDiagnostics(criterion, result),
  }));
  const results = criteria.map(({ result }) => result);
  const errored = results.some(isErrored);
  const passed = criteria.every(({ own }) => own.passed === true);
  const [first] = results;
  const origin = first?.diagnostics.origin;
  return {
    reward: !errored && passed ? 1 : 0,
    metadata: {
      name: nameOf(root) ?? "eval",
      type: TESTING_CRITERIA,
      errors: mergeErrors(results.map(({ metadata }) => metadata.errors)),
      execution_time: results.reduce((sum, { metadata }) => sum + metadata.execution_time, 0),
      scores: {},
      token_usage: null,
      sampled_model_name: null,
    },
    sub_rewards: Object.fromEntries(criteria.map(({ key, result }) => [key, result.reward])),
    model_grader_token_usage_per_model: addUsage(results),
    diagnostics: {
      provider: first?.diagnostics.provider ?? "engine",
      ...(origin !== undefined && { origin }),
      basis: weakestBasis(criteria.map(({ own }) => own.basis)),
      rendered: [],
      failures: criteria.flatMap(({ own }) => own.failures),
      notes: others.length > 0 ? [notAskedWords(others)] : [],
      sub_graders: Object.fromEntries(criteria.map(({ key, own }) => [key, own])),
      ...(others.length > 0 && {
        not_asked: Object.fromEntries(others.map(({ key, onlyAskedBy = "" }) => [key, onlyAskedBy])),
      }),
      ...(!errored && { passed }),
    },
  };
}

/** What is known of a criterion's run, with places counted from the eval, and whether it passed. */
function criterionDiagnostics(
  { path, value }: Criterion,
  { reward, metadata, diagnostics }: RunResult,
): SubGraderDiagnostics {
  const grader: JsonObject = isObject(value) ? value : new Map();
  const type = isGraderType(metadata.type) ? metadata.type : "string_check";
  const { threshold, assumed } = passingScore(type, grader);
  return {
    ...withinEval(diagnostics, path),
    ...(assumed && {
      basis: weakestBasis([diagnostics.basis, "unpublished default"]),
      notes: [...diagnostics.notes, assumedNote(threshold)],
    }),
    type,
    reward,
    errors: { ...noErrors(), ...metadata.errors },
    execution_time: metadata.execution_time,
    pass_threshold: threshold,
    ...(!isErrored({ metadata }) && { passed: reward >= threshold }),
  };
}

function assumedNote(threshold: number): string {
  return t(
    "The criterion has no pass_threshold, and what Evals take then is not published: here it passes from {0} on.",
    threshold,
  );
}

/** What is known of a criterion's run as a grader, with places counted from the eval. */
function withinEval(diagnostics: RunDiagnostics, at: JsonPath): GraderDiagnostics {
  const own = omit(diagnostics, RUN_ONLY);
  return {
    ...own,
    rendered: own.rendered.map((input) => ({ ...input, path: [...at, ...input.path] })),
    failures: own.failures.map((failure) => ({ ...failure, path: [...at, ...(failure.path ?? [])] })),
  };
}

/** What a run has and a grader within it has not. */
const RUN_ONLY = [
  "provider",
  "origin",
  "request_id",
  "sub_graders",
  "not_asked",
  "pass_threshold",
  "passed",
] as const satisfies readonly (keyof RunDiagnostics)[];

type Errors = RunMetadata["errors"];

/** Every flag that is up anywhere; details of one key are joined by blank lines, as of a multi's sub-graders. */
function mergeErrors(all: readonly Errors[]): Errors {
  const merged: Record<string, PlainJson> = noErrors();
  for (const [key, value] of all.flatMap((errors) => Object.entries(errors))) {
    const before = merged[key];
    if (value === true) merged[key] = true;
    else if (typeof value === "string" && typeof before !== "string") merged[key] = value;
    else if (typeof value === "string" && typeof before === "string" && !before.split("\n\n").includes(value))
      merged[key] = `${before}\n\n${value}`;
    else merged[key] ??= value;
  }
  return merged as Errors;
}

/** Each model's tokens, added up. */
function addUsage(results: readonly RunResult[]): RunResult["model_grader_token_usage_per_model"] {
  const total: Record<string, Record<string, number>> = {};
  for (const { model_grader_token_usage_per_model: usages } of results) {
    for (const [model, usage] of Object.entries(usages)) {
      const sum = (total[model] ??= {});
      for (const [kind, count] of Object.entries(usage ?? {}))
        if (typeof count === "number") sum[kind] = (sum[kind] ?? 0) + count;
    }
  }
  return total;
}
