import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readJson } from "../../../../src/core/json/read";
import { nodeFetch } from "../../../../src/node/http/nodeFetch";
import { CANNED_RUN } from "../../../support/apiServerApi";
import { startApiServer, type ApiServer } from "../../../support/apiServer";
import {
  documentOf,
  EXACT,
  json,
  KEY,
  never,
  providerAt,
  providerErrorOf,
  RecordingClock,
  textSample,
} from "./support";

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());
beforeEach(() => server.answerWith("success"));

const lastRequest = () => server.requests.at(-1)!;
const paris = textSample("Paris", json('{"answer":"Paris"}'));

describe("run", () => {
  it("brings back a reward that the service computed", async () => {
    const result = await providerAt(`${server.url}/v1`).run({ grader: EXACT, sample: paris }, never);
    expect(result.reward).toBe(1);
    expect(result.metadata).toMatchObject({ name: "exact", type: "string_check" });
    expect(result.diagnostics).toMatchObject({
      provider: "custom",
      origin: server.url,
      request_id: `req_${server.requests.length}`,
      basis: "hosted",
      failures: [],
      notes: [],
    });
  });

  it("reads the published answer field for field", async () => {
    server.answerWith("canned");
    const { diagnostics, ...response } = await providerAt(server.url).run(
      { grader: EXACT, sample: paris },
      never,
    );
    expect(response).toEqual(CANNED_RUN);
    expect(Object.keys(response.metadata.errors)).toEqual(Object.keys(CANNED_RUN.metadata.errors));
    expect(diagnostics.passed).toBeUndefined();
  });

  it("sends grader, output and item with their digits and key order, and $schema stays here", async () => {
    const grader = `{"$schema":"x.json","type":"score_model","model":"m","sampling_params":{"temperature":1.0,"seed":12345678901234567890},"range":[0.0,1e1],"input":[{"role":"user","content":"{{sample.output_text}}"}],"2":1,"1":2}`;
    const item = '{"b":1.0,"a":1e-3,"10":0,"9":9007199254740993,"__proto__":{"x":-0}}';
    await providerAt(server.url).run(
      { grader: json(grader), sample: textSample('é\n"', readJson(item)) },
      never,
    );
    const sent = grader.replace('"$schema":"x.json",', "");
    expect(lastRequest().body).toBe(`{"grader":${sent},"model_sample":"é\\n\\"","item":${item}}`);
    expect(lastRequest()).toMatchObject({ method: "POST", path: "/fine_tuning/alpha/graders/run" });
    expect(lastRequest().headers["content-type"]).toBe("application/json");
  });

  it.each(["null", "true", "[1.0]", '"text"', "3.10"])(
    "passes the item %s through with a remark",
    async (item) => {
      server.answerWith("canned");
      const sample = textSample("x", readJson(item));
      const { diagnostics } = await providerAt(server.url).run({ grader: EXACT, sample }, never);
      expect(lastRequest().body).toContain(`"item":${item}}`);
      expect(diagnostics.notes).toEqual([expect.stringContaining("The item is no object")]);
    },
  );

  it("says passed where the grader has a threshold, and not for an errored result", async () => {
    const grader = json('{"type":"string_check","pass_threshold":0.7555555555555555}');
    server.answerWith("canned");
    const scored = await providerAt(server.url).run({ grader, sample: paris }, never);
    expect(scored.diagnostics).toMatchObject({ pass_threshold: 0.7555555555555555, passed: true });
    const errors = { ...CANNED_RUN.metadata.errors, other_error: true };
    server.answerWith({ status: 200, body: { ...CANNED_RUN, metadata: { ...CANNED_RUN.metadata, errors } } });
    const errored = await providerAt(server.url).run({ grader, sample: paris }, never);
    expect(errored.diagnostics.passed).toBeUndefined();
  });

  it("refuses a sample without an output, and sends nothing", async () => {
    const before = server.requests.length;
    const sample = { item: new Map(), output: { kind: "none" } } as const;
    const error = await providerErrorOf(providerAt(server.url).run({ grader: EXACT, sample }, never));
    expect(error.reason).toBe("cannot-carry");
    expect(server.requests).toHaveLength(before);
  });
});

describe("validate", () => {
  it("gives back the provider's grader, with the name that it invented", async () => {
    const document = documentOf({
      type: "string_check",
      input: "{{sample.output_text}}",
      reference: "x",
      operation: "eq",
    });
    const outcome = await providerAt(`${server.url}/v1`).validate(document, never);
    expect(outcome.problems).toEqual([]);
    expect(outcome.grader?.get("name")).toMatch(/^grader-[A-Za-z0-9]{12}$/);
    expect(outcome.requestId).toBe(`req_${server.requests.length}`);
    expect(lastRequest().path).toBe("/v1/fine_tuning/alpha/graders/validate");
  });

  it("takes an answer without the grader, which the reference allows", async () => {
    server.answerWith({ status: 200, body: {} });
    const outcome = await providerAt(server.url).validate(documentOf({ type: "python" }), never);
    expect(outcome).toEqual({ problems: [], requestId: `req_${server.requests.length}` });
  });

  it("puts a refusal at the parameter that it names", async () => {
    server.answerWith("bad-request");
    const document = documentOf({ type: "string_check", operation: "neq" });
    const { problems, requestId } = await providerAt(server.url).validate(document, never);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ severity: "error", source: "provider", path: ["operation"] });
    expect(problem!.message).toContain("Supported values are: 'eq'");
    expect(document.json.text.slice(problem!.range.start, problem!.range.end)).toBe('"neq"');
    expect(requestId).toBe(`req_${server.requests.length}`);
  });

  it.each([
    ["Missing required parameter: 'grader.graders.a.source'.", "grader", '"a"'],
    [
      "Multigrader validation test failed: 400: Invalid type for 'graders.a.source': expected a string.",
      null,
      '"a"',
    ],
    ["Invalid type for 'graders.b.input[0].content': expected one of …", null, "7"],
    ["Something is wrong.", null, "{"],
  ])("finds the place of %s", async (message, param, place) => {
    server.answerWith({
      status: 400,
      body: { error: { message, type: "invalid_request_error", param, code: null } },
    });
    const document = documentOf({
      type: "multi",
      graders: { a: { type: "python" }, b: { type: "score_model", input: [{ role: "user", content: 7 }] } },
    });
    const [problem] = (await providerAt(server.url).validate(document, never)).problems;
    expect(document.json.text.slice(problem!.range.start, problem!.range.end)).toBe(place);
  });

  it("throws what is no finding in the grader", async () => {
    server.answerWith("unauthorized");
    const error = await providerErrorOf(
      providerAt(server.url).validate(documentOf({ type: "multi" }), never),
    );
    expect(error.reason).toBe("unauthorized");
  });
});

