import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { hostname } from "node:os";
import { RateLimitError } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { asClientGrader, call, RUN, serve, type Served } from "./serveSupport";
import { exact, tone } from "./support";

let cli: CommandLine;
let judge: JudgeServer;
beforeAll(async () => {
  [cli, judge] = await Promise.all([commandLine({ sandbox: true }), startJudgeServer()]);
});
beforeEach(() => judge.replyWith(completion(verdict(0.75))));
afterAll(() => judge.close());

const judged = () => ["--judge-url", judge.baseUrl];
const body = JSON.stringify({ grader: exact, model_sample: "42", item: { answer: "42" } });
const toneBody = JSON.stringify({ grader: tone, model_sample: "Hello." });

/** A server for the tests of one group. */
function served(args: () => readonly string[] = () => []): () => Served {
  let server: Served;
  beforeAll(async () => void (server = await serve(cli, args())));
  afterAll(() => server.end());
  return () => server;
}

describe("a page in a browser", () => {
  const server = served();
  const codeOf = (text: string) => (JSON.parse(text) as { error?: { code: string } }).error?.code;

  it.each([
    ["of another site", { origin: "https://evil.example" }, "origin_not_allowed"],
    [
      "of another site that looks like this one",
      { origin: "http://127.0.0.1.evil.example" },
      "origin_not_allowed",
    ],
    ["without an origin, such as a file", { origin: "null" }, "origin_not_allowed"],
    ["of another application", { origin: "vscode-webview://abc" }, "origin_not_allowed"],
    ["of another site, that asks without Origin", { "sec-fetch-site": "cross-site" }, "origin_not_allowed"],
    [
      "whose name now points here",
      { host: "evil.example", origin: "http://evil.example" },
      "host_not_allowed",
    ],
    ["whose name points here with our port", { host: "evil.example:4774" }, "host_not_allowed"],
    ["by another address", { host: "10.0.0.1" }, "host_not_allowed"],
    ["by this machine's name", { host: hostname() }, "host_not_allowed"],
    ["by a name with a trick", { host: "127.0.0.1@evil.example" }, "host_not_allowed"],
  ])("%s is refused", async (_, headers, code) => {
    for (const request of [{ body }, { method: "GET", path: "/health" }]) {
      const answer = await call(server().origin, { ...request, headers });
      expect([answer.status, codeOf(answer.text)]).toEqual([403, code]);
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it.each([
    ["by the address", {}],
    ["by localhost", { host: "localhost:80" }],
    ["by the IPv6 loopback", { host: "[::1]:4774" }],
    ["from a page of this machine", { origin: "http://localhost:5173" }],
  ])("%s is answered", async (_, headers) => {
    expect((await call(server().origin, { body, headers })).status).toBe(200);
  });

  it("is not let in by a preflight", async () => {
    const headers = { origin: "http://localhost:5173", "access-control-request-method": "POST" };
    const answer = await call(server().origin, { method: "OPTIONS", headers });
    expect(answer.status).toBe(405);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("without --host", () => {
  const server = served();

  it("listens on 127.0.0.1 alone", async () => {
    const port = Number(new URL(server().origin).port);
    expect(server().origin).toBe(`http://127.0.0.1:${port}`);
    const other = connect(port, "127.0.0.2");
    const [error] = (await once(other, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});

describe("with a --host that others reach", () => {
  const server = served(() => ["--host", "0.0.0.0"]);
  const at = () => server().origin.replace("0.0.0.0", "127.0.0.1");

  it("warns, and takes addresses and its own name, but no other", async () => {
    expect(await server().logged("Other machines")).toContain("sandbox");
    for (const host of ["10.0.0.1:4774", hostname(), "localhost"])
      expect([host, (await call(at(), { body, headers: { host } })).status]).toEqual([host, 200]);
    expect((await call(at(), { body, headers: { host: "evil.example" } })).status).toBe(403);
  });

  it("calls no address that a grader names", async () => {
    const grader = { type: "endpoint", url: judge.origin };
    const calls = judge.requests.length;
    const { text } = await call(at(), { body: JSON.stringify({ grader, model_sample: "x" }) });
    expect(JSON.parse(text)).toMatchObject({
      reward: 0,
      metadata: {
        errors: {
          endpoint_grader_server_error: true,
          endpoint_grader_server_error_details: expect.stringContaining("no endpoint graders") as string,
        },
      },
    });
    expect(judge.requests).toHaveLength(calls);
  });
});

describe("with as much work as it takes", () => {
  it("answers 429 until there is room", async () => {
    const server = await serve(cli, [...judged(), "--concurrency", "1"]);
    judge.replyWith("hang");
    const coming = judge.nextRequest();
    const patience = new AbortController();
    const { graders } = server.client.fineTuning.alpha;
    const first = graders.run(
      { grader: asClientGrader(tone), model_sample: "x" },
      { signal: patience.signal },
    );
    const gone = first.catch(() => "gone");
    const { abandoned } = await coming;
    const refused = graders.run({ grader: asClientGrader(exact), model_sample: "x" });
    await expect(refused).rejects.toBeInstanceOf(RateLimitError);
    await expect(refused).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    expect((await call(server.origin, { method: "GET", path: "/health" })).status).toBe(200);
    patience.abort();
    expect(await gone).toBe("gone");
    expect(await abandoned).toBe(true);
    await server.logged(" 499 ");
    expect((await call(server.origin, { body })).status).toBe(200);
    await server.end();
  });
});

describe("a client that goes away", () => {
  const server = served(() => ["--concurrency", "1"]);

  it.each([
    ["while Python computes", python("while True: pass")],
    ["while long texts are compared", similar()],
  ])("%s stops the work", async (_, text) => {
    const outgoing = httpRequest(`${server().origin}${RUN}`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    });
    outgoing.on("error", () => undefined);
    await new Promise((resolve) => outgoing.write(text, resolve));
    // There is one place: another is refused as soon as the work has begun.
    while ((await call(server().origin, { body })).status !== 429);
    outgoing.destroy();
    // And let in when it has ended.
    while ((await call(server().origin, { body })).status === 429);
    expect((await call(server().origin, { body })).status).toBe(200);
  });
});

describe("those who send slowly", () => {
  const HALF = `POST ${RUN} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;

  /** Connections that have sent this, and will send no more. */
  async function holding(origin: string, count: number, text: string): Promise<Socket[]> {
    const { port, hostname } = new URL(origin);
    const held: Socket[] = [];
    for (let made = 0; made < count; made++) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      await new Promise((written) => socket.write(text, written));
      held.push(socket);
    }
    return held;
  }

  it("keep no place from who has sent everything, and who came first makes way", async () => {
    const server = await serve(cli, ["--concurrency", "1"]);
    const [first, ...others] = await holding(server.origin, 100, HALF);
    expect((await call(server.origin, { body })).status).toBe(200);
    const answer = new Promise<string>((resolve) =>
      first?.once("data", (chunk) => resolve(chunk.toString())),
    );
    others.push(...(await holding(server.origin, 100, HALF)));
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
    expect((await call(server.origin, { body })).status).toBe(200);
    others[0]?.destroy();
    await server.logged(" 499 ");
    for (const socket of others) socket.destroy();
    await server.end();
  });

  it("nor those whose headers never end", async () => {
    const server = await serve(cli);
    const [first, ...others] = await holding(server.origin, 1, `POST ${RUN} HTTP/1.1\r\nHost: loc`);
    const cut = first && closed(first);
    others.push(...(await holding(server.origin, 600, `POST ${RUN} HTTP/1.1\r\nHost: loc`)));
    await cut;
    expect((await call(server.origin, { body })).status).toBe(200);
    for (const socket of others) socket.destroy();
    await server.end();
  });
});

function python(line: string): string {
  const source = `def grade(sample, item):\n    ${line}\n`;
  return JSON.stringify({ grader: { type: "python", source }, model_sample: "x" });
}

/** Minutes of computing, if nothing ended it. */
function similar(): string {
  const text = "abcdefghij".repeat(300_000);
  const grader = {
    type: "text_similarity",
    evaluation_metric: "fuzzy_match",
    input: "{{sample.output_text}}",
    reference: "{{item.other}}",
  };
  return JSON.stringify({ grader, model_sample: text, item: { other: "jihgfedcba".repeat(300_000) } });
}

describe("a run that takes too long", () => {
  const server = served(() => ["--timeout", "1", ...judged()]);

  it("comes back with its grader's flag, where that is what waits", async () => {
    judge.replyWith("hang");
    const { text } = await call(server().origin, { body: toneBody });
    expect(JSON.parse(text)).toMatchObject({
      reward: 0,
      metadata: { errors: { model_grader_server_error: true } },
    });
  });

  it("is stopped with 504 where the engine itself computes", async () => {
    const { status, text, headers } = await call(server().origin, { body: similar() });
    expect(status).toBe(504);
    expect(JSON.parse(text)).toMatchObject({ error: { type: "server_error", code: "timeout" } });
    expect(headers["x-should-retry"]).toBe("false");
    expect((await call(server().origin, { body })).status).toBe(200);
  });
});

describe("recorded answers", () => {
  it("are replayed from --recordings, without a call; a miss is errored", async () => {
    const recorder = await serve(cli, [...judged(), "--judge", "record", "--recordings", "kept.jsonl"]);
    expect(JSON.parse((await call(recorder.origin, { body: toneBody })).text)).toMatchObject({
      reward: 0.75,
    });
    await recorder.end();
    const calls = judge.requests.length;
    const player = await serve(cli, ["--judge", "replay", "--recordings", "kept.jsonl"]);
    expect(JSON.parse((await call(player.origin, { body: toneBody })).text)).toMatchObject({ reward: 0.75 });
    const other = JSON.stringify({ grader: tone, model_sample: "Another." });
    expect(JSON.parse((await call(player.origin, { body: other })).text)).toMatchObject({
      reward: 0,
      metadata: { errors: { model_grader_server_error: true } },
    });
    await player.end();
    expect(judge.requests).toHaveLength(calls);
  });
});

describe("the end", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "by %s is clean: 130, nothing left open",
    async (name) => {
      const server = await serve(cli);
      await call(server.origin, { body });
      const { code, stdout, stderr } = await server.end(name);
      expect(code).toBe(130);
      expect(stdout).toBe(
        `Graders are served at ${server.origin}/v1 until Ctrl+C.\nPoint an OpenAI client there: OPENAI_BASE_URL=${server.origin}/v1 OPENAI_API_KEY=none\n`,
      );
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      await expect(call(server.origin, { body })).rejects.toThrow("ECONNREFUSED");
    },
  );

  it("tells those who wait: 503, not to be tried again", async () => {
    const server = await serve(cli, judged());
    judge.replyWith("hang");
    const coming = judge.nextRequest();
    const waiting = call(server.origin, { body: toneBody });
    const { abandoned } = await coming;
    expect((await server.end()).code).toBe(130);
    const { status, text, headers } = await waiting;
    expect([status, headers["x-should-retry"]]).toEqual([503, "false"]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "shutting_down" } });
    expect(await abandoned).toBe(true);
  });

  it("does not wait for those who never send the rest", async () => {
    const server = await serve(cli);
    const { port, hostname: host } = new URL(server.origin);
    const [head, part] = [connect(Number(port), host), connect(Number(port), host)];
    const cut = Promise.all([head, part].map(closed));
    await new Promise((written) => head.write("POST / HTTP/1.1\r\nHost: loc", written));
    await new Promise((written) =>
      part.write(
        `POST ${RUN} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
        written,
      ),
    );
    expect((await server.end()).code).toBe(130);
    await cut;
  });
});

/** The end of a connection, however it came. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined).once("close", () => resolve());
    socket.resume();
  });
}

describe("what can't be served", () => {
  const server = served();

  it.each([
    [["file.grader.json"], /takes its graders by requests/],
    [["--port", "70000"], /--port ends at 65535/],
    [["--judge", "replay"], /--judge replay needs --recordings FILE/],
    [["--judge", "replay", "--recordings", "none.jsonl"], /none\.jsonl: there is no such file/],
    [["--host", "192.0.2.1", "--port", "0"], /not of this machine/],
    [["--provider", "openai"], /--provider/],
  ])("%j: 2, in words", async (args, words) => {
    const { code, stdout, stderr } = await cli.run(["serve", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
  });

  it("a port that is taken: 2, with the way out", async () => {
    const { code, stderr } = await cli.run(["serve", "--port", new URL(server().origin).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^graders: Can't listen on 127\.0\.0\.1, port \d+: the port is taken\..*--port 0/);
  });
});

describe("endpoint graders", () => {
  const grade = async (at: string, url: string) => {
    const { text } = await call(at, {
      body: JSON.stringify({ grader: { type: "endpoint", url }, model_sample: "x" }),
    });
    return (JSON.parse(text) as { metadata: { errors: Record<string, unknown> } }).metadata.errors
      .endpoint_grader_server_error_details;
  };

  it("are not asked unless their origin is named", async () => {
    const server = await serve(cli);
    const calls = judge.requests.length;
    expect(await grade(server.origin, judge.origin)).toContain("no endpoint graders");
    expect(judge.requests).toHaveLength(calls);
    await server.end();
  });

  it("are asked at the origins that are named, and at no other", async () => {
    const other = await startJudgeServer();
    const server = await serve(cli, [
      "--allow-endpoints",
      `http://localhost:9,${judge.origin}/`,
      "--allow-endpoints",
      "https://example.com",
    ]);
    judge.replyWith({ body: { score: 1 } });
    expect(await grade(server.origin, `${judge.origin}/a?b=c`)).toBeNull();
    expect(judge.requests.at(-1)?.path).toBe("/a?b=c");
    const { port } = new URL(judge.origin);
    for (const url of [
      other.origin,
      `http://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}@${new URL(other.origin).host}/`,
      "data:application/json,{}",
    ])
      expect([url, await grade(server.origin, url)]).toEqual([url, expect.any(String)]);
    expect(other.requests).toHaveLength(0);
    await Promise.all([server.end(), other.close()]);
  });

  it.each([
    "localhost",
    "ftp://a.example",
    "http://a.example/path",
    "http://a.example,",
    "*",
    "http://me@a.example",
  ])("can't be allowed by %j", async (origins) => {
    const { code, stderr } = await cli.run(["serve", "--allow-endpoints", origins]);
    expect(code).toBe(2);
    expect(stderr).toContain("--allow-endpoints takes origins");
  });
});
