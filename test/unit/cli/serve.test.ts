import { APIError, BadRequestError, NotFoundError } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ERROR_KEYS } from "../../../src/core/result/errorFlags";
import { commandLine, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { asClientGrader, call, RUN, serve, VALIDATE, type Served } from "./serveSupport";
import { exact, jsonLines, tone } from "./support";

let cli: CommandLine;
let judge: JudgeServer;
let server: Served;
beforeAll(async () => {
  [cli, judge] = await Promise.all([commandLine({ sandbox: true }), startJudgeServer()]);
  server = await serve(cli, ["--judge-url", judge.baseUrl, "--judge-model", "llama3.1"], {
    GRADERS_JUDGE_API_KEY: "key-123",
  });
});
beforeEach(() => judge.replyWith(completion(verdict(0.75))));
afterAll(async () => {
  await server.end();
  await judge.close();
});

const close = {
  type: "text_similarity",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: "fuzzy_match",
};
const python = (line: string) => ({ type: "python", source: `def grade(sample, item):\n    ${line}\n` });
const label = {
  type: "label_model",
  model: "gpt-4.1-2025-04-14",
  labels: ["good", "bad"],
  passing_labels: ["good"],
  input: [{ role: "user", content: "{{sample.output_text}}" }],
};
const multi = {
  type: "multi",
  graders: { exact, close, code: python("return 0.5") },
  calculate_output: "0.5*close + 0.5*code + exact",
};

const ITEM = { answer: "fuzzy wuzzy had no hair" };
const OUTPUT = "fuzzy wuzzy was a bear";

const run = (grader: unknown, item: unknown = ITEM, model_sample = OUTPUT) =>
  server.client.fineTuning.alpha.graders.run({ grader: asClientGrader(grader), model_sample, item });
const validate = (grader: unknown) =>
  server.client.fineTuning.alpha.graders.validate({ grader: asClientGrader(grader) });

async function refusalOf(promise: Promise<unknown>): Promise<APIError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof APIError) return error;
  throw new Error("the client reports no API error");
}