describe("keys", () => {
  it("go as a bearer, at Foundry as api-key, and a token as a bearer there too", async () => {
    const run = (options: Parameters<typeof providerAt>[1], id: Parameters<typeof providerAt>[2]) =>
      providerAt(server.url, options, id).run({ grader: EXACT, sample: paris }, never);
    await run({}, "custom");
    expect(lastRequest().headers.authorization).toBe(`Bearer ${KEY}`);
    await run({}, "openai");
    expect(lastRequest().headers.authorization).toBe(`Bearer ${KEY}`);
    expect(lastRequest().path).toBe("/v1/fine_tuning/alpha/graders/run");
    await run({}, "foundry");
    expect(lastRequest().headers).toMatchObject({ "api-key": KEY });
    expect(lastRequest().headers.authorization).toBeUndefined();
    expect(lastRequest().path).toBe("/openai/v1/fine_tuning/alpha/graders/run");
    await run({ credential: () => Promise.resolve({ kind: "token", token: "ey.a.b" }) }, "foundry");
    expect(lastRequest().headers.authorization).toBe("Bearer ey.a.b");
    expect(lastRequest().headers["api-key"]).toBeUndefined();
  });

  it.each([
    ["no key", undefined, "key-missing"],
    ["an empty key", " ", "key-missing"],
    ["a key with a line break", "sk-abc\r\nx-evil: 1", "unauthorized"],
    ["a key with a letter that no header carries", "sk-äöü", "unauthorized"],
  ])("%s ends before anything is sent", async (_, key, reason) => {
    const before = server.requests.length;
    const credential = () => Promise.resolve(key === undefined ? undefined : ({ kind: "key", key } as const));
    const error = await providerErrorOf(
      providerAt(server.url, { credential }).run({ grader: EXACT, sample: paris }, never),
    );
    expect(error.reason).toBe(reason);
    expect(error.details.mend).toContain("Set GRADERS_API_KEY.");
    expect(error.message).not.toContain("sk-");
    expect(server.requests).toHaveLength(before);
  });

  it("never go over plain http to another machine", async () => {
    const called: string[] = [];
    const provider = providerAt("http://graders.example.com/v1", {
      fetch: (url, init) => {
        called.push(url);
        return nodeFetch(url, init);
      },
    });
    const error = await providerErrorOf(provider.run({ grader: EXACT, sample: paris }, never));
    expect(error.reason).toBe("not-configured");
    expect(error.message).toContain("not encrypted");
    expect(called).toEqual([]);
  });
});

describe("cancelling", () => {
  it("ends the request at the server", async () => {
    server.answerWith("hang");
    const controller = new AbortController();
    const arrived = server.nextRequest();
    const outcome = providerAt(server.url).run({ grader: EXACT, sample: paris }, controller.signal);
    const rejected = expect(outcome).rejects.toBe("enough");
    const request = await arrived;
    controller.abort("enough");
    await rejected;
    expect(await request.ended).toBe("aborted");
  });

  it("ends the reading of an answer", async () => {
    server.answerWith("huge");
    const controller = new AbortController();
    const provider = providerAt(server.url, {
      fetch: async (url, init) => {
        const response = await nodeFetch(url, init);
        controller.abort("enough");
        return response;
      },
    });
    await expect(provider.run({ grader: EXACT, sample: paris }, controller.signal)).rejects.toBe("enough");
    expect(await lastRequest().ended).toBe("aborted");
  });

  it("ends a pause between tries", async () => {
    server.answerWith("server-error");
    const controller = new AbortController();
    class AbortingClock extends RecordingClock {
      override sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
        controller.abort("enough");
        return super.sleep(milliseconds, signal);
      }
    }
    const before = server.requests.length;
    const provider = providerAt(server.url, { clock: new AbortingClock() });
    await expect(provider.run({ grader: EXACT, sample: paris }, controller.signal)).rejects.toBe("enough");
    expect(server.requests).toHaveLength(before + 1);
  });

  it("sends nothing when it was cancelled before", async () => {
    const before = server.requests.length;
    await expect(
      providerAt(server.url).run({ grader: EXACT, sample: paris }, AbortSignal.abort("enough")),
    ).rejects.toBe("enough");
    expect(server.requests).toHaveLength(before);
  });
});
