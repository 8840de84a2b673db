import { createEngine } from "./createEngine";
import { tryReadJson } from "../../src/core/json/read";
import { isObject, type JsonObject } from "../../src/core/json/value";
import type { JudgeClient } from "../../src/core/judge/judgeClient";
import type { PythonRunner } from "../../src/core/ports";
import type { GraderProvider } from "../../src/core/provider/provider";
import { noErrors } from "../../src/core/result/errorFlags";
import { ApiError } from "../../src/node/serve/apiError";
import { answerRun, answerValidate } from "../../src/node/serve/graderAnswers";
import type { ApiServerOptions } from "./apiServer";
import { chatCompletion, judgeVerdict } from "./apiServerJudge";
import type { Exchange, OwnAnswer } from "./apiServerModes";
import { testPorts } from "./engine";

/** The published answer to a run of a python grader (facts.md "Results"). */
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

/** What the service's error envelope holds (facts.md "HTTP errors"). */
interface ApiEnvelope {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

export function apiError(status: number, error: ApiEnvelope): OwnAnswer {
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
  return answerGraders(body, route.endsWith("/run"), engineOf(options));
}

/** As `graders serve` answers. */
async function answerGraders(body: JsonObject, isRun: boolean, engine: GraderProvider): Promise<OwnAnswer> {
  const { signal } = new AbortController();
  try {
    const answer = await (isRun
      ? answerRun(engine, body, false, signal)
      : answerValidate(engine, body, signal));
    return { status: 200, headers: JSON_TYPE, body: answer.body };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, headers: JSON_TYPE, body: error.envelope() };
  }
}

const JSON_TYPE = { "content-type": "application/json" };

function invalid(message: string): ApiEnvelope {
  return { message, type: "invalid_request_error", param: null, code: null };
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
