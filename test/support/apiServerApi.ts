import { createEngine } from "../../src/core/engine/engine";
import { readGraderDocument } from "../../src/core/grader/document";
import { tryReadJson } from "../../src/core/json/read";
import { isObject, kindOf, type Json, type JsonObject } from "../../src/core/json/value";
import { writeJson } from "../../src/core/json/write";
import type { JudgeClient } from "../../src/core/judge/judgeClient";
import type { PythonRunner } from "../../src/core/ports";
import { ProviderError, type GraderProvider } from "../../src/core/provider/provider";
import { noErrors } from "../../src/core/result/errorFlags";
import type { ApiServerOptions } from "./apiServer";
import { chatCompletion, judgeVerdict } from "./apiServerJudge";
import type { Exchange, OwnAnswer } from "./apiServerModes";
import { testPorts } from "./engine";

/** The published answer to a run of a python grader (grader-semantics.md 8.1). */
export const CANNED_RUN = {
  reward: 0.7555555555555555,
  metadata: {
    name: "grader-5XXSBZ9B1OJj",
    type: "python",
    errors: noErrors(),
    execution_time: 6.831332206726074,
    scores: {},
    token_usage: null,
    sampled_model_name: null,
  },
  sub_rewards: {},
  model_grader_token_usage_per_model: {},
};

/** What the service's error envelope holds (grader-semantics.md 8.3). */
export interface ApiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

export function apiError(status: number, error: ApiError): OwnAnswer {
  return { status, body: { error } };
}

/** Answers as the service does when all is well, and refuses what it would refuse. */
export async function answerApi({ request }: Exchange, options: ApiServerOptions): Promise<OwnAnswer> {
  const { method, path, headers } = request;
  const route = /\/(fine_tuning\/alpha\/graders\/(?:run|validate)|chat\/completions)$/.exec(path)?.[1];
  if (method !== "POST" || route === undefined)
    return apiError(404, invalid(`Invalid URL (${method} ${path})`));
  const body = tryReadJson(request.body);
  if (!isObject(body)) return apiError(400, invalid("We could not parse the JSON body of your request."));
  if (route === "chat/completions") return { status: 200, body: chatCompletion(body) };
  if (headers.authorization === undefined && headers["api-key"] === undefined)
    return apiError(401, invalid("You didn't provide an API key."));
  const fault = bodyFault(body, route.endsWith("/run"));
  if (fault) return apiError(400, fault);
  const engine = engineOf(options);
  return route.endsWith("/run") ? answerRun(engine, body) : answerValidate(engine, body);
}

function invalid(message: string, param: string | null = null): ApiError {
  return { message, type: "invalid_request_error", param, code: null };
}

function bodyFault(body: JsonObject, isRun: boolean): ApiError | undefined {
  if (!isObject(body.get("grader"))) return wrongType(body, "grader", "object");
  if (isRun && typeof body.get("model_sample") !== "string") return wrongType(body, "model_sample", "string");
  return undefined;
}

function wrongType(body: JsonObject, param: string, expected: string): ApiError {
  const value = body.get(param);
  return value === undefined
    ? invalid(`Missing required parameter: '${param}'.`, param)
    : invalid(
        `Invalid type for '${param}': expected a ${expected}, but got ${kindOf(value)} instead.`,
        param,
      );
}

async function answerRun(engine: GraderProvider, body: JsonObject): Promise<OwnAnswer> {
  const text = body.get("model_sample");
  const output = { kind: "text", text: typeof text === "string" ? text : "" } as const;
  const item: Json = body.get("item") ?? new Map();
  try {
    const sample = { item, output };
    const result = await engine.run({ grader: graderOf(body), sample }, new AbortController().signal);
    return { status: 200, body: { ...result, diagnostics: undefined } };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return apiError(400, invalid(error.message, "grader"));
  }
}

async function answerValidate(engine: GraderProvider, body: JsonObject): Promise<OwnAnswer> {
  const document = readGraderDocument("grader", writeJson(graderOf(body)));
  const { grader } = await engine.validate(document, new AbortController().signal);
  const text = writeJson(new Map<string, Json>([["grader", grader ?? null]]));
  return { status: 200, headers: { "content-type": "application/json" }, body: text };
}

function graderOf(body: JsonObject): JsonObject {
  const grader = body.get("grader");
  return isObject(grader) ? grader : new Map();
}

function engineOf({ python = noPython }: ApiServerOptions): GraderProvider {
  return createEngine({ ...testPorts, python, judge });
}

const noSandbox = {
  kind: "unavailable",
  type: "local_sandbox_error",
  message: "This server was started without Python.",
  mend: "Pass a PythonRunner to startApiServer.",
} as const;

const noPython: PythonRunner = {
  parse: () => Promise.resolve(noSandbox),
  grade: () => Promise.resolve(noSandbox),
  dispose: () => Promise.resolve(),
};

/** The service's own judge gives the verdict that the chat route gives. */
const judge: JudgeClient = {
  ask: ({ model, response_format }) =>
    Promise.resolve({
      kind: "answer",
      requestHash: "",
      content: judgeVerdict(response_format),
      finishReason: "stop",
      refusal: null,
      model,
      usage: { prompt_tokens: 190, completion_tokens: 134, total_tokens: 324, cached_tokens: 0 },
      source: "live",
      adjustments: [],
    }),
};
