import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostedSettings } from "../../../../src/core/provider/hostedSettings";
import { answerError } from "../../../../src/core/provider/hostedErrors";
import type { ProviderError } from "../../../../src/core/provider/provider";
import { startApiServer, type AnswerMode, type ApiServer } from "../../../support/apiServer";
import { EXACT, json, KEY, never, providerAt, providerErrorOf, RecordingClock, textSample } from "./support";

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const paris = textSample("Paris", json('{"answer":"Paris"}'));

async function failWith(
  mode: AnswerMode,
  options: Parameters<typeof providerAt>[1] = {},
): Promise<ProviderError> {
  server.answerWith(mode);
  const provider = providerAt(`${server.url}/v1`, options);
  const error = await providerErrorOf(provider.run({ grader: EXACT, sample: paris }, never));
  expect(error.details.mend, "every failure has a mend").toMatch(/\w{3}/);
  expect(JSON.stringify([error.message, error.details]), "no key is ever shown").not.toContain(
    KEY.slice(0, 8),
  );
  return error;
}

describe("an answer that is no result", () => {
  it.each([
    ["bad-request", "rejected", /refused the request \(status 400\): Invalid value: 'neq'/],
    [
      "unauthorized",
      "unauthorized",
      /does not accept the key \(status 401\): Incorrect API key provided: \[key\]\./,
    ],
    ["forbidden", "forbidden", /does not allow this \(status 403\): .*api\.graders\.write/],
    ["not-found", "not-found", /has no graders here \(status 404\): Invalid URL/],
    ["server-error", "server", /failed \(status 500\): The server had an error/],
    ["garbage", "bad-answer", /gave a web page instead of a result/],
    ["cut-off", "bad-answer", /The connection broke in the middle of the answer/],
    ["redirect", "redirect", /redirects to http:\/\/localhost:\d+\/elsewhere\/v1\/fine_tuning/],
    ["huge", "bad-answer", /The answer is larger than 10 MB/],
  ] as const)("%s is told as %s, with the request's id", async (mode, reason, words) => {
    const error = await failWith(mode);
    expect(error.reason).toBe(reason);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(server.url);
    expect(error.details.requestId).toBe(`req_${server.requests.length}`);
    expect(error.message).toContain(`(request req_${server.requests.length})`);
  });

  it("names the parameter of a 400", async () => {
    const error = await failWith("bad-request");
    expect(error.details).toMatchObject({ param: "grader.operation", status: 400 });
    expect(error.details.mend).toContain("grader.operation");
  });

  it("follows no redirect and shows no query", async () => {
    const before = server.requests.length;
    const error = await failWith("redirect");
    expect(server.requests).toHaveLength(before + 1);
    expect(error.message).not.toContain("secret");
  });

  it("stops reading an answer without an end", async () => {
    await failWith("huge");
    expect(await server.requests.at(-1)!.ended).toBe("aborted");
  });

  it.each([
    ["", "an empty answer"],
    ["null", "JSON that is no object"],
    ["[1]", "JSON that is no object"],
    ['{"reward": 0.5, "meta', "no JSON"],
    ["{}", "JSON without a reward"],
    ['{"reward":"high"}', "JSON without a reward"],
    ['{"reward":1e999}', "JSON without a reward"],
  ])("tells what is wrong with %j", async (body, words) => {
    const error = await failWith({ status: 200, body });
    expect(error.reason).toBe("bad-answer");
    expect(error.message).toContain(words);
  });

  it("does not take bytes that are no UTF-8", async () => {
    const bytes = (async function* () {
      await Promise.resolve();
      yield new Uint8Array([0x7b, 0xff, 0x7d]);
    })();
    const error = await failWith("success", {
      fetch: () => Promise.resolve({ status: 200, headers: { get: () => null }, body: bytes }),
    });
    expect(error.message).toContain("not UTF-8");
  });

  it.each([
    [{ error: { code: "401", message: "Access denied due to invalid subscription key." } }, "Access denied"],
    [{ statusCode: 404, message: "Resource not found" }, "Resource not found"],
    [{ error: "model not loaded" }, "model not loaded"],
    [{ detail: [{ msg: "field required" }] }, "field required"],
    ["<html><head><title>Bad gateway</title></head></html>", 'a web page "Bad gateway"'],
    ["upstream\n  refused", "upstream refused"],
    ["", "it gave no reason"],
  ])("finds the server's own words in %j", async (body, words) => {
    expect((await failWith({ status: 418, body })).message).toContain(words);
  });

  it("takes the request's id from Azure's header", async () => {
    const headers = { "x-request-id": "", "apim-request-id": "azure-1" };
    expect((await failWith({ status: 418, headers })).details.requestId).toBe("azure-1");
  });

  it("shows no key that comes back in an id or a parameter", async () => {
    const body = { error: { message: `bad ${KEY.slice(3)}`, param: `grader.${KEY}` } };
    const error = await failWith({ status: 400, headers: { "x-request-id": KEY }, body });
    expect(error.details).toMatchObject({ requestId: "[key]", param: "grader.[key]" });
  });
});

