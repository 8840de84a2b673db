import type { Severity } from "./severity";

/**
 * Every code that a finding can have, by group, with its usual severity; a rule may give another one where the
 * target or the size of the fault asks for it. Each has a page `docs/lint/CODE.md` with a bad and a good example,
 * which test/unit/docs holds to what the rules find, and a property of the setting `graders.lint.rules`.
 *
 * Where the usual severity is `error`, the grader does not run, and nobody can choose another (severities.ts).
 */
const CODES_BY_GROUP = {
  json: {
    "json-syntax": "error",
    "json-too-deep": "error",
    "json-duplicate-key": "warning",
    "json-lone-surrogate": "error",
  },
  schema: {
    "not-a-grader": "error",
    "type-missing": "error",
    "type-unknown": "error",
    "schema-required": "error",
    "schema-type": "error",
    "schema-enum": "error",
    "schema-length": "error",
    "schema-bounds": "error",
    "schema-unknown-property": "warning",
    "schema-deprecated": "warning",
  },
  template: {
    "template-unclosed": "warning",
    "template-syntax": "warning",
    "template-namespace": "error",
    "template-sample-field": "warning",
    "template-path-unknown": "warning",
    "template-path-incomplete": "warning",
    "template-path-in-text": "information",
    "template-not-expanded": "warning",
    "sample-unused": "hint",
    "same-sides": "warning",
    "like-swapped": "warning",
  },
  formula: {
    "formula-syntax": "error",
    "formula-unknown-function": "error",
    "formula-arity": "error",
    "formula-limit": "error",
    "formula-unknown-variable": "error",
    "formula-unused-sub-grader": "warning",
    "formula-division-by-zero": "warning",
    "formula-undefined": "warning",
    "formula-power-parentheses": "information",
    "formula-weights": "information",
    "formula-range": "information",
    "sub-grader-key": "error",
    "error-raises-reward": "warning",
  },
  grader: {
    "placeholder-unfilled": "error",
    "grader-limit": "error",
    "passing-label-unknown": "error",
    "range-order": "error",
    "source-size": "error",
    "source-near-limit": "warning",
    "image-tag-unknown": "warning",
    "endpoint-address": "error",
    "endpoint-header": "error",
    "label-model-top-level": "information",
    "cosine-evals-only": "information",
    "threshold-in-multi": "information",
    "threshold-out-of-reach": "warning",
    "model-shut-down": "warning",
    "model-sampling": "warning",
  },
  eval: {
    "criteria-list": "error",
    "criterion-threshold": "warning",
    "criterion-not-asked": "warning",
    "multi-in-evals": "error",
    "item-not-in-schema": "warning",
    "sample-not-in-schema": "warning",
  },
  python: {
    "python-syntax": "error",
    "python-no-grade": "error",
    "python-grade-signature": "error",
    "python-import-unknown": "warning",
    "python-import-missing": "warning",
    "python-network": "warning",
    "python-except-constant": "warning",
    "python-json-unguarded": "warning",
    "python-text-parameters": "warning",
    "python-parameters-swapped": "warning",
    "python-returns-no-number": "warning",
    "python-newer-syntax": "warning",
    "python-unchecked": "information",
  },
  samples: {
    "samples-not-lines": "error",
    "samples-two-outputs": "error",
  },
  provider: {
    "provider-rejected": "error",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Severity>>>>;

type Table = typeof CODES_BY_GROUP;

export type CodeGroup = keyof Table;

/** What a finding is: stable, kebab-case, documented in `docs/lint`. */
export type ProblemCode = { [Group in CodeGroup]: keyof Table[Group] }[CodeGroup];

interface CodeFacts {
  readonly code: ProblemCode;
  readonly group: CodeGroup;
  /** The usual one. */
  readonly severity: Severity;
}

/** The table as a list, in the order in which the documentation has it. */
export const CODES: readonly CodeFacts[] = Object.entries(CODES_BY_GROUP).flatMap(([group, codes]) =>
  Object.entries(codes).map(([code, severity]) => ({
    code: code as ProblemCode,
    group: group as CodeGroup,
    severity,
  })),
);

const SEVERITY_OF: ReadonlyMap<string, Severity> = new Map(
  CODES.map(({ code, severity }) => [code, severity]),
);

export function usualSeverity(code: ProblemCode): Severity {
  return SEVERITY_OF.get(code) ?? "error";
}
