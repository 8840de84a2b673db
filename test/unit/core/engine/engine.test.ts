import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../support/createEngine";
import { DEFAULT_ENGINE_OPTIONS } from "../../../../src/core/engine/graded";
import { untrustedPython } from "../../../../src/core/engine/untrusted";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { toPlain } from "../../../../src/core/json/value";
import { ProviderError } from "../../../../src/core/provider/provider";
import { ERROR_KEYS } from "../../../../src/core/result/errorFlags";
import { gradeRow, noPython, testPorts } from "../../../support/engine";

const exact = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const row = { item: { answer: "42" }, model_sample: "42" };

describe("the engine's answer", () => {
  it("has the shape of the service's real answer, key by key", async () => {
    const result = await gradeRow(exact, row);
    const { diagnostics, ...response } = result;
    expect(Object.keys(response)).toEqual([
      "reward",
      "metadata",
      "sub_rewards",
      "model_grader_token_usage_per_model",
    ]);
    expect(Object.keys(response.metadata)).toEqual([
      "name",
      "type",
      "errors",
      "execution_time",
      "scores",
      "token_usage",
      "sampled_model_name",
    ]);
    expect(response).toMatchObject({
      reward: 1,
      metadata: { type: "string_check", scores: {}, token_usage: null, sampled_model_name: null },
      sub_rewards: {},
      model_grader_token_usage_per_model: {},
    });
    expect(diagnostics).toMatchObject({ provider: "engine", basis: "exact", failures: [], sub_graders: {} });
  });

  it("always has all 24 error keys, flags false and details null, for any output", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.jsonValue(), async (output, item) => {
        const { metadata, reward } = await gradeRow(exact, { item: { answer: item }, model_sample: output });
        expect(Object.keys(metadata.errors)).toEqual([...ERROR_KEYS]);
        expect(Object.values(metadata.errors).every((value) => value === false || value === null)).toBe(true);
        expect([0, 1]).toContain(reward);
      }),
    );
  });

  it("invents a name as the service does, a new one each time, and keeps a given one", async () => {
    const [first, second, named] = await Promise.all([
      gradeRow(exact, row),
      gradeRow(exact, row),
      gradeRow({ ...exact, name: "exact" }, row),
    ]);
    expect(first.metadata.name).toMatch(/^grader-[A-Za-z0-9]{12}$/);
    expect(second.metadata.name).not.toBe(first.metadata.name);
    expect(named.metadata.name).toBe("exact");
  });

  it("passes at the threshold, fails below, and says nothing when errored or without one", async () => {
    const close = {
      type: "text_similarity",
      input: "{{sample.output_text}}",
      reference: "{{item.answer}}",
      evaluation_metric: "fuzzy_match",
    };
    const half = { item: { answer: "abcd" }, model_sample: "abxy" };
    const passed = async (grader: object, sample: object) =>
      (await gradeRow(grader, sample)).diagnostics.passed;
    expect(await passed({ ...close, pass_threshold: 0.5 }, half)).toBe(true);
    expect(await passed({ ...close, pass_threshold: 0.51 }, half)).toBe(false);
    expect(await passed({ ...close, pass_threshold: 0 }, { item: {}, model_sample: "" })).toBeUndefined();
    expect(await passed(close, half)).toBeUndefined();
  });

  it("shows what templates became, and where each stands", async () => {
    const multi = { type: "multi", graders: { exact }, calculate_output: "exact" };
    const { diagnostics } = await gradeRow(multi, row);
    expect(diagnostics.sub_graders.exact).toMatchObject({
      type: "string_check",
      reward: 1,
      rendered: [
        { path: ["graders", "exact", "input"], text: "42" },
        { path: ["graders", "exact", "reference"], text: "42" },
      ],
    });
  });

  it("places a missing variable in its template", async () => {
    const { diagnostics } = await gradeRow({ ...exact, reference: "is {{item.anser}}" }, row);
    expect(diagnostics.failures).toHaveLength(1);
    expect(diagnostics.failures[0]).toMatchObject({ path: ["reference"], span: { start: 3, end: 17 } });
    expect(diagnostics.failures[0]?.mend).toContain("answer");
  });

  it("joins the details of one flag raised twice", async () => {
    const { metadata } = await gradeRow({ ...exact, input: "{{item.a}}", reference: "{{item.b}}" }, row);
    expect(metadata.errors.invalid_variable_error_details?.split("\n\n")).toHaveLength(2);
  });

  it("renders values as Python's str when asked to", async () => {
    const options = { engine: { ...DEFAULT_ENGINE_OPTIONS, values: "python" } } as const;
    const { diagnostics } = await gradeRow(
      exact,
      { item: { answer: { a: [true, null, "it's"] } }, model_sample: "" },
      options,
    );
    expect(diagnostics.rendered[1]?.text).toBe(`{'a': [True, None, "it's"]}`);
  });
});

describe("the engine refuses", () => {
  it.each([
    ["a type that nobody knows", { ...exact, type: "regex" }, /one of string_check/],
    ["a missing field", { type: "string_check", input: "a", operation: "eq" }, /reference/],
    ["an operation that nobody knows", { ...exact, operation: "neq" }, /operation/],
    [
      "a multi in a multi",
      {
        type: "multi",
        graders: { m: { type: "multi", graders: {}, calculate_output: "1" } },
        calculate_output: "m",
      },
      /graders\.m/,
    ],
    ["graders in an array", { type: "multi", graders: [exact], calculate_output: "a" }, /graders/],
  ])("%s, before it grades", async (_, grader, message) => {
    const error = await gradeRow(grader, row).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ reason: "rejected" });
    expect((error as Error).message).toMatch(message);
  });

  it("a run that was cancelled before it began", async () => {
    const reason = new Error("stop");
    await expect(gradeRow(exact, row, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("an untrusted workspace", () => {
  it("runs no Python and says why", async () => {
    const { metadata, diagnostics } = await gradeRow(
      { type: "python", source: "def grade(sample, item):\n    return 1\n" },
      row,
      { python: untrustedPython(noPython) },
    );
    expect(metadata.errors).toMatchObject({
      python_grader_server_error: true,
      python_grader_server_error_type: "untrusted_workspace",
    });
    expect(diagnostics.failures[0]?.mend).toMatch(/Trust the workspace/);
  });

  it("calls no endpoint and says why", async () => {
    const { metadata, diagnostics } = await gradeRow(
      { type: "endpoint", name: "e", url: "http://127.0.0.1:9/score" },
      row,
      {
        endpoint: () =>
          Promise.reject(
            new ProviderError("consent-missing", "It is not called.", { mend: "Trust the workspace." }),
          ),
      },
    );
    expect(metadata.errors.endpoint_grader_server_error).toBe(true);
    expect(metadata.errors.endpoint_grader_server_error_details).toBe("It is not called.");
    expect(diagnostics.failures[0]?.mend).toBe("Trust the workspace.");
  });

  it("still grades what neither executes nor calls", async () => {
    const result = await gradeRow(exact, row, { python: untrustedPython(noPython) });
    expect(result.reward).toBe(1);
  });
});

describe("validate of the engine", () => {
  it("gives the grader back with a name and without $schema, its keys in order", async () => {
    const engine = createEngine(testPorts);
    const text = JSON.stringify({ $schema: "./x.json", ...exact });
    const { grader, problems } = await engine.validate(
      readGraderDocument("a.grader.json", text),
      new AbortController().signal,
    );
    expect(problems).toEqual([]);
    expect(Object.keys(toPlain(grader ?? null) ?? {})).toEqual(["name", ...Object.keys(exact)]);
  });
});
