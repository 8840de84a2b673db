import OpenAI, { APIError } from "openai";
import type { GraderRunParams } from "openai/resources/fine-tuning/alpha/graders";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromPlain, toPlain, type Json } from "../../../../src/core/json/value";
import { startApiServer, type ApiServer, type AnswerMode } from "../../../support/apiServer";
import { documentOf, KEY, never, providerAt, providerErrorOf, textSample } from "./support";

let server: ApiServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startApiServer();
  client = new OpenAI({ apiKey: KEY, baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterAll(() => server.close());
beforeEach(() => server.answerWith("success"));

const exact = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const close = {
  type: "text_similarity",
  name: "close",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: "fuzzy_match",
  pass_threshold: 0.5,
};
const code = {
  type: "python",
  name: "code",
  source: 'def grade(sample, item):\n    return 1.0 if sample["output_text"] == item["answer"] else 0.0\n',
  image_tag: "2025-05-08",
};
const score = {
  type: "score_model",
  name: "score",
  model: "gpt-4.1-2025-04-14",
  range: [0, 1],
  sampling_params: { temperature: 0, max_completions_tokens: 100, seed: 7 },
  input: [
    { role: "system", content: "Grade." },
    { role: "user", content: [{ type: "input_text", text: "{{sample.output_text}} {{item.answer}}" }] },
  ],
};
const label = {
  type: "label_model",
  name: "label",
  model: "gpt-4.1-2025-04-14",
  labels: ["good", "bad"],
  passing_labels: ["good"],
  input: [{ role: "user", content: "{{sample.output_text}}" }],
};
const endpoint = { type: "endpoint", name: "endpoint", url: "https://graders.example.com/grade" };
const multi = {
  type: "multi",
  name: "multi",
  graders: { exact, close, score, label },
  calculate_output: "0.4*exact + 0.3*close + 0.2*score + 0.1*label",
};

/** Python and endpoints are answered with the one published result: this server runs neither. */
const CASES: readonly (readonly [string, { name: string }, AnswerMode])[] = [
  ["string_check", exact, "success"],
  ["text_similarity", close, "success"],
  ["python", code, "canned"],
  ["score_model", score, "success"],
  ["label_model", label, "success"],
  ["multi", multi, "success"],
  ["endpoint", endpoint, "canned"],
];

const ITEM = { answer: "fuzzy wuzzy had no hair", 2: "two", nested: { list: [1, 2.5, null, "é\u2028"] } };
const OUTPUT = "fuzzy wuzzy was a bear";

/** The SDK types a multi's graders as one grader, which the service refuses (facts.md "Graders"). */
const asClientGrader = (grader: unknown) => grader as GraderRunParams["grader"];

describe("the official client and ours", () => {
  it.each(CASES)("run %s: same request, same result", async (_, grader, mode) => {
    server.answerWith(mode);
    const theirs = await client.fineTuning.alpha.graders.run({
      grader: asClientGrader(grader),
      model_sample: OUTPUT,
      item: ITEM,
    });
    const request = { grader: documentOf(grader).root!, sample: textSample(OUTPUT, fromPlain(ITEM)) };
    const { diagnostics, ...ours } = await providerAt(`${server.url}/v1`).run(request, never);
    expectSameRequests();
    expect(withoutTime(ours)).toEqual(withoutTime(theirs));
    expect(diagnostics.failures).toEqual([]);
  });

  it.each(CASES)("validate %s: same request, same answer", async (_, grader) => {
    const theirs = await client.fineTuning.alpha.graders.validate({ grader: asClientGrader(grader) });
    const ours = await providerAt(`${server.url}/v1`).validate(documentOf(grader), never);
    expectSameRequests();
    expect(ours.problems).toEqual([]);
    expect(ours.grader && toPlain(ours.grader)).toEqual(theirs.grader);
  });

  it("give the same scores where the service really grades", async () => {
    const run = (grader: unknown) =>
      providerAt(`${server.url}/v1`).run(
        { grader: documentOf(grader).root!, sample: textSample(OUTPUT, fromPlain(ITEM)) },
        never,
      );
    expect((await run(close)).reward).toBe(0.7555555555555555);
    expect((await run(multi)).reward).toBeCloseTo(0.3 * 0.7555555555555555 + 0.2 * 0.8 + 0.1, 12);
    expect((await run(multi)).sub_rewards).toEqual({
      exact: 0,
      close: 0.7555555555555555,
      score: 0.8,
      label: 1,
    });
  });

  it.each(["bad-request", "unauthorized", "forbidden", "not-found"] as const)(
    "read the same failure on %s",
    async (mode) => {
      server.answerWith(mode);
      const run = client.fineTuning.alpha.graders.run({
        grader: asClientGrader(exact),
        model_sample: OUTPUT,
      });
      const theirs = await run.then(
        () => undefined,
        (error: unknown) => error,
      );
      const request = { grader: documentOf(exact).root!, sample: textSample(OUTPUT) };
      const ours = await providerErrorOf(providerAt(`${server.url}/v1`).run(request, never));
      if (!(theirs instanceof APIError)) throw new Error("the client reports no API error");
      expect(ours.details.status).toBe(theirs.status);
      expect(ours.details.param ?? null).toBe(theirs.param);
      // Each request has its own id; ours came next.
      const id = Number(theirs.requestID?.replace("req_", ""));
      expect(ours.details.requestId).toBe(`req_${id + 1}`);
    },
  );
});

/** The last two requests: the client's and ours. */
function expectSameRequests(): void {
  const [theirs, ours] = server.requests.slice(-2);
  expect(ours!.path).toBe(theirs!.path);
  expect(ours!.method).toBe(theirs!.method);
  expect(JSON.parse(ours!.body)).toEqual(JSON.parse(theirs!.body));
  expect(ours!.headers.authorization).toBe(theirs!.headers.authorization);
  expect(ours!.headers["content-type"]).toBe(theirs!.headers["content-type"]);
}

/** The server's own clock gives every run another time. */
function withoutTime(response: { metadata: { execution_time: number } }): Json {
  return fromPlain({ ...response, metadata: { ...response.metadata, execution_time: 0 } });
}
