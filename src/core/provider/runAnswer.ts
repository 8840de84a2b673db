import {
  isObject,
  JsonNumber,
  textAt,
  toPlain,
  type Json,
  type JsonObject,
  type PlainJson,
} from "../json/value";
import type { FormulaRecord, RunMetadata, RunResponse, RunResult, TokenUsage } from "../result/runResult";
import { readErrors, readFailures, unknownFlagNotes } from "./errorFields";
import type { HostedSettings } from "./hostedSettings";

/** What a run's result says besides the service's answer. */
export interface RunContext {
  readonly settings: HostedSettings;
  /** The grader as it was sent. */
  readonly grader: JsonObject;
  readonly requestId?: string;
  /** Seconds from sending to answer, where the service does not say how long it took. */
  readonly elapsed: number;
  readonly notes: readonly string[];
}

/** The service's answer as one result for every reader; undefined where it holds no reward. */
export function readRunAnswer(answer: JsonObject, context: RunContext): RunResult | undefined {
  const response = readResponse(answer, context);
  return response && { ...response, diagnostics: diagnosticsOf(response, context) };
}

function readResponse(answer: JsonObject, context: RunContext): RunResponse | undefined {
  const metadata = readMetadata(objectOr(answer.get("metadata")), context);
  const reward = numberIn(answer.get("reward")) ?? (isErrored(metadata) ? 0 : undefined);
  if (reward === undefined) return undefined;
  return {
    reward,
    metadata,
    sub_rewards: readNumbers(objectOr(answer.get("sub_rewards"))),
    model_grader_token_usage_per_model: plainObject(answer.get("model_grader_token_usage_per_model")),
  };
}

function isErrored({ errors }: RunMetadata): boolean {
  return Object.values(errors).includes(true);
}

/** Keys that are absent get the value that says nothing. */
function readMetadata(metadata: JsonObject, { grader, elapsed }: RunContext): RunMetadata {
  const text = (key: string) => textAt(metadata, [key]);
  return {
    name: text("name") ?? textAt(grader, ["name"]) ?? "",
    type: text("type") ?? textAt(grader, ["type"]) ?? "",
    errors: readErrors(metadata.get("errors")),
    execution_time: numberIn(metadata.get("execution_time")) ?? elapsed,
    scores: plainObject(metadata.get("scores")),
    token_usage: readUsage(metadata.get("token_usage")),
    sampled_model_name: text("sampled_model_name") ?? null,
  };
}

/** A number by the reference, an object or null from the service (facts.md "Results"). */
function readUsage(value: Json | undefined): TokenUsage | number | null {
  if (!isObject(value)) return numberIn(value) ?? null;
  const count = (key: string) => numberIn(value.get(key)) ?? 0;
  return {
    prompt_tokens: count("prompt_tokens"),
    completion_tokens: count("completion_tokens"),
    total_tokens: count("total_tokens"),
    cached_tokens: count("cached_tokens"),
  };
}

function diagnosticsOf(response: RunResponse, context: RunContext): RunResult["diagnostics"] {
  const { settings, grader, requestId, notes } = context;
  const { errors, type } = response.metadata;
  const threshold = numberIn(grader.get("pass_threshold"));
  const formula = readFormula(grader, response);
  return {
    provider: settings.id,
    origin: settings.origin,
    ...(requestId !== undefined && { request_id: requestId }),
    basis: "hosted",
    rendered: [],
    failures: readFailures(errors, type),
    ...(formula && { formula }),
    notes: [...notes, ...unknownFlagNotes(errors)],
    sub_graders: {},
    ...(threshold !== undefined && { pass_threshold: threshold }),
    ...(threshold !== undefined && !isErrored(response.metadata) && { passed: response.reward >= threshold }),
  };
}

function readFormula(grader: JsonObject, { sub_rewards }: RunResponse): FormulaRecord | undefined {
  const expression = textAt(grader, ["calculate_output"]);
  return expression === undefined ? undefined : { expression, values: sub_rewards };
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? value : new Map();
}

function plainObject(value: Json | undefined): Record<string, PlainJson> {
  return Object.fromEntries([...objectOr(value)].map(([key, entry]) => [key, toPlain(entry)]));
}

function readNumbers(object: JsonObject): Record<string, number> {
  return Object.fromEntries(
    [...object].flatMap(([key, value]) => {
      const number = numberIn(value);
      return number === undefined ? [] : [[key, number] as const];
    }),
  );
}

function numberIn(value: Json | undefined): number | undefined {
  return value instanceof JsonNumber && Number.isFinite(value.value) ? value.value : undefined;
}
