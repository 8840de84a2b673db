import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HttpJudgeOptions } from "../../../../src/core/judge/httpJudge";
import { gradeRow, hastyClock, judgeAt } from "../../../support/engine";
import {
  completion,
  startJudgeServer,
  verdict,
  type JudgeServer,
  type Reply,
} from "../../../support/judgeServer";

let server: JudgeServer;
beforeAll(async () => void (server = await startJudgeServer()));
beforeEach(() => server.replyWith(completion(verdict(0.75))));
afterAll(() => server.close());

const score = {
  type: "score_model",
  model: "gpt-4.1-2025-04-14",
  range: [0, 5],
  input: [
    { role: "system", content: "Grade {{item.what}}." },
    { role: "user", content: [{ type: "input_text", text: "{{sample.output_text}}" }, "as text"] },
  ],
  sampling_params: { temperature: 0, max_completions_tokens: 50, seed: null },
};
const label = {
  type: "label_model",
  model: "gpt-4.1-2025-04-14",
  input: [{ role: "user", content: "{{sample.output_text}}" }],
  labels: ["good", "bad"],
  passing_labels: ["good"],
};
const row = { item: { what: "tone" }, model_sample: "Hello." };

function ask(grader: object = score, over: Partial<HttpJudgeOptions> = {}, signal?: AbortSignal) {
  return gradeRow(grader, row, { judge: judgeAt(server.baseUrl, over), ...(signal && { signal }) });
}

describe("what a judge is asked", () => {
  it("is a chat completion with the rendered messages, the given parameters and a strict schema", async () => {
    const coming = server.nextRequest();
    await ask();
    const { path, body, headers } = await coming;
    expect(path).toBe("/v1/chat/completions");
    expect(headers.authorization).toBeUndefined();
    expect(body).toEqual({
      model: "gpt-4.1-2025-04-14",
      messages: [
        { role: "system", content: "Grade tone." },
        {
          role: "user",
          content: [
            { type: "text", text: "Hello." },
            { type: "text", text: "as text" },
          ],
        },
      ],
      temperature: 0,
      max_completion_tokens: 50,
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "float_score_classification",
          strict: true,
          schema: {
            type: "object",
            additionalProperties: false,
            required: ["steps", "result"],
            properties: {
              steps: {
                type: "array",
                description: "The reasoning that leads to the result.",
                items: {
                  type: "object",
                  additionalProperties: false,
                  required: ["description", "conclusion"],
                  properties: { description: { type: "string" }, conclusion: { type: "string" } },
                },
              },
              result: {
                type: "number",
                description: "The float score of the grading. Must be within the range 0 to 5, inclusive.",
              },
            },
          },
        },
      },
    });
  });

  it("names the labels in the schema", async () => {
    server.replyWith(completion(verdict("good")));
    const coming = server.nextRequest();
    await ask(label);
    expect(JSON.stringify((await coming).body.response_format)).toContain('"enum":["good","bad"]');
  });

  it("carries images and audio in Chat Completions' form", async () => {
    const coming = server.nextRequest();
    await ask({
      ...score,
      input: [
        {
          role: "user",
          content: [
            { type: "input_image", image_url: "https://example.com/{{item.what}}.png", detail: "low" },
            { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
          ],
        },
      ],
    });
    expect((await coming).body.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "https://example.com/tone.png", detail: "low" } },
          { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
        ],
      },
    ]);
  });

  it("carries the key of its origin", async () => {
    const coming = server.nextRequest();
    await ask(score, { keyFor: (origin) => Promise.resolve(origin === server.origin ? "k-1" : "other") });
    expect((await coming).headers.authorization).toBe("Bearer k-1");
  });
});