describe("the mend", () => {
  const mendOf = (status: number, id: "openai" | "foundry" | "custom", kind: "key" | "token" = "key") => {
    const context = {
      settings: hostedSettings(id, "https://x.openai.azure.com"),
      keyMend: "KEY MEND",
      credentialKind: kind,
    };
    return answerError({ status, text: "" }, context).details.mend;
  };

  it("of a missing route names the dates at which OpenAI retires it, and the engine", () => {
    expect(mendOf(404, "openai")).toMatch(/2026-11-30.*2027-01-06.*engine/);
    expect(mendOf(410, "openai")).toBe(mendOf(404, "openai"));
    expect(mendOf(404, "foundry")).toContain("graders.foundry.endpoint");
    expect(mendOf(404, "custom")).toContain("/v1");
  });

  it("of a refused key is how to give another, of a token to sign in again", () => {
    expect(mendOf(401, "openai")).toContain("KEY MEND");
    expect(mendOf(401, "foundry", "token")).toContain("Sign in again");
    expect(mendOf(403, "foundry")).toContain("sign in with Microsoft");
  });
});

describe("retries", () => {
  it("wait as long as the server asks, then succeed", async () => {
    server.answerWith("rate-limited-once");
    const clock = new RecordingClock();
    const before = server.requests.length;
    const result = await providerAt(server.url, { clock }).run({ grader: EXACT, sample: paris }, never);
    expect(result.reward).toBe(1);
    expect(clock.pauses).toEqual([1000]);
    const [first, second, ...more] = server.requests.slice(before);
    expect(second!.body).toBe(first!.body);
    expect(more).toEqual([]);
  });

  it.each([408, 409, 429, 500, 502, 503, 529])("follow a %d, each pause longer, and end", async (status) => {
    const clock = new RecordingClock();
    const before = server.requests.length;
    const error = await failWith({ status }, { clock });
    expect(error.details.status).toBe(status);
    expect(server.requests).toHaveLength(before + 4);
    for (const [index, pause] of clock.pauses.entries()) {
      expect(pause).toBeLessThanOrEqual(500 * 2 ** index);
      expect(pause).toBeGreaterThanOrEqual(375 * 2 ** index);
    }
    expect(clock.pauses).toHaveLength(3);
  });

  it.each([
    ["retry-after", "2", 2000],
    ["retry-after", "3600", 30_000],
    ["retry-after-ms", "12.5", 12.5],
  ])("honour %s: %s", async (header, value, pause) => {
    const clock = new RecordingClock();
    await failWith({ status: 503, headers: { [header]: value } }, { clock, timeoutMs: 100_000 });
    expect(clock.pauses).toEqual([pause, pause, pause]);
  });

  it("end where the pauses would last longer than the time limit", async () => {
    const clock = new RecordingClock();
    const wait = { status: 429, headers: { "retry-after": "15" } };
    expect((await failWith(wait, { clock, timeoutMs: 20_000 })).details.status).toBe(429);
    expect(clock.pauses).toEqual([15_000]);
    await failWith(wait, { clock, timeoutMs: 10_000 });
    expect(clock.pauses).toEqual([15_000]);
  });

  it("honour a date", async () => {
    const clock = new RecordingClock();
    const date = new Date(Date.now() + 6000).toUTCString();
    await failWith({ status: 429, headers: { "retry-after": date } }, { clock });
    for (const pause of clock.pauses) {
      expect(pause).toBeLessThanOrEqual(6000);
      expect(pause).toBeGreaterThan(0);
    }
    await failWith({ status: 429, headers: { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" } }, { clock });
    expect(clock.pauses.slice(-3)).toEqual([0, 0, 0]);
  });

  it.each([400, 401, 403, 404, 413, 422])("do not follow a %d", async (status) => {
    const before = server.requests.length;
    await failWith({ status });
    expect(server.requests).toHaveLength(before + 1);
  });

  it("end where the server says so", async () => {
    const before = server.requests.length;
    const error = await failWith({
      status: 429,
      headers: { "x-should-retry": "false" },
      body: { error: { message: "You exceeded your current quota.", code: "insufficient_quota" } },
    });
    expect(server.requests).toHaveLength(before + 1);
    expect(error.details.mend).toContain("add credit");
  });

  it("follow a connection that fails, and say what failed", async () => {
    const gone = await startApiServer();
    await gone.close();
    const clock = new RecordingClock();
    const provider = providerAt(gone.url, { clock });
    const error = await providerErrorOf(provider.run({ grader: EXACT, sample: paris }, never));
    expect(error.reason).toBe("network");
    expect(error.message).toContain("ECONNREFUSED");
    expect(clock.pauses).toHaveLength(3);
  });
});

describe("the time limit", () => {
  it("ends a try that hangs, at the server too, and is final", async () => {
    const before = server.requests.length;
    const error = await failWith("hang", { timeoutMs: 500 });
    expect(error.reason).toBe("timeout");
    expect(error.message).toContain("did not answer within 0.5 s");
    expect(error.details.mend).toContain("graders.timeoutSeconds");
    expect(server.requests).toHaveLength(before + 1);
    expect(await server.requests.at(-1)!.ended).toBe("aborted");
  });
});
