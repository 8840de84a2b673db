import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { Readable, Writable } from "node:stream";
import OpenAI from "openai";
import type { GraderRunParams } from "openai/resources/fine-tuning/alpha/graders";
import { finished, type CommandLine, type Finished } from "../../support/cli";

/** A `graders serve` that has said where it is. */
export interface Served {
  readonly origin: string;
  readonly client: OpenAI;
  /** The log's lines from now on; resolves with the first that has this in it. */
  logged(words: string): Promise<string>;
  /** Ends it by a signal, as Ctrl+C does. */
  end(signal?: NodeJS.Signals): Promise<Finished>;
}

/** Starts a server on a free port. */
export async function serve(
  cli: CommandLine,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = cli.start(["serve", "--port", "0", ...args], { env });
  const end = finished(child);
  const log = new Log(child);
  const [greeting] = (await Promise.race([
    once(child.stdout, "data"),
    end.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ])) as [string];
  const origin = /http:\/\/\S+(?=\/v1)/.exec(greeting)?.[0] ?? "";
  return {
    origin,
    client: new OpenAI({ apiKey: "none", baseURL: `${origin}/v1`, maxRetries: 0 }),
    logged: (words) => log.line(words),
    end: (signal = "SIGINT") => {
      child.kill(signal);
      return end;
    },
  };
}

/** Lines of stderr as they come. */
class Log {
  private text = "";
  private readonly lookers = new Set<() => void>();

  constructor(child: ChildProcessByStdio<Writable, Readable, Readable>) {
    child.stderr.on("data", (chunk: string) => {
      this.text += chunk;
      for (const look of [...this.lookers]) look();
    });
  }

  line(words: string): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const line = this.text
          .split("\n")
          .slice(0, -1)
          .find((text) => text.includes(words));
        if (line === undefined) return;
        this.lookers.delete(look);
        resolve(line);
      };
      this.lookers.add(look);
      look();
    });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly path?: string;
  /** Sent as they are; Host and Origin too, which fetch does not let one set. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export const RUN = "/v1/fine_tuning/alpha/graders/run";
export const VALIDATE = "/v1/fine_tuning/alpha/graders/validate";

/** One request with the headers that are given. */
export async function call(
  origin: string,
  { method = "POST", path = RUN, headers, body = "" }: Call,
): Promise<Answer> {
  const outgoing = httpRequest(`${origin}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    agent: false,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  response.setEncoding("utf8");
  let text = "";
  for await (const chunk of response) text += chunk as string;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** The SDK types a multi's graders as one grader, and asks for every name (facts.md "Graders"). */
export const asClientGrader = (grader: unknown) => grader as GraderRunParams["grader"];