describe("a judge's answer", () => {
  it("gives reward, steps, tokens and the model that answered", async () => {
    const { reward, metadata, model_grader_token_usage_per_model, diagnostics } = await ask();
    const usage = { prompt_tokens: 190, completion_tokens: 134, total_tokens: 324, cached_tokens: 7 };
    expect(reward).toBe(0.75);
    expect(metadata).toMatchObject({ token_usage: usage, sampled_model_name: "gpt-4.1-2025-04-14" });
    expect(model_grader_token_usage_per_model).toEqual({ "gpt-4.1-2025-04-14": usage });
    expect(diagnostics).toMatchObject({
      basis: "judge",
      judge: {
        model: "gpt-4.1-2025-04-14",
        answered_by: "gpt-4.1-2025-04-14",
        origin: server.origin,
        source: "live",
        steps: [{ description: "Compare.", conclusion: "Close." }],
        result: 0.75,
      },
    });
  });

  it("says that another model judged", async () => {
    const targetFor = () => ({ baseUrl: server.baseUrl, model: "llama3.1" });
    const { diagnostics, metadata } = await ask(score, { targetFor });
    expect(diagnostics.basis).toBe("substitute judge");
    expect(diagnostics.judge).toMatchObject({ model: "gpt-4.1-2025-04-14", answered_by: "llama3.1" });
    expect(metadata.sampled_model_name).toBe("llama3.1");
  });

  it("may come in parts", async () => {
    const parts = [
      { type: "thinking", thinking: [] },
      ...verdict(0.5)
        .split(/(?=result)/)
        .map((text) => ({ type: "text", text })),
    ];
    server.replyWith(completion(parts));
    expect((await ask()).reward).toBe(0.5);
  });

  it("may stand behind what the model thought", async () => {
    server.replyWith(completion(`<think>\nA {draft}.\n</think>\n\n${verdict(0.5)}`));
    expect((await ask()).reward).toBe(0.5);
  });

  it.each(["", null, " \n"])("is empty: %j", async (content) => {
    server.replyWith(completion(content));
    expect((await ask()).metadata.errors.model_grader_parse_error_details).toBe(
      "The judge's answer is empty.",
    );
  });

  it("keeps a refusal's raw answer beside its flag", async () => {
    server.replyWith(completion(null, { refusal: "No." }));
    const { metadata, diagnostics } = await ask();
    expect(metadata.errors).toMatchObject({
      model_grader_refusal_error: true,
      model_grader_refusal_error_details: "No.",
    });
    expect(diagnostics.judge).toMatchObject({ result: null, source: "live" });
  });

  it("sums the tokens of a multi's judges by model", async () => {
    const multi = { type: "multi", graders: { a: score, b: score }, calculate_output: "a + b" };
    const { reward, model_grader_token_usage_per_model } = await ask(multi);
    expect(reward).toBe(1.5);
    expect(model_grader_token_usage_per_model).toEqual({
      "gpt-4.1-2025-04-14": {
        prompt_tokens: 380,
        completion_tokens: 268,
        total_tokens: 648,
        cached_tokens: 14,
      },
    });
  });
});

