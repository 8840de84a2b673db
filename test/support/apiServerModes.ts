import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { CANNED_RUN, answerApi, apiError } from "./apiServerApi";
import type { ApiServerOptions, RecordedRequest } from "./apiServer";

/** One request that waits for its answer. */
export interface Exchange {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  /** The server's own origin. */
  readonly url: string;
}

/** A whole answer; a body that is no string is written as JSON. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Gives an answer to send; undefined where it answers in its own way. */
type Respond = (
  exchange: Exchange,
  options: ApiServerOptions,
  count: number,
) => OwnAnswer | undefined | Promise<OwnAnswer | undefined>;

const MODES = {
  /** As the service: grades with our engine, validates by the schema, answers as a judge. */
  success: answerApi,
  /** The one published run (facts.md "Results"), and what was sent with a name for validate. */
  canned: (exchange, options) =>
    exchange.request.path.endsWith("/run") ? { status: 200, body: CANNED_RUN } : answerApi(exchange, options),
  /** A parameter path that string_check and multi have. */
  "bad-request": () =>
    apiError(400, {
      message: "Invalid value: 'neq'. Supported values are: 'eq', 'ne', 'like', and 'ilike'.",
      type: "invalid_request_error",
      param: "grader.operation",
      code: "invalid_value",
    }),
  /** Echoes the whole key, which the real service does not: clients must keep it to themselves all the same. */
  unauthorized: ({ request }) =>
    apiError(401, {
      message: `Incorrect API key provided: ${sentKey(request)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      type: "invalid_request_error",
      param: null,
      code: "invalid_api_key",
    }),
  forbidden: () =>
    apiError(403, {
      message: "You have insufficient permissions for this operation. Missing scopes: api.graders.write.",
      type: "invalid_request_error",
      param: null,
      code: "missing_scope",
    }),
  "not-found": ({ request }) =>
    apiError(404, {
      message: `Invalid URL (${request.method} ${request.path})`,
      type: "invalid_request_error",
      param: null,
      code: null,
    }),
  /** 429 with `Retry-After: 1`, then success. */
  "rate-limited-once": (exchange, options, count) => {
    if (count > 0) return answerApi(exchange, options);
    exchange.response.setHeader("retry-after", "1");
    return apiError(429, {
      message: "Rate limit reached for requests.",
      type: "requests",
      param: null,
      code: "rate_limit_exceeded",
    });
  },
  "server-error": () =>
    apiError(500, {
      message: "The server had an error while processing your request.",
      type: "server_error",
      param: null,
      code: null,
    }),
  /** Takes the request and says nothing. */
  hang: () => undefined,
  /** A gateway's page with status 200. */
  garbage: () => ({
    status: 200,
    headers: { "content-type": "text/html" },
    body: "<!doctype html><html><head><title>Sign in</title></head><body>…</body></html>",
  }),
  /** Announces more than it sends, then drops the connection. */
  "cut-off": async ({ response }) => {
    const text = JSON.stringify(CANNED_RUN);
    response.writeHead(200, { "content-type": "application/json", "content-length": text.length });
    await new Promise((written) => response.write(text.slice(0, 100), written));
    response.destroy();
    return undefined;
  },
  /** To another origin: the same port by another name. */
  redirect: ({ request, url }) => ({
    status: 307,
    headers: {
      location: `${url.replace("127.0.0.1", "localhost")}/elsewhere${request.path}?token=secret`,
    },
  }),
  /** An answer without an end. */
  huge: async ({ response }) => {
    response.writeHead(200, { "content-type": "application/json" });
    await pipeline(endless, response).catch(() => undefined);
    return undefined;
  },
} satisfies Record<string, Respond>;

export type AnswerMode = keyof typeof MODES | OwnAnswer;

/** Answers in one mode; the count of answers begins anew. */
export function responder(
  mode: AnswerMode,
  options: ApiServerOptions,
): (exchange: Exchange) => Promise<void> {
  let count = 0;
  const respond: Respond = typeof mode === "string" ? MODES[mode] : () => mode;
  return async (exchange) => {
    const answer = await respond(exchange, options, count++);
    if (answer) send(exchange.response, answer);
  };
}

function* endless(): Generator<string> {
  yield '{"reward":0.5,"padding":"';
  for (;;) yield "x".repeat(1_000_000);
}

function send(response: ServerResponse, { status, headers = {}, body = "" }: OwnAnswer): void {
  const isText = typeof body === "string";
  response.writeHead(status, { ...(!isText && { "content-type": "application/json" }), ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

function sentKey({ headers }: RecordedRequest): string {
  return String(headers["api-key"] ?? headers.authorization?.replace(/^Bearer /, ""));
}
