import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../../support/createEngine";
import { toPlain } from "../../../../src/core/json/value";
import { withEvals } from "../../../../src/core/provider/evals";
import { startApiServer, type ApiServer } from "../../../support/apiServer";
import { judgeAt, testPorts } from "../../../support/engine";
import { completion, startJudgeServer } from "../../../support/judgeServer";
import { documentOf, json, never, providerAt, providerErrorOf, textSample } from "./support";

const exact = {
  id: "exact-2eaf2d8d",
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
  pass_threshold: 0.8,
};
const label = {
  type: "label_model",
  name: "tone",
  model: "judge",
  input: [{ role: "user", content: "{{sample.output_text}}" }],
  labels: ["a", "b"],
  passing_labels: ["a"],
};

const evalOf = (...criteria: unknown[]) => ({ name: "capitals", testing_criteria: criteria });
const request = (...criteria: unknown[]) => ({
  grader: json(JSON.stringify(evalOf(...criteria))),
  sample: textSample("paris", json('{"answer": "Paris"}')),
});

let api: ApiServer;
beforeAll(async () => void (api = await startApiServer()));
beforeEach(() => api.answerWith("success"));
afterAll(() => api.close());

const hosted = () => withEvals(providerAt(`${api.url}/v1`));

describe("an eval at a hosted provider", () => {
  it("is one run a criterion, one after the other, without what the Evals API added", async () => {
    const before = api.requests.length;
    const result = await hosted().run(request(exact, close), never);
    const bodies = api.requests.slice(before).map(({ body }) => JSON.parse(body) as { grader: object });
    expect(bodies.map(({ grader }) => grader)).toEqual([{ ...exact, id: undefined }, close]);
    expect(result).toMatchObject({
      reward: 0,
      metadata: { name: "capitals", type: "testing_criteria" },
      sub_rewards: { exact: 0, close: 0.8 },
      diagnostics: {
        provider: "custom",
        origin: api.url,
        basis: "hosted",
        passed: false,
        sub_graders: { exact: { passed: false }, close: { passed: true, pass_threshold: 0.8 } },
      },
    });
  });

  it.each([
    ["label_model", label, /Criterion "tone": .*only inside a multi/],
    [
      "cosine",
      { ...close, evaluation_metric: "cosine" },
      /Criterion "close": cosine is for eval criteria only/,
    ],
  ])("is refused with a %s, and nothing is sent", async (_, criterion, message) => {
    const before = api.requests.length;
    const error = await providerErrorOf(hosted().run(request(exact, criterion), never));
    expect(error.reason).toBe("cannot-carry");
    expect(error.message).toMatch(message);
    expect(api.requests).toHaveLength(before);
  });

  it("says which criterion the service refused", async () => {
    api.answerWith("bad-request");
    const error = await providerErrorOf(hosted().run(request(exact, close), never));
    expect(error).toMatchObject({ reason: "rejected", details: { status: 400 } });
    expect(error.message).toMatch(/^Criterion "exact": .*Invalid value: 'neq'/);
  });

  it("is validated criterion by criterion, with findings at their places in the eval", async () => {
    api.answerWith("bad-request");
    const document = documentOf(evalOf(exact, close));
    const { problems } = await hosted().validate(document, never);
    const places = problems.map(({ path, range }) => [
      path.join("."),
      document.json.text.slice(range.start, range.end),
    ]);
    expect(places[0]).toEqual(["testing_criteria.0.operation", '"eq"']);
    expect(places).toHaveLength(2);
  });

  it("ends when it is cancelled", async () => {
    api.answerWith("success");
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    await expect(hosted().run(request(exact), controller.signal)).rejects.toThrow("enough");
  });
});

describe("an eval on the engine", () => {
  it("adds up the tokens of its judges by model", async () => {
    const server = await startJudgeServer();
    server.replyWith(completion('{"steps": [], "result": "a"}', {}));
    const engine = createEngine({ ...testPorts, judge: judgeAt(server.baseUrl) });
    const one = await engine.run({ ...request(), grader: json(JSON.stringify(label)) }, never);
    const both = await withEvals(engine).run(request(label, { ...label, name: "again" }), never);
    await server.close();
    const [[model, usage]] = Object.entries(one.model_grader_token_usage_per_model) as [
      [string, Record<string, number>],
    ];
    const doubled = Object.fromEntries(Object.entries(usage).map(([kind, count]) => [kind, 2 * count]));
    expect(doubled).not.toEqual(usage);
    expect(both.model_grader_token_usage_per_model).toEqual({ [model]: doubled });
  });

  it("has failures and rendered texts at their places in the eval", async () => {
    const engine = withEvals(createEngine(testPorts));
    const broken = { ...exact, reference: "{{item.nothing}}" };
    const { diagnostics } = await engine.run(request(close, broken), never);
    expect(diagnostics.failures.map(({ path }) => path)).toEqual([["testing_criteria", 1, "reference"]]);
    expect(diagnostics.sub_graders.close?.rendered.map(({ path }) => path)).toEqual([
      ["testing_criteria", 0, "input"],
      ["testing_criteria", 0, "reference"],
    ]);
    expect(diagnostics.passed).toBeUndefined();
  });

  it("refuses criteria that are none", async () => {
    const engine = withEvals(createEngine(testPorts));
    expect((await providerErrorOf(engine.run(request(), never))).message).toMatch(/no testing_criteria/);
    expect((await providerErrorOf(engine.run(request("x"), never))).message).toMatch(
      /"criterion 1" is no grader/,
    );
  });

  it("leaves other graders alone", async () => {
    const engine = createEngine(testPorts);
    const sample = textSample("Paris", json('{"answer": "Paris"}'));
    const grader = json(JSON.stringify(exact));
    const [plain, wrapped] = await Promise.all([
      engine.run({ grader, sample }, never),
      withEvals(engine).run({ grader, sample }, never),
    ]);
    expect({ ...wrapped, metadata: {} }).toEqual({ ...plain, metadata: {} });
    const { grader: named } = await withEvals(engine).validate(documentOf(exact), never);
    expect(named && toPlain(named)).toMatchObject({ name: "exact" });
  });
});