describe("a judge that can't answer", () => {
  it.each<[string, Reply, RegExp, RegExp]>([
    [
      "wants a key",
      { status: 401, body: { error: { message: "bad key" } } },
      /401: bad key/,
      /GRADERS_JUDGE_API_KEY/,
    ],
    ["forbids it", { status: 403, body: "" }, /403/, /GRADERS_JUDGE_API_KEY/],
    [
      "lacks the model",
      { status: 404, body: { error: "model not found" } },
      /404: model not found/,
      /gpt-4\.1/,
    ],
    ["redirects", { status: 302, headers: { location: "/v2" }, body: "" }, /302: \/v2$/, /redirect/],
    ["says nothing", { status: 413, body: "" }, /answered with status 413\.$/, /base URL/],
    [
      "asks to wait too long",
      { status: 429, headers: { "retry-after": "86400" }, body: { error: { message: "tomorrow" } } },
      /429: tomorrow/,
      /concurrency/,
    ],
    ["gives no JSON", { body: "<html></html>" }, /gave no JSON/, /base URL/],
    ["gives another JSON", { body: { choices: [] } }, /no chat completion/, /base URL/],
    [
      "refuses the request",
      { status: 400, body: { error: { message: "context too long" } } },
      /refused.*context too long/,
      /messages/,
    ],
    ["gives far too much", { body: `"${"x".repeat(10_000_001)}"` }, /larger than 10 MB/, /base URL/],
  ])("because it %s", async (_, reply, details, mend) => {
    server.replyWith(reply);
    const before = server.requests.length;
    const { reward, metadata, diagnostics } = await ask();
    expect(reward).toBe(0);
    expect(metadata.errors.model_grader_server_error).toBe(true);
    expect(metadata.errors.model_grader_server_error_details).toMatch(details);
    expect(diagnostics.failures[0]?.mend).toMatch(mend);
    expect(server.requests).toHaveLength(before + 1);
  });

  it("is asked again after 429, when the server says so", async () => {
    const clock = hastyClock();
    server.replyWith(
      { status: 429, headers: { "retry-after": "2" }, body: "slow down" },
      completion(verdict(1)),
    );
    expect((await ask(score, { clock })).reward).toBe(1);
    expect(clock.pauses).toEqual([2000]);
  });

  it("is given up after four tries", async () => {
    server.replyWith({ status: 503, body: "busy" });
    const before = server.requests.length;
    const { metadata } = await ask();
    expect(server.requests.length - before).toBe(4);
    expect(metadata.errors.model_grader_server_error_details).toMatch(/503: busy/);
  });

  it("is left when it does not answer in time: one try, and the connection is over", async () => {
    server.replyWith("hang");
    const before = server.requests.length;
    const coming = server.nextRequest();
    const { metadata } = await ask(score, { timeoutMs: 50 });
    expect(metadata.errors.model_grader_server_error_details).toMatch(/did not answer within 0\.05 s/);
    expect(await (await coming).abandoned).toBe(true);
    expect(server.requests.length - before).toBe(1);
  });

  it("is left when the run is cancelled, and sees it", async () => {
    server.replyWith("hang");
    const cancel = new AbortController();
    const coming = server.nextRequest();
    const running = ask(score, {}, cancel.signal).catch((error: unknown) => error);
    const { abandoned } = await coming;
    const reason = new Error("cancelled");
    cancel.abort(reason);
    expect(await running).toBe(reason);
    expect(await abandoned).toBe(true);
  });

  it("is not reached at all: nobody listens", async () => {
    const { metadata, diagnostics } = await gradeRow(score, row, { judge: judgeAt("http://127.0.0.1:1/v1") });
    expect(metadata.errors.model_grader_server_error_details).toMatch(/ECONNREFUSED/);
    expect(diagnostics.failures[0]?.mend).toMatch(/judge runs/);
  });

  it("gets no key over plain http: on another machine", async () => {
    const { metadata } = await gradeRow(score, row, {
      judge: judgeAt("http://judge.example.com/v1", {
        keyFor: () => Promise.resolve("k-1"),
        fetch: () => Promise.reject(new Error("it was called")),
      }),
    });
    expect(metadata.errors.model_grader_server_error_details).toMatch(/not encrypted/);
  });

  it.each(["k-1\n", " k-1 ", ""])("takes the key %j without what surrounds it", async (key) => {
    const coming = server.nextRequest();
    await gradeRow(score, row, { judge: judgeAt(server.baseUrl, { keyFor: () => Promise.resolve(key) }) });
    expect((await coming).headers.authorization).toBe(key === "" ? undefined : "Bearer k-1");
  });

  it.each(["k-1\r\nx: y", "k 1", "schlüssel"])("is not sent the key %j, which is none", async (key) => {
    const before = server.requests.length;
    const { metadata } = await gradeRow(score, row, {
      judge: judgeAt(server.baseUrl, { keyFor: () => Promise.resolve(key) }),
    });
    expect(metadata.errors.model_grader_server_error_details).toMatch(/no key has/);
    expect(server.requests).toHaveLength(before);
  });

  it("has an address that is none", async () => {
    const { metadata } = await gradeRow(score, row, { judge: judgeAt("not an address") });
    expect(metadata.errors.model_grader_server_error_details).toMatch(/"not an address" is no web address/);
  });
});

describe("a server that lacks a feature", () => {
  it("is asked for the format in words when it takes no schema, and the result says so", async () => {
    server.replyWith(
      { status: 400, body: { error: { message: "response_format json_schema is not supported" } } },
      completion(verdict(0.5)),
    );
    const before = server.requests.length;
    const { reward, diagnostics } = await ask();
    expect(reward).toBe(0.5);
    const second = server.requests[before + 1]?.body;
    expect(second?.response_format).toEqual({ type: "json_object" });
    expect(JSON.stringify(second?.messages)).toContain("float_score_classification");
    expect(diagnostics.judge?.adjustments).toEqual([expect.stringMatching(/asked for in words/)]);
  });

  it("is asked without any format when it takes none", async () => {
    const refusal: Reply = { status: 400, body: { error: { message: "unknown field response_format" } } };
    server.replyWith(refusal, refusal, completion("```json\n" + verdict(0.5) + "\n```"));
    const before = server.requests.length;
    expect((await ask()).reward).toBe(0.5);
    expect(server.requests[before + 2]?.body).not.toHaveProperty("response_format");
  });

  it("is asked without a parameter that it refuses", async () => {
    server.replyWith(
      { status: 400, body: { error: { message: "temperature is not supported with this model" } } },
      completion(verdict(0.5)),
    );
    const before = server.requests.length;
    const { diagnostics } = await ask();
    expect(server.requests[before + 1]?.body).not.toHaveProperty("temperature");
    expect(diagnostics.judge?.adjustments).toEqual([expect.stringMatching(/refuses temperature/)]);
  });
});
