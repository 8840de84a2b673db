import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { PythonRunner } from "../../src/core/ports";
import { responder, type AnswerMode } from "./apiServerModes";

export type { AnswerMode } from "./apiServerModes";

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Resolves when it is over: answered in full, or the connection ended before. */
  readonly ended: Promise<"answered" | "aborted">;
}

/** A real HTTP server on loopback that speaks the graders' API and, as a judge, Chat Completions. */
export interface ApiServer {
  /** The origin, such as `http://127.0.0.1:40123`; any path before the routes is taken, so add `/v1` as you like. */
  readonly url: string;
  /** Every request since the start, in the order of their arrival. */
  readonly requests: readonly RecordedRequest[];
  /** How it answers from now on; "success" at the start. */
  answerWith(mode: AnswerMode): void;
  /** The next request to arrive, body included, whatever the answer will be. */
  nextRequest(): Promise<RecordedRequest>;
  close(): Promise<void>;
}

export interface ApiServerOptions {
  /** Grades python graders in mode "success"; without it they come back with python_grader_server_error. */
  readonly python?: PythonRunner;
}

export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const server = new LoopbackServer(options);
  await server.listen();
  return server;
}

class LoopbackServer implements ApiServer {
  readonly requests: RecordedRequest[] = [];
  url = "";
  private respond = responder("success", {});
  private waiting: ((request: RecordedRequest) => void)[] = [];
  private readonly server: Server;

  constructor(private readonly options: ApiServerOptions) {
    this.server = createServer((incoming, response) => void this.take(incoming, response));
  }

  async listen(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answerWith(mode: AnswerMode): void {
    this.respond = responder(mode, this.options);
  }

  nextRequest(): Promise<RecordedRequest> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { respond } = this;
    const request = await record(incoming, response);
    if (!request) return;
    this.requests.push(request);
    for (const resolve of this.waiting.splice(0)) resolve(request);
    response.setHeader("x-request-id", `req_${this.requests.length}`);
    await respond({ request, response, url: this.url });
  }
}

/** Undefined where the client went away while it was sending. */
async function record(
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<RecordedRequest | undefined> {
  const ended = new Promise<"answered" | "aborted">((resolve) =>
    response.once("close", () => resolve(response.writableFinished ? "answered" : "aborted")),
  );
  incoming.setEncoding("utf8");
  let body = "";
  try {
    for await (const chunk of incoming) body += chunk as string;
  } catch {
    return undefined;
  }
  const { method = "", url = "", headers } = incoming;
  return { method, path: url, headers, body, ended };
}
