import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";

/** What a server does with a connection once it was asked; each keeps an answer from coming. */
const BEHAVIOURS: Readonly<Record<string, (socket: Socket) => void>> = {
  "switches protocols": (socket) =>
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello",
    ),
  "switches protocols and hangs up": (socket) =>
    socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
  "says 101 and switches to nothing": (socket) => socket.write("HTTP/1.1 101 Odd\r\n\r\n"),
  "hangs up": (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  "hangs up in its status line": (socket) => socket.end("HTTP/1.1 2"),
  "hangs up in its headers": (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Le"),
  "hangs up in its body": (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
  "hangs up in a chunk": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"),
  "has no HTTP": (socket) => socket.end("220 mail.example ESMTP\r\n"),
  "speaks HTTP/2": (socket) => socket.end(Buffer.from("00000c0400000000000003000000640004000fffff", "hex")),
  "has a header too long": (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n{}`),
  "has too many headers": (socket) => socket.end(`HTTP/1.1 200 OK\r\n${"X: y\r\n".repeat(20_000)}\r\n{}`),
  "has a wrong length": (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"),
  "has two lengths": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
  "has wrong chunks": (socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
  "compresses nothing": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"),
  "compresses half": (socket) =>
    socket.end(
      Buffer.concat([
        Buffer.from("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
        gzipSync("x".repeat(9999)).subarray(0, 20),
      ]),
    ),
  "says nothing": () => undefined,
  "never ends its headers": (socket) => endless(socket, "HTTP/1.1 200 OK\r\nX: ", "y"),
  "says early hints for ever": (socket) => endless(socket, "", "HTTP/1.1 103 Early Hints\r\n\r\n"),
  "says continue for ever": (socket) => endless(socket, "", "HTTP/1.1 100 Continue\r\n\r\n"),
  "never ends its body": (socket) => endless(socket, "HTTP/1.1 200 OK\r\n\r\n", " "),
  "never begins its body": (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
};

function endless(socket: Socket, first: string, rest: string): void {
  socket.write(first);
  const again = () => {
    if (!socket.destroyed) socket.write(rest, () => setTimeout(again, 20));
  };
  again();
}

let cli: CommandLine;
let server: Server;
let origin = "";

beforeAll(async () => {
  cli = await commandLine();
  server = createServer((socket) => {
    let text = "";
    socket.on("error", () => undefined);
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      // Each row names in its output what it wants; requests are short enough to come whole.
      const name = Object.keys(BEHAVIOURS).find((each) => text.includes(`<${each}>`));
      if (name === undefined) return;
      text = "";
      BEHAVIOURS[name]?.(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rows = Object.keys(BEHAVIOURS).map((name) => ({ item: {}, model_sample: `<${name}>` }));
  await cli.write("all.samples.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
  const output = "{{sample.output_text}}";
  await cli.write("endpoint.grader.json", { type: "endpoint", name: "e", url: origin });
  await cli.write("judge.grader.json", {
    type: "score_model",
    name: "j",
    model: "m",
    input: [{ role: "user", content: output }],
  });
  await cli.write("cosine.grader.json", {
    type: "text_similarity",
    name: "c",
    input: output,
    reference: "b",
    evaluation_metric: "cosine",
  });
  await cli.write("exact.grader.json", {
    type: "string_check",
    name: "x",
    input: output,
    reference: "b",
    operation: "eq",
  });
});
afterAll(() => server.close());

describe("a server that keeps an answer from coming", () => {
  it.each([
    ["an endpoint", "endpoint", []],
    ["a judge", "judge", ["--judge", "live", "--judge-url"]],
    ["an embeddings server", "cosine", ["--embeddings-url"]],
    ["a hosted provider", "exact", ["--provider", "custom", "--base-url"]],
  ])("costs its own row alone: %s", async (_, grader, option) => {
    const args = option.length > 0 ? [...option, `${origin}/v1`] : [];
    const { code, stdout, stderr } = await cli.run(
      [
        "run",
        `${grader}.grader.json`,
        "--samples",
        "all.samples.jsonl",
        "--format",
        "json",
        "--timeout",
        "3",
        ...args,
      ],
      { env: { GRADERS_API_KEY: "any-key-at-all" } },
    );
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { reward?: number; metadata?: { errors: Record<string, unknown> } });
    expect(rows).toHaveLength(Object.keys(BEHAVIOURS).length);
    for (const row of rows)
      expect(row.metadata === undefined || Object.values(row.metadata.errors).includes(true)).toBe(true);
    expect(stderr).not.toContain("fault");
    expect(code).toBe(3);
  });

  it("switching protocols is told at once, by what happened", async () => {
    const { stdout } = await cli.run([
      "run",
      "endpoint.grader.json",
      "--model-sample",
      "<switches protocols>",
      "--item",
      "{}",
    ]);
    expect(stdout).toContain("the connection was closed without an answer");
  });
});

it("a command that has nothing left to wait for says so", async () => {
  // A request without a connection: nothing is open that could ever bring an answer.
  await cli.write(
    "stall.mjs",
    `import http from "node:http";
import { Writable } from "node:stream";
http.request = () =>
  Object.assign(new Writable({ write: (chunk, encoding, done) => done() }), { abort: () => undefined });`,
  );
  const { code, stderr } = await cli.run(
    ["run", "endpoint.grader.json", "--model-sample", "x", "--item", "{}"],
    { env: { NODE_OPTIONS: `--import ${cli.folder}/stall.mjs` } },
  );
  expect(stderr).toContain("what was asked never answers");
  expect(code).toBe(3);
});
