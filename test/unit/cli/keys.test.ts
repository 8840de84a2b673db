import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { verdict } from "../../support/judgeServer";

const KEY = "sk-live-9fK2mQ7xTzA4bRh1wY8";

type Reply = (response: ServerResponse, echo: string) => void;

/** The key as a server may give it back. */
const ECHOES: Readonly<Record<string, string>> = {
  plain: KEY,
  "as a bearer": `Bearer ${KEY}`,
  "in part": KEY.slice(3, 20),
  "percent-encoded": encodeURIComponent(`Bearer ${KEY}`).replace(/s/g, "%73"),
  "under \\u": KEY.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "in base64": Buffer.from(`authorization: Bearer ${KEY}\r\n`).toString("base64"),
  "in base64url": Buffer.from(`?${KEY}?`).toString("base64url"),
  "in hexadecimal": Buffer.from(KEY).toString("hex"),
};

const say = (response: ServerResponse, status: number, body: string, headers = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  // In packets that split every echo.
  const bytes = Buffer.from(body);
  response.socket?.setNoDelay(true);
  const send = (at: number) => {
    if (at >= bytes.length) response.end();
    else response.write(bytes.subarray(at, at + 7), () => setImmediate(send, at + 7));
  };
  send(0);
};

/** Each part of an answer in which a key may come back. */
const PARTS: Readonly<Record<string, Reply>> = {
  "an error's message": (response, echo) =>
    say(response, 401, JSON.stringify({ error: { message: `Incorrect API key: ${echo}` } })),
  "an error's text": (response, echo) => say(response, 400, `no ${echo} here`),
  "a redirect": (response, echo) => say(response, 307, "", { location: `https://x.invalid/${echo}` }),
  "a content": (response, echo) =>
    say(response, 200, chat(JSON.stringify({ steps: [{ description: echo, conclusion: "ok" }], result: 1 }))),
  "a refusal": (response, echo) => say(response, 200, chat(verdict(1), echo)),
  "no JSON": (response, echo) => say(response, 200, `<p>${echo}</p>`),
  "no verdict": (response, echo) => say(response, 200, chat(`I can't: ${echo}`)),
  "ids and names": (response, echo) =>
    say(response, 200, JSON.stringify({ id: echo, model: echo, choices: [], data: [], score: echo }), {
      "x-request-id": encodeURIComponent(echo),
    }),
  "errors of a result": (response, echo) =>
    say(
      response,
      200,
      JSON.stringify({
        reward: 0,
        metadata: { name: echo, errors: { other_error: true, more_details: echo } },
      }),
    ),
};

function chat(content: string, refusal: string | null = null): string {
  return JSON.stringify({
    choices: [{ index: 0, message: { role: "assistant", content, refusal }, finish_reason: "stop" }],
  });
}

let cli: CommandLine;
let origin = "";
const asked = new Set<string>();
const server = createServer((incoming, response) => void answer(incoming, response));

/** Each row names what it wants to be answered. */
async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  incoming.setEncoding("utf8");
  let text = "";
  for await (const chunk of incoming) text += chunk as string;
  const [, part = "", echo = ""] = /<(.+?)\|(.+?)>/.exec(text) ?? [];
  asked.add(`${part}|${echo}`);
  PARTS[part]?.(response, ECHOES[echo] ?? "");
}

const ROWS = Object.keys(PARTS).flatMap((part) =>
  Object.keys(ECHOES).map((echo) => ({ item: {}, model_sample: `<${part}|${echo}>` })),
);

beforeAll(async () => {
  cli = await commandLine();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await cli.write("all.samples.jsonl", ROWS.map((row) => JSON.stringify(row)).join("\n"));
  await cli.write("judge.grader.json", {
    type: "score_model",
    name: "judge",
    model: "judge-1",
    sampling_params: { temperature: 0 },
    input: [{ role: "user", content: "{{sample.output_text}}" }],
  });
  await cli.write("cosine.grader.json", {
    type: "text_similarity",
    name: "cosine",
    input: "{{sample.output_text}}",
    reference: "b",
    evaluation_metric: "cosine",
  });
  await cli.write("exact.grader.json", {
    type: "string_check",
    name: "exact",
    input: "{{sample.output_text}}",
    reference: "b",
    operation: "eq",
  });
  await cli.write("endpoint.grader.json", {
    type: "endpoint",
    name: "endpoint",
    url: `${origin}/score?code=${KEY}`,
    headers: { "x-functions-key": KEY },
  });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const CALLERS: Readonly<Record<string, { readonly grader: string; readonly args: () => readonly string[] }>> =
  {
    judge: { grader: "judge", args: () => ["--judge", "record", "--judge-url", `${origin}/v1`] },
    "a judge whose answers are kept": {
      grader: "judge",
      args: () => ["--judge", "live", "--judge-url", `${origin}/v1`],
    },
    embeddings: { grader: "cosine", args: () => ["--embeddings-url", `${origin}/v1`] },
    hosted: { grader: "exact", args: () => ["--provider", "custom", "--base-url", `${origin}/v1`] },
    endpoint: { grader: "endpoint", args: () => [] },
  };

/** Every file that the command line wrote: recordings, the judge's cache, and whatever else. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== "endpoint.grader.json")
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Nothing that is readable as eight characters of the key. */
function expectNoKey(text: string, where: string): void {
  const decoded = [0, 1, 2, 3].flatMap((at) =>
    (text.match(/[\w+/-]{16,}/g) ?? []).map((word) =>
      Buffer.from(word.slice(at), "base64").toString("latin1"),
    ),
  );
  const hex = (text.match(/[\da-f]{16,}/gi) ?? []).map((word) => Buffer.from(word, "hex").toString("latin1"));
  const plain = text
    .replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  for (const view of [text, plain, ...decoded, ...hex])
    for (let at = 0; at + 8 <= KEY.length; at++)
      if (view.includes(KEY.slice(at, at + 8)))
        expect.fail(`${where} has ${KEY.slice(at, at + 8)}: ${text.slice(0, 500)}`);
}

describe.each(Object.entries(CALLERS))("the key of %s", (_, { grader, args }) => {
  it.each(["json", "text"])("is nowhere, whatever echoes it, in %s", async (format) => {
    asked.clear();
    const { stdout, stderr, code } = await cli.run(
      ["run", `${grader}.grader.json`, "--samples", "all.samples.jsonl", "--format", format, ...args()],
      {
        env: {
          GRADERS_JUDGE_API_KEY: KEY,
          GRADERS_API_KEY: KEY,
          XDG_CACHE_HOME: path.join(cli.folder, `cache-${format}`),
        },
      },
    );
    expect(code).toBe(3);
    expect(asked.size).toBe(ROWS.length);
    if (format === "json") expect(stdout.trim().split("\n")).toHaveLength(ROWS.length);
    for (const line of [...stdout.split("\n"), ...stderr.split("\n")]) expectNoKey(line, "the output");
    for (const file of await filesBelow(cli.folder)) expectNoKey(await readFile(file, "utf8"), file);
  });
});

it("recordings and the judge's cache were among what was looked through", async () => {
  const files = await filesBelow(cli.folder);
  expect(files.filter((file) => file.includes(`${path.sep}cache-json${path.sep}`))).not.toEqual([]);
  expect(await readFile(path.join(cli.folder, "judge.judge.jsonl"), "utf8")).toContain("[key]");
});
