import type { Grader, GraderOf, GraderType } from "../grader/types";
import type { EmbeddingsClient } from "../judge/embeddingsClient";
import type { JudgeClient } from "../judge/judgeClient";
import type { JsonPath } from "../json/value";
import type { PowerReading } from "../formula/parse";
import { omit } from "../omit";
import type { Clock, Fetch, PythonRunner } from "../ports";
import type { GraderDiagnostics, SubGraderDiagnostics, TokenUsage } from "../result/runResult";
import type { OutputJson } from "../sample/namespace";
import type { TemplateData, ValueStyle } from "../template/render";
import { DEFAULT_METRICS_PROFILE, type MetricsProfile } from "./metrics/profile";
import type { Synonyms } from "./metrics/wordnet";

/** What the engine needs from outside; each is only touched by the grader types that use it. */
export interface EnginePorts {
  readonly python: PythonRunner;
  readonly judge: JudgeClient;
  /** Calls endpoint graders; a refusal (untrusted workspace, no consent) rejects with a ProviderError. */
  readonly endpoint: Fetch;
  /** For the metric cosine. */
  readonly embeddings: EmbeddingsClient;
  /** WordNet, for the metric meteor; read when it is first asked for. */
  readonly wordnet: () => Promise<Synonyms>;
  readonly clock: Clock;
}

/** What no source says: facts.md "Open questions", with our defaults. */
export interface EngineOptions {
  readonly values: ValueStyle;
  readonly outputJson: OutputJson;
  readonly powers: PowerReading;
  /** Whose errors make a multi errored: of the sub-graders that its formula uses, or of all. */
  readonly subGraderErrors: "used" | "all";
  /** Milliseconds that an endpoint grader's service may take. */
  readonly timeoutMs: number;
  readonly metrics: MetricsProfile;
}

export const DEFAULT_ENGINE_OPTIONS: EngineOptions = {
  values: "json",
  outputJson: "any",
  powers: "mathematical",
  subGraderErrors: "used",
  timeoutMs: 120_000,
  metrics: DEFAULT_METRICS_PROFILE,
};

/** Everything a grader of any type may look at while it grades one sample. */
export interface GradeContext {
  readonly data: TemplateData;
  readonly ports: EnginePorts;
  readonly options: EngineOptions;
  readonly signal: AbortSignal;
  readonly repeat?: number;
}

/** One grader's outcome; with a failure the reward is 0 (multi: the formula's value all the same). */
export interface Graded extends GraderDiagnostics {
  readonly reward: number;
  readonly sampledModel?: string;
  readonly usage?: TokenUsage;
  /** Of a multi, in the order of its `graders`. */
  readonly subGraders?: ReadonlyMap<string, SubGraderDiagnostics>;
  readonly usagePerModel?: ReadonlyMap<string, TokenUsage>;
}

/** What is known of a grader's run, whatever fields that has: named are those that are no part of it. */
export function diagnosticsOf(graded: Graded): GraderDiagnostics {
  return omit(graded, ["reward", "sampledModel", "usage", "subGraders", "usagePerModel"]);
}

export type Handler<T extends GraderType> = (
  grader: GraderOf<T>,
  context: GradeContext,
  path: JsonPath,
) => Promise<Graded>;

export type GradeAny = (grader: Grader, context: GradeContext, path: JsonPath) => Promise<Graded>;
