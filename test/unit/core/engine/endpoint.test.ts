import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENGINE_OPTIONS } from "../../../../src/core/engine/graded";
import { gradeRow } from "../../../support/engine";
import { startJudgeServer, type JudgeServer, type Reply } from "../../../support/judgeServer";

let server: JudgeServer;
beforeAll(async () => void (server = await startJudgeServer()));
beforeEach(() => server.replyWith({ body: { score: 0.5 } }));
afterAll(() => server.close());

const endpoint = (over: object = {}) => ({
  type: "endpoint",
  name: "mine",
  url: `${server.origin}/score`,
  ...over,
});
const row = { item: { answer: "42" }, model_sample: '{"a": 1}' };

describe("an endpoint grader", () => {
  it("sends sample, item and a trace id, and takes the score", async () => {
    const coming = server.nextRequest();
    const result = await gradeRow(endpoint({ headers: { "x-team": "a" } }), row);
    expect(result.reward).toBe(0.5);
    const { path, headers, body } = await coming;
    expect(path).toBe("/score");
    expect(headers).toMatchObject({ "x-team": "a", "content-type": "application/json" });
    expect(Object.keys(body)).toEqual(["sample", "item", "trace_id"]);
    expect(body).toMatchObject({
      sample: { output_text: '{"a": 1}', output_json: { a: 1 }, output_tools: [] },
      item: { answer: "42" },
    });
    expect(body.trace_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("takes a score outside 0 to 1 as it is", async () => {
    server.replyWith({ body: { score: -2.5 } });
    expect((await gradeRow(endpoint(), row)).reward).toBe(-2.5);
  });

  it.each<[string, Reply, string, RegExp]>([
    ["no score", { body: {} }, "endpoint_grader_server_error", /no \{"score": number\}/],
    ["a score in quotes", { body: { score: "1" } }, "endpoint_grader_server_error", /no \{"score": number\}/],
    ["a score that is null", { body: { score: null } }, "endpoint_grader_server_error", /score/],
    ["no JSON", { body: "<html>" }, "endpoint_grader_server_error", /\}: <html>$/],
    ["an empty answer", { body: "" }, "endpoint_grader_server_error", /\}: its answer is empty\.$/],
    [
      "what FastAPI says of a wrong body",
      { status: 422, body: { detail: [{ loc: ["body", "item"], msg: "Field required" }] } },
      "endpoint_grader_server_error",
      /status 422: Field required$/,
    ],
    ["a fault of its own", { status: 500, body: { score: 1 } }, "endpoint_grader_internal_error", /500/],
    ["a refusal", { status: 403, body: "no" }, "endpoint_grader_server_error", /403: no$/],
    [
      "a redirect, which is not followed",
      { status: 307, headers: { location: "/elsewhere" }, body: "" },
      "endpoint_grader_server_error",
      /307/,
    ],
    ["too much", { body: "x".repeat(1_100_000) }, "endpoint_grader_server_error", /larger than 1 MB/],
  ])("is errored by %s", async (_, reply, flag, details) => {
    server.replyWith(reply);
    const before = server.requests.length;
    const { reward, metadata, diagnostics } = await gradeRow(endpoint(), row);
    expect(reward).toBe(0);
    expect(metadata.errors[flag]).toBe(true);
    expect(metadata.errors[`${flag}_details`]).toMatch(details);
    expect(diagnostics.failures[0]).toMatchObject({ path: ["url"] });
    expect(diagnostics.failures[0]?.mend).toBeTruthy();
    expect(server.requests).toHaveLength(before + 1);
  });

  it("hangs up when the run is cancelled", async () => {
    server.replyWith("hang");
    const cancel = new AbortController();
    const coming = server.nextRequest();
    const running = gradeRow(endpoint(), row, { signal: cancel.signal }).catch((error: unknown) => error);
    const { abandoned } = await coming;
    const reason = new Error("cancelled");
    cancel.abort(reason);
    expect(await running).toBe(reason);
    expect(await abandoned).toBe(true);
  });

  it("is errored when the service does not answer in time, and hangs up", async () => {
    server.replyWith("hang");
    const coming = server.nextRequest();
    const { metadata } = await gradeRow(endpoint(), row, {
      engine: { ...DEFAULT_ENGINE_OPTIONS, timeoutMs: 50 },
    });
    expect(metadata.errors.endpoint_grader_server_error_details).toMatch(/did not answer within 0\.05 s/);
    expect(await (await coming).abandoned).toBe(true);
  });

  it.each([
    'data:application/json,{"score":1}',
    "blob:https://example.com/1",
    "ftp://127.0.0.1/score",
    "about:blank",
    "javascript:1",
    "score",
    "",
    "http://",
    "https://me:word@127.0.0.1/score",
  ])("is errored for the address %j, and asks nobody", async (url) => {
    const before = server.requests.length;
    const { reward, metadata, diagnostics } = await gradeRow(endpoint({ url }), row);
    expect(reward).toBe(0);
    expect(metadata.errors.endpoint_grader_server_error).toBe(true);
    expect(JSON.stringify([metadata, diagnostics])).not.toContain("word@");
    expect(server.requests).toHaveLength(before);
  });

  it.each([
    ["x-team", "a\r\nx-admin: yes"],
    ["x-team", "a\nb"],
    ["x-team", "a\0"],
    ["x-team", "東京"],
    ["x team", "a"],
    ["x-team:", "a"],
    ["", "a"],
    ["x\r\ny", "a"],
  ])("is errored for the header %j: %j, and asks nobody", async (name, value) => {
    const before = server.requests.length;
    const { metadata } = await gradeRow(endpoint({ headers: { [name]: value } }), row);
    expect(metadata.errors.endpoint_grader_server_error).toBe(true);
    expect(metadata.errors.endpoint_grader_server_error_details).toMatch(/header/);
    expect(server.requests).toHaveLength(before);
  });

  it("sends headers of every character that one may have", async () => {
    const coming = server.nextRequest();
    await gradeRow(endpoint({ headers: { "X_y.~!": "a\tb é" } }), row);
    expect((await coming).headers["x_y.~!"]).toBe("a\tb é");
  });

  it("takes a score of an answer that succeeded alone", async () => {
    server.replyWith({ status: 299, body: { score: 0.5 } }, { status: 300, body: { score: 1 } });
    expect((await gradeRow(endpoint(), row)).reward).toBe(0.5);
    expect((await gradeRow(endpoint(), row)).metadata.errors.endpoint_grader_server_error).toBe(true);
  });

  it("says its address without the keys in it", async () => {
    server.replyWith({ status: 403, body: "no" });
    const { metadata } = await gradeRow(endpoint({ url: `${server.origin}/score?code=abcdefgh&v=2` }), row);
    expect(metadata.errors.endpoint_grader_server_error_details).toContain(
      "/score?code=YOUR-CODE&v=2 answered",
    );
  });

  it("is errored for an address that is none", async () => {
    const { metadata } = await gradeRow(endpoint({ url: "file:///etc/passwd" }), row);
    expect(metadata.errors.endpoint_grader_server_error).toBe(true);
  });
});