describe("the official client, set to it by its base URL", () => {
  it.each([
    ["string_check", exact, 0],
    ["text_similarity, the published score", close, 0.7555555555555555],
    ["python, in the sandbox", python('return 0.25 if "wuzzy" in item["answer"] else -1'), 0.25],
    ["multi", multi, 0.5 * 0.7555555555555555 + 0.25],
    ["score_model", tone, 0.75],
  ])("runs %s", async (_, grader, reward) => {
    expect((await run(grader)).reward).toBeCloseTo(reward, 15);
  });

  it("runs label_model", async () => {
    judge.replyWith(completion(verdict("good")));
    expect((await run(label)).reward).toBe(1);
  });

  it("gets the API's answer field for field, and nothing of ours", async () => {
    const answer = await run(multi);
    expect(Object.keys(answer)).toEqual([
      "reward",
      "metadata",
      "sub_rewards",
      "model_grader_token_usage_per_model",
    ]);
    expect(Object.keys(answer.metadata)).toEqual([
      "name",
      "type",
      "errors",
      "execution_time",
      "scores",
      "token_usage",
      "sampled_model_name",
    ]);
    expect(Object.keys(answer.metadata.errors)).toEqual(ERROR_KEYS);
    expect(answer.metadata.name).toMatch(/^grader-\w{12}$/);
    expect(answer.sub_rewards).toEqual({ exact: 0, close: 0.7555555555555555, code: 0.5 });
  });

  it("gets the judge's tokens, and the judge gets our key, not the client's", async () => {
    const coming = judge.nextRequest();
    const answer = await run(tone, ITEM, "Hello.");
    const asked = await coming;
    expect(asked.headers.authorization).toBe("Bearer key-123");
    expect(asked.body.model).toBe("llama3.1");
    expect(answer.metadata.token_usage).toMatchObject({ prompt_tokens: 190, total_tokens: 324 });
    expect(Object.values(answer.model_grader_token_usage_per_model)).toHaveLength(1);
  });

  it("gets what the grader did wrong as flags, not as an error", async () => {
    const { reward, metadata } = await run(python('return item["gone"]'));
    expect(reward).toBe(0);
    expect(metadata.errors.python_grader_runtime_error).toBe(true);
    expect(metadata.errors.python_grader_runtime_error_details).toContain("KeyError: 'gone'");
  });

  it("may leave the item out", async () => {
    const { graders } = server.client.fineTuning.alpha;
    const grader = asClientGrader(python("return 1 if item == {} else 0"));
    expect((await graders.run({ grader, model_sample: "x" })).reward).toBe(1);
  });

  it("validates: the grader comes back, with a name where it had none", async () => {
    expect((await validate(exact)).grader).toEqual(exact);
    const { name, ...rest } = (await validate(close)).grader as typeof close & { name: string };
    expect(name).toMatch(/^grader-\w{12}$/);
    expect(rest).toEqual(close);
    // A source is not looked into, as at the service (facts.md "Calls").
    expect((await validate(python("return ("))).grader).toMatchObject({ type: "python" });
  });

  it.each([
    [
      { ...exact, operation: "neq" },
      "grader.operation",
      "Invalid value: 'neq'. Supported values are: 'eq', 'ne', 'like', and 'ilike'.",
    ],
    [{ type: "python", name: "p" }, "grader.source", "Missing required parameter: 'grader.source'."],
    [{ ...exact, type: undefined }, "grader.type", "Missing required parameter: 'grader.type'."],
    [
      { ...exact, type: "regex" },
      "grader.type",
      "Invalid value: 'regex'. Supported values are: 'string_check', 'text_similarity'",
    ],
    [
      { ...exact, input: { a: 1 } },
      "grader.input",
      "Invalid type for 'grader.input': expected a string, but got an object instead.",
    ],
    [
      { ...tone, input: [{ role: "user", content: 1 }] },
      "grader.input[0].content",
      "expected one of a string, an object, or an array, but got an integer instead.",
    ],
    [
      { ...tone, input: [{ role: "robot", content: "x" }] },
      "grader.input[0].role",
      "Invalid value: 'robot'. Supported values are: 'user', 'assistant', 'system', and 'developer'.",
    ],
    [
      { ...tone, input: [] },
      "grader.input",
      "array too short. Expected an array with minimum length 1, but got an array with length 0 instead.",
    ],
    [
      { ...tone, range: [0, 1, 2] },
      "grader.range",
      "array too long. Expected an array with maximum length 2",
    ],
    [
      { ...tone, sampling_params: { temperature: 2.5 } },
      "grader.sampling_params.temperature",
      "decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
    ],
    [
      { ...tone, sampling_params: { max_completions_tokens: 0 } },
      "grader.sampling_params.max_completions_tokens",
      "integer below minimum value. Expected a value >= 1",
    ],
    [{ ...multi, graders: {} }, "grader.graders", "Invalid value for 'grader.graders': "],
    [
      { ...multi, graders: { code: { type: "python" } } },
      "grader.graders.code.source",
      "Missing required parameter: 'grader.graders.code.source'.",
    ],
  ])("gets the API's 400 for %j", async (grader, param, words) => {
    const refusal = await refusalOf(run(grader));
    expect(refusal).toBeInstanceOf(BadRequestError);
    expect([refusal.status, refusal.param, refusal.type]).toEqual([400, param, "invalid_request_error"]);
    expect(refusal.message).toContain(words);
    expect(refusal.requestID).toMatch(/^req_[\da-f]{32}$/);
  });

  it("gets validate's own words for a multi whose graders are one grader", async () => {
    const { input, ...rest } = exact;
    const refusal = await refusalOf(validate({ ...multi, graders: { input, ...rest } }));
    expect(refusal).toBeInstanceOf(BadRequestError);
    expect(refusal.message).toMatch(
      /Multigrader validation test failed: 400: Invalid type for 'graders\.\w+': expected an object, but got a string instead\./,
    );
    expect(refusal.param).toMatch(/^grader\.graders\.\w+$/);
  });

  it.each([
    [
      { ...multi, calculate_output: "close + cloze" },
      "grader.calculate_output",
      /No sub-grader has the key "cloze"/,
    ],
    [
      { ...multi, calculate_output: "close +" },
      "grader.calculate_output",
      /Invalid value for 'grader\.calculate_output'/,
    ],
    [{ ...tone, range: [1, 0] }, "grader.range", /must rise/],
  ])("is told by validate what the schema can't say: %j", async (grader, param, words) => {
    const refusal = await refusalOf(validate(grader));
    expect([refusal.status, refusal.param]).toEqual([400, param]);
    expect(refusal.message).toMatch(words);
  });

  it("gets 400 for a model_sample that is no text, by name", async () => {
    const { graders } = server.client.fineTuning.alpha;
    const wrong = await refusalOf(
      graders.run({ grader: asClientGrader(exact), model_sample: { a: 1 } as unknown as string }),
    );
    expect([wrong.param, wrong.code]).toEqual(["model_sample", "invalid_type"]);
    const missing = await refusalOf(graders.run({ grader: asClientGrader(exact) } as never));
    expect([missing.param, missing.code]).toEqual(["model_sample", "missing_required_parameter"]);
    const early = await refusalOf(
      graders.run({ grader: asClientGrader(exact), model_sample: "a", reference_answer: "a" } as never),
    );
    expect([early.param, early.code]).toEqual(["reference_answer", "unknown_parameter"]);
  });

  it("gets 404 for the rest of the API", async () => {
    expect(await refusalOf(server.client.models.list())).toBeInstanceOf(NotFoundError);
  });
});

