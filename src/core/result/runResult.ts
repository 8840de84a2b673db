import type { JsonPath, PlainJson } from "../json/value";
import type { GraderType } from "../grader/types";
import type { ProviderId } from "../providerTable";
import type { ErrorFlag, RunErrors } from "./errorFlags";

/** Tokens of a judge's calls, as the service counts them. */
export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly cached_tokens: number;
}

export interface RunMetadata {
  readonly name: string;
  readonly type: string;
  /** Ours has all 24 keys; a hosted answer may have fewer, or ones that we do not know. */
  readonly errors: RunErrors & Readonly<Record<string, PlainJson>>;
  /** Seconds. */
  readonly execution_time: number;
  readonly scores: Readonly<Record<string, PlainJson>>;
  /** An object or null from the service; the reference says a number (facts.md "Results"). */
  readonly token_usage: TokenUsage | number | null;
  readonly sampled_model_name: string | null;
}

/** The API's answer to a run, field for field (facts.md "Results"). */
export interface RunResponse {
  /** 0.0 with a flag raised; a multi then gives its formula's value with 0.0 for what errored. */
  readonly reward: number;
  readonly metadata: RunMetadata;
  readonly sub_rewards: Readonly<Record<string, number>>;
  readonly model_grader_token_usage_per_model: Readonly<Record<string, PlainJson>>;
}

/**
 * How far a reward can be trusted: *exact* (settled by public hosted results), *reference library* (computed
 * as the library does that the service uses), *unpublished default* (the service's setting is not public;
 * ours is named), *substitute judge* (another model than the grader's judged), *hosted* (the service said so).
 */
export type Basis =
  "exact" | "reference library" | "unpublished default" | "substitute judge" | "judge" | "hosted";

/** A templated string after substitution. */
export interface RenderedInput {
  /** Where the template stands in the grader. */
  readonly path: JsonPath;
  readonly text: string;
}

/** Why a flag is up, in words for people. */
export interface Failure {
  readonly flag: ErrorFlag;
  readonly message: string;
  /** The message for the API's details, where it is in another language. */
  readonly english?: string | undefined;
  /** What the user can do. */
  readonly mend?: string;
  /** What the flag's details key carries; the message where absent. */
  readonly detail?: string;
  /** The place in the grader. */
  readonly path?: JsonPath;
  /** Lines of the Python source, innermost last. */
  readonly frames?: readonly PythonFrame[];
  /** Offsets into the decoded string at `path` (a template, a formula). */
  readonly span?: { readonly start: number; readonly end: number };
}

/** A traceback's line in the grader's own source; `line` and `column` are one-based as Python prints them. */
export interface PythonFrame {
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly function: string;
}

export interface JudgeStep {
  readonly description: string;
  readonly conclusion: string;
}

/** `live` was asked now, `recorded` read beside the grader, `cached` answered the same request before. */
export type JudgeSource = "live" | "recorded" | "cached";

export interface JudgeRecord {
  /** The model that the grader names. */
  readonly model: string;
  /** The model that answered; another one than `model` is a substitute and is always shown. */
  readonly answered_by: string;
  readonly origin?: string;
  readonly source: JudgeSource;
  readonly steps: readonly JudgeStep[];
  /** The score or label before clamping and mapping. */
  readonly result: number | string | null;
  /** The answer's text as it came. */
  readonly raw: string;
  readonly request_hash: string;
  /** What was changed for a server that lacks a feature, one sentence each. */
  readonly adjustments: readonly string[];
}

/** A package that a grader was run with. */
export interface PythonPackage {
  readonly name: string;
  readonly version: string;
  /** The version that the hosted image pins, if it has the package. */
  readonly hosted?: string;
}

/** Exceptions of one type, from one line of a grader's source, that its own code caught and let go. */
export interface SwallowedException {
  readonly type: string;
  /** One-based; 0 where no line of the source was on the way. */
  readonly line: number;
  readonly count: number;
}

export interface PythonRecord {
  /** For example "Pyodide 314.0.7, Python 3.14.2". */
  readonly runtime: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly traceback?: string;
  readonly packages?: readonly PythonPackage[];
  readonly swallowed?: readonly SwallowedException[];
}

export interface FormulaRecord {
  readonly expression: string;
  /** The sub-rewards put in. */
  readonly values: Readonly<Record<string, number>>;
}

/** What we know of one grader's run beyond the API's answer. */
export interface GraderDiagnostics {
  readonly basis: Basis;
  /** Settings behind the number, such as `nltk-word/method4`. */
  readonly profile?: string;
  readonly rendered: readonly RenderedInput[];
  readonly failures: readonly Failure[];
  readonly judge?: JudgeRecord;
  readonly python?: PythonRecord;
  readonly formula?: FormulaRecord;
  /** Remarks that change nothing: a bool returned, a clamped score. */
  readonly notes: readonly string[];
}

export interface SubGraderDiagnostics extends GraderDiagnostics {
  readonly type: GraderType;
  readonly reward: number;
  readonly errors: RunErrors;
  /** Seconds. */
  readonly execution_time: number;
  /** Of an eval's criterion: the score from which on it passes. */
  readonly pass_threshold?: number;
  /** Of an eval's criterion: whether it passed; absent where it errored. */
  readonly passed?: boolean;
}

export interface RunDiagnostics extends GraderDiagnostics {
  readonly provider: ProviderId;
  /** Where a hosted provider is, without path or key. */
  readonly origin?: string;
  readonly request_id?: string;
  readonly sub_graders: Readonly<Record<string, SubGraderDiagnostics>>;
  /** Of an eval: its criteria that were not asked, each with the only service that can ask it. */
  readonly not_asked?: Readonly<Record<string, string>>;
  readonly pass_threshold?: number;
  /** Absent where nothing says what passing is. */
  readonly passed?: boolean;
}

/**
 * One result for panel, tests, batches, command line and every provider. That of a whole eval has the type
 * `testing_criteria`, its criteria as `sub_graders`, and reward 1 where all passed, else 0 (`evalResult.ts`).
 */
export interface RunResult extends RunResponse {
  readonly diagnostics: RunDiagnostics;
}
