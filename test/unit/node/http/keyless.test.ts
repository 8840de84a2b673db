import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBody } from "../../../../src/core/provider/body";
import { nodeFetch } from "../../../../src/node/http/nodeFetch";

const KEY = "sk-live-9fK2mQ7xTz/4bR+1wY8";
const never = new AbortController().signal;

/** How a header carries the key. */
const CARRIERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a bearer": { authorization: `Bearer ${KEY}` },
  "Azure's header": { "api-key": KEY },
  "a header of any name": { "X-Team": KEY },
  "a password": { authorization: `Basic ${Buffer.from(`me:${KEY}`).toString("base64")}` },
  "a cookie": { cookie: `theme=dark; session=${KEY}` },
};

/** Echoes the key in each part of an answer, one byte a packet. */
let status = 200;
const server = createServer((incoming, response) => void echo(incoming, response));

async function echo(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  incoming.resume();
  const body = Buffer.from(
    JSON.stringify({
      plain: `Bearer ${KEY}`,
      percent: encodeURIComponent(KEY),
      base64: Buffer.from(`{"headers":{"authorization":"Bearer ${KEY}"}}`).toString("base64"),
      hex: Buffer.from(KEY).toString("hex"),
    }),
  );
  response.writeHead(status, KEY, {
    location: `https://elsewhere.invalid/?token=${encodeURIComponent(KEY)}`,
    "x-request-id": `req-${KEY}`,
    "x-headers": Buffer.from(JSON.stringify(incoming.headers)).toString("base64"),
  });
  response.socket?.setNoDelay(true);
  for (const byte of body) {
    response.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  response.end();
}

let origin = "";
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function ask(headers: Readonly<Record<string, string>>, url = origin) {
  return nodeFetch(url, { method: "POST", headers, body: "{}", signal: never, redirect: "manual" });
}

const TRACES = [
  KEY,
  KEY.slice(8, 18),
  encodeURIComponent(KEY),
  Buffer.from(KEY).toString("hex"),
  ...[0, 1, 2].map((at) =>
    Buffer.from("xx".slice(at) + KEY)
      .toString("base64")
      .slice(4, 28),
  ),
];

describe("an answer", () => {
  it.each(
    Object.entries(CARRIERS).flatMap(([name, headers]) =>
      [200, 302, 401].map((code) => ({ name, headers, code })),
    ),
  )("of status $code to $name has no part of the key", async ({ headers, code }) => {
    status = code;
    const response = await ask(headers);
    const heads = ["location", "x-request-id", "x-headers"].map((name) => response.headers.get(name) ?? "");
    const seen = [await readBody(response, 100_000), ...heads];
    for (const text of seen) {
      expect(text).toContain("[key]");
      for (const trace of TRACES) expect(text).not.toContain(trace);
    }
    expect(JSON.parse(seen[0] ?? "")).toMatchObject({
      plain: "Bearer [key]",
      percent: "[key]",
      hex: "[key]",
    });
  });

  it("says none of the key where it is no HTTP", async () => {
    const garbage = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (data) => socket.end(data));
    }).listen(0, "127.0.0.1");
    await once(garbage, "listening");
    const { port } = garbage.address() as AddressInfo;
    const error = await ask(
      { authorization: `Bearer ${KEY}` },
      `http://127.0.0.1:${port}/?code=${KEY}`,
    ).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify([String(error), (error as Error).stack, (error as Error).cause])).not.toContain(
      KEY.slice(0, 8),
    );
    garbage.close();
  });

  it("is left as it is where the request has no key", async () => {
    status = 200;
    const response = await ask({ "content-type": "application/json" });
    expect(await readBody(response, 100_000)).toContain(KEY);
  });
});

describe("an address", () => {
  it.each([
    "data:application/json,{}",
    "file:///etc/passwd",
    "blob:https://x/1",
    "ftp://127.0.0.1/",
    "about:blank",
  ])("such as %s is not asked", async (url) => {
    await expect(ask({}, url)).rejects.toThrow(/http: or https:/);
  });
});
