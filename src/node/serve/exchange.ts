import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../../core/json/value";
import type { GraderProvider } from "../../core/provider/provider";
import { ProviderError } from "../../core/provider/provider";
import { ApiError, badRequest, serverError } from "./apiError";
import { checkCaller } from "./callers";
import { answerRun, answerValidate, type GraderAnswer } from "./graderAnswers";
import { readRequestBody } from "./requestBody";
import { findRoute, type RouteName } from "./routes";
import type { Slots } from "./slots";
import type { Waiting } from "./waiting";

/** What every request is answered with. */
export interface Service {
  readonly engine: GraderProvider;
  readonly slots: Slots;
  /** Requests whose bodies have not come to their end. */
  readonly arrivals: Waiting<Exchange>;
  readonly maxBodyBytes: number;
  /** The address or name that the server listens on. */
  readonly boundTo: string;
  /** Takes one line a request, without texts. */
  readonly log: (line: string) => void;
  /** Takes what is a bug of ours. */
  readonly fault: (error: unknown) => void;
}

/** One request from its arrival to its line in the log. */
export class Exchange {
  private readonly id = `req_${randomBytes(16).toString("hex")}`;
  private readonly start = performance.now();
  private readonly controller = new AbortController();
  private route: RouteName | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly service: Service,
  ) {}

  /** Answers; never rejects. */
  async serve(): Promise<void> {
    this.response.once("close", () => {
      if (!this.response.writableFinished) this.abort(new ApiError(CLIENT_GONE, "The client went away."));
    });
    const { signal } = this.controller;
    try {
      const { body, note } = await this.answer(signal);
      this.finish(200, body, note);
    } catch (error) {
      const failure = this.failure(signal.aborted ? signal.reason : error);
      this.finish(failure.status, failure.envelope(), failure.details.code ?? "", failure.details.headers);
    }
  }

  /** Stops the work; the reason is the answer. */
  abort(reason: ApiError): void {
    this.controller.abort(reason);
  }

  private async answer(signal: AbortSignal): Promise<GraderAnswer> {
    const { request, service } = this;
    const { headers, method = "", url = "" } = request;
    checkCaller(headers, service.boundTo);
    this.route = findRoute(method, url);
    if (this.route === "health") return { body: '{"status":"ok"}', note: "" };
    const body = await this.receive(signal);
    const leave = service.slots.take();
    try {
      return this.route === "run"
        ? await answerRun(service.engine, body, headers[DIAGNOSTICS_HEADER] === "1", signal)
        : await answerValidate(service.engine, body, signal);
    } finally {
      leave();
    }
  }

  /** A place to work is taken by who has sent everything: those who send slowly have places of their own. */
  private async receive(signal: AbortSignal): Promise<JsonObject> {
    const { arrivals, maxBodyBytes } = this.service;
    arrivals.enter(this);
    try {
      return await readRequestBody(this.request, maxBodyBytes, signal);
    } finally {
      arrivals.leave(this);
    }
  }

  private failure(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    if (error instanceof ProviderError && error.reason === "rejected")
      return badRequest(error.message, { param: "grader" });
    if (error instanceof ProviderError && error.reason === "timeout")
      return serverError(504, "The run took longer than it may and was stopped.", "timeout", false);
    this.service.fault(error);
    return serverError(
      500,
      "The server had an error while processing your request.",
      "internal_error",
      false,
    );
  }

  private finish(
    status: number,
    body: string,
    note: string,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    const { request, response, route = "-" } = this;
    if (!response.destroyed) {
      response.writeHead(status, {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": this.id,
      });
      response.end(body);
    }
    const took = `${Math.round(performance.now() - this.start)} ms`;
    const words = [new Date().toISOString(), request.method, route, status, took, this.id, note];
    this.service.log(words.filter((word) => word !== "").join(" "));
  }
}

/** Asks for our own findings beside the API's answer. */
const DIAGNOSTICS_HEADER = "x-graders-diagnostics";

/** As web servers log it; never sent. */
const CLIENT_GONE = 499;