describe("our own command line, with the server as its provider", () => {
  it("gives what the engine gives", async () => {
    await cli.write("close.grader.json", close);
    const args = ["run", "close.grader.json", "--model-sample", OUTPUT, "--item", JSON.stringify(ITEM)];
    const there = await cli.run(
      [...args, "--format", "json", "--provider", "custom", "--base-url", `${server.origin}/v1`],
      { env: { GRADERS_API_KEY: "none" } },
    );
    expect([there.code, there.stderr]).toEqual([0, ""]);
    expect(jsonLines(there.stdout)[0]?.reward).toBe(0.7555555555555555);
  });
});

describe("a request", () => {
  const body = JSON.stringify({ grader: exact, model_sample: "42", item: { answer: "42" } });

  it.each([RUN, RUN.slice(3), `/openai${RUN}`, `/openai${RUN}?api-version=2025-04-01-preview`])(
    "is answered at %s",
    async (path) => {
      const { status, text } = await call(server.origin, { path, body });
      expect([status, (JSON.parse(text) as { reward: number }).reward]).toEqual([200, 1]);
    },
  );

  it("keeps its digits, key order and great numbers on the way to Python and back", async () => {
    const source =
      "def grade(sample, item):\n    return 1 if repr(item) == \"{'2': 1.0, '1': 12345678901234567890}\" else 0\n";
    const sent = `{"grader":{"type":"python","source":${JSON.stringify(source)}},"model_sample":"","item":{"2":1.0,"1":12345678901234567890}}`;
    expect(JSON.parse((await call(server.origin, { body: sent })).text)).toMatchObject({ reward: 1 });
    const grader =
      '{"type":"score_model","name":"n","model":"m","input":[{"role":"user","content":"x"}],"range":[0.0,1e1]}';
    const { text } = await call(server.origin, { path: VALIDATE, body: `{"grader":${grader}}` });
    expect(text).toBe(`{"grader":${grader}}`);
  });

  it("gets our diagnostics where its header asks for them", async () => {
    const ask = async (value: string) => {
      const { text } = await call(server.origin, { body, headers: { "x-graders-diagnostics": value } });
      return Object.keys(JSON.parse(text) as object);
    };
    expect(await ask("1")).toContain("diagnostics");
    expect(await ask("0")).not.toContain("diagnostics");
  });

  it.each([
    ["of no JSON", { body: '{"grader":' }, 400, null],
    ["of an array", { body: "[]" }, 400, "invalid_type"],
    ["of bytes that are no text", { body: Buffer.from([0x22, 0xff, 0x22]) }, 400, null],
    ["nested without end", { body: `{"grader":${"[".repeat(100_000)}` }, 400, null],
    [
      "of text, as forms of web pages send it",
      { body, headers: { "content-type": "text/plain" } },
      415,
      "unsupported_content_type",
    ],
    ["compressed", { body, headers: { "content-encoding": "gzip" } }, 415, "unsupported_content_encoding"],
    ["to get", { method: "GET" }, 405, "method_not_supported"],
    ["to elsewhere", { path: "/v1/fine_tuning/alpha/graders/run/x", body }, 404, "unknown_url"],
    ["announced too large", { body, headers: { "content-length": "10000001" } }, 413, "request_too_large"],
    [
      "too large",
      { body: "x".repeat(10_000_001), headers: { "transfer-encoding": "chunked" } },
      413,
      "request_too_large",
    ],
  ])("%s is refused in the API's envelope", async (_, request, status, code) => {
    const answer = await call(server.origin, request);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({
      error: { message: expect.any(String) as string, type: "invalid_request_error", param: null, code },
    });
    expect(answer.headers["x-request-id"]).toMatch(/^req_/);
    if (status === 405) expect(answer.headers.allow).toBe("POST");
  });

  it("for its health is answered, and no more", async () => {
    const { status, text } = await call(server.origin, { method: "GET", path: "/health" });
    expect([status, text]).toEqual([200, '{"status":"ok"}']);
    expect((await call(server.origin, { method: "POST", path: "/health" })).status).toBe(405);
  });

  it("is one line in the log, without its texts", async () => {
    const secret = "a text that no log shall have";
    const grader = { ...exact, input: secret, operation: "neq" };
    const { headers } = await call(server.origin, {
      path: `${RUN}?${encodeURIComponent(secret)}`,
      body: JSON.stringify({ grader, model_sample: secret }),
    });
    const id = String(headers["x-request-id"]);
    expect(await server.logged(id)).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z POST run 400 \\d+ ms ${id} invalid_value$`),
    );
  });
});
