import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PlainJson } from "../../src/core/json/value";

/** One answer of the server; a body that is no text is sent as JSON. "hang" never answers. */
export type Reply =
  | "hang"
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: PlainJson;
    };

interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Record<string, PlainJson>;
  /** Resolves when the connection is over: true where the client went away unanswered. */
  readonly abandoned: Promise<boolean>;
}

/** A real server on loopback that answers as it is told; judges and endpoint graders are asked through it. */
export interface JudgeServer {
  readonly origin: string;
  /** What a judge's base URL is. */
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** The answers to the next requests; the last one stays. */
  replyWith(...replies: readonly Reply[]): void;
  nextRequest(): Promise<ReceivedRequest>;
  close(): Promise<void>;
}

export async function startJudgeServer(): Promise<JudgeServer> {
  const requests: ReceivedRequest[] = [];
  const waiting: ((request: ReceivedRequest) => void)[] = [];
  let replies: Reply[] = [completion(JSON.stringify({ steps: [], result: 1 }))];
  const server = createServer((incoming, response) => {
    void receive(incoming, response).then((request) => {
      requests.push(request);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply !== undefined && reply !== "hang") send(response, reply);
      for (const resolve of waiting.splice(0)) resolve(request);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    baseUrl: `${origin}/v1`,
    requests,
    replyWith: (...next) => (replies = [...next]),
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const abandoned = new Promise<boolean>((resolve) =>
    response.once("close", () => resolve(!response.writableFinished)),
  );
  incoming.setEncoding("utf8");
  let text = "";
  for await (const chunk of incoming) text += chunk as string;
  const body = JSON.parse(text) as Record<string, PlainJson>;
  return { path: incoming.url ?? "", headers: incoming.headers, text, body, abandoned };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Exclude<Reply, "hang">): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json", ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

interface CompletionOptions {
  readonly finish_reason?: string;
  readonly refusal?: string;
  readonly model?: string;
}

/** A chat completion with this content. */
export function completion(
  content: PlainJson,
  { finish_reason = "stop", refusal, model = "judge-1" }: CompletionOptions = {},
): Exclude<Reply, "hang"> {
  return {
    body: {
      id: "chatcmpl-1",
      object: "chat.completion",
      model,
      choices: [
        { index: 0, message: { role: "assistant", content, refusal: refusal ?? null }, finish_reason },
      ],
      usage: {
        prompt_tokens: 190,
        completion_tokens: 134,
        total_tokens: 324,
        prompt_tokens_details: { cached_tokens: 7 },
      },
    },
  };
}

/** The content that a judge in structured output gives. */
export function verdict(result: PlainJson): string {
  return JSON.stringify({ steps: [{ description: "Compare.", conclusion: "Close." }], result });
}
