import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBody } from "../../../../src/core/provider/body";
import { nodeFetch } from "../../../../src/node/http/nodeFetch";
import { startJudgeServer, type JudgeServer } from "../../../support/judgeServer";

let server: JudgeServer;
beforeAll(async () => void (server = await startJudgeServer()));
afterAll(() => server.close());

const never = new AbortController().signal;

function post(body: string, signal = never) {
  return nodeFetch(`${server.origin}/a?b=c`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-one": "1" },
    body,
    signal,
    redirect: "manual",
  });
}

describe("a request", () => {
  it("arrives as it was written, and its answer is read", async () => {
    server.replyWith({ status: 201, headers: { "x-request-id": "req_1" }, body: "東京 😀" });
    const coming = server.nextRequest();
    const response = await post('{"n":1.0}');
    const { path, headers, text } = await coming;
    expect({ path, text, one: headers["x-one"] }).toEqual({ path: "/a?b=c", text: '{"n":1.0}', one: "1" });
    expect(response.status).toBe(201);
    expect(response.headers.get("X-Request-Id")).toBe("req_1");
    expect(response.headers.get("x-nothing")).toBeNull();
    expect(await readBody(response, 100)).toBe("東京 😀");
  });

  it("may be given up before it begins", async () => {
    const before = server.requests.length;
    // Without care, node-fetch throws once more, outside of any promise, and Vitest fails by that.
    await expect(post("{}", AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(server.requests).toHaveLength(before);
  });

  it("follows no redirect", async () => {
    server.replyWith({ status: 302, headers: { location: "/b" }, body: "" });
    const before = server.requests.length;
    const response = await post("{}");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/b"]);
    expect(server.requests).toHaveLength(before + 1);
  });

  it("is over at the server when aborted", async () => {
    server.replyWith("hang");
    const controller = new AbortController();
    const coming = server.nextRequest();
    const asking = post("{}", controller.signal);
    const { abandoned } = await coming;
    controller.abort(new Error("stop"));
    await expect(asking).rejects.toThrow();
    expect(await abandoned).toBe(true);
  });

  it("says which address could not be reached", async () => {
    await expect(
      nodeFetch("http://127.0.0.1:1/", { method: "GET", headers: {}, signal: never, redirect: "manual" }),
    ).rejects.toThrow(/ECONNREFUSED 127\.0\.0\.1:1/);
  });
});
