import { beforeAll, describe, expect, it } from "vitest";
import type { PreflightTarget } from "../../../../src/core/preflight/check";
import { JobError, readJob } from "../../../../src/core/preflight/job";
import type { ProviderChoice } from "../../../../src/core/preflight/providerCheck";
import { ProviderError, type GraderProvider } from "../../../../src/core/provider/provider";
import { check, exact, places, run, type Given } from "./support";

const python = (source: string) => ({ type: "python", source });
const judge = (model: string) => ({
  type: "score_model",
  model,
  input: [{ role: "user", content: "{{sample.output_text}} {{item.answer}}" }],
});
const multi = (graders: object, formula: string) => ({ type: "multi", graders, calculate_output: formula });
const job = (fields: object = {}, reinforcement: object = {}) => ({
  ...fields,
  method: { type: "reinforcement", reinforcement: { grader: exact, ...reinforcement } },
});

describe("the grader", () => {
  it("with an error fails, and is no further looked into than it can be read", async () => {
    const { passed, checks } = await run({ grader: '{"type": "string_check", ' });
    expect(passed).toBe(false);
    expect(checks[0]).toMatchObject({ id: "grader", state: "failed", summary: "1 error." });
    expect(places(checks[0]?.findings ?? [])).toEqual(["grader:1:26 json-syntax"]);
  });

  it("that is none leaves out what can't be asked of it", async () => {
    const { checks } = await run({ grader: "[]" });
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      grader: "failed",
      types: "skipped",
      python: "skipped",
      judges: "skipped",
    });
  });

  it("with a warning is warned of", async () => {
    const { state, summary } = await check("grader", { grader: { ...exact, strict: 1 } });
    expect([state, summary]).toEqual(["warned", "Valid, with 1 warning."]);
  });
});

describe("types and metrics", () => {
  const cosine = {
    type: "text_similarity",
    input: "{{sample.output_text}}",
    reference: "x",
    evaluation_metric: "cosine",
  };
  const label = { ...judge("gpt-4.1-2025-04-14"), type: "label_model", labels: ["a"], passing_labels: ["a"] };
  const endpoint = { type: "endpoint", url: "https://a.example/score" };
  const threshold = multi({ a: { ...exact, pass_threshold: 1 } }, "a");

  it.each<[string, object, PreflightTarget, string, string | undefined]>([
    ["cosine", cosine, "openai-rft", "failed", "cosine-evals-only"],
    ["cosine in a multi", multi({ a: cosine }, "a"), "foundry-rft", "failed", "cosine-evals-only"],
    ["label_model", label, "openai-rft", "failed", "label-model-top-level"],
    ["label_model in a multi", multi({ a: label }, "a"), "openai-rft", "passed", undefined],
    ["label_model in a multi", multi({ a: label }, "a"), "foundry-rft", "warned", "label-model-foundry"],
    ["pass_threshold in a multi", threshold, "foundry-rft", "failed", "threshold-in-multi"],
    ["pass_threshold in a multi", threshold, "openai-rft", "passed", undefined],
    ["endpoint", endpoint, "openai-rft", "failed", "endpoint-foundry-only"],
    ["endpoint", endpoint, "foundry-rft", "passed", undefined],
  ])("%s %# for %s", async (_, grader, target, state, code) => {
    const found = await check("types", { grader, target });
    expect([found.state, found.findings[0]?.code]).toEqual([state, code]);
    for (const { message } of found.findings) expect(message).toMatch(new RegExp(`^For target ${target}: `));
  });
});

describe("Python", () => {
  // The sandbox's first start may have to make its snapshot.
  beforeAll(async () => {
    await check("python", { grader: python("") });
  });
  const body = "def grade(sample, item):\n    return 1.0\n";

  it.each<[string, string, string, string | undefined]>([
    ["that is well", `import json\nimport numpy\n${body}`, "passed", undefined],
    ["with a foreign import", `import torch\n${body}`, "failed", "python-import-unknown"],
    ["with the network", `import requests\n${body}`, "failed", "python-network"],
    ["that does not parse", "def grade(:", "failed", "python-syntax"],
    ["without grade", "x = 1", "failed", "python-no-grade"],
    ["of 256 kB", `${body}#${"x".repeat(256_000)}`, "failed", "source-size"],
    ["near 256 kB", `${body}#${"x".repeat(240_000)}`, "warned", "source-near-limit"],
  ])("%s", async (_, source, state, code) => {
    const found = await check("python", { grader: python(source) });
    expect([found.state, found.findings[0]?.code]).toEqual([state, code]);
  });

  it("has no variables, nor has a name", async () => {
    const grader = {
      type: "python",
      name: "{{item.no}}",
      source: "def grade(sample, item):\n  return 1.0 # {{item.no}}",
    };
    expect(await check("variables", { grader })).toMatchObject({
      state: "passed",
      summary: "The grader's templates read no field of the rows.",
    });
  });

  it("is skipped where there is none", async () => {
    expect(await check("python")).toMatchObject({ state: "skipped", summary: "The grader has no Python." });
  });
});

describe("judges", () => {
  it.each<[string, PreflightTarget, string, string, readonly string[]]>([
    ["gpt-4.1-2025-04-14", "openai-rft", "2026-11-25", "passed", ["judge-ends"]],
    ["gpt-4.1-2025-04-14", "openai-rft", "2027-01-14", "failed", ["judge-shut-down"]],
    ["o1-2024-12-17", "openai-rft", "2026-10-22", "passed", ["judge-ends"]],
    ["o1-2024-12-17", "openai-rft", "2026-10-23", "failed", ["judge-shut-down"]],
    ["llama3.1", "openai-rft", "2026-11-25", "warned", ["judge-not-listed"]],
    ["gpt-5-mini", "openai-rft", "2026-11-25", "warned", ["judge-not-listed", "judge-ends"]],
    ["o3-mini", "foundry-rft", "2026-11-25", "passed", []],
    ["gpt-4o-2024-08-06", "foundry-rft", "2027-02-01", "passed", []],
    ["gpt-5-mini", "foundry-rft", "2026-11-25", "failed", ["judge-not-listed"]],
  ])("%s for %s on %s: %s", async (model, target, now, state, codes) => {
    const found = await check("judges", { grader: multi({ a: judge(model) }, "a"), target, now });
    expect([found.state, found.findings.map(({ code }) => code)]).toEqual([state, codes]);
  });

  it("are named at their place", async () => {
    const { findings } = await check("judges", { grader: judge("llama3.1") });
    expect(places(findings)).toEqual(["grader:3:12 judge-not-listed"]);
  });
});

describe("the job", () => {
  it.each<[object | undefined, PreflightTarget, string, string]>([
    [undefined, "foundry-rft", "2026-11-25", "skipped"],
    [undefined, "openai-rft", "2026-10-22", "skipped"],
    [undefined, "openai-rft", "2026-11-25", "warned"],
    [job({ model: "o4-mini-2025-04-16" }), "openai-rft", "2026-10-22", "passed"],
    [job({ model: "o4-mini" }), "openai-rft", "2026-11-25", "failed"],
    [job({ model: "gpt-4.1-2025-04-14" }), "openai-rft", "2026-11-25", "warned"],
    [job({ model: "o4-mini-2025-04-16" }), "foundry-rft", "2026-11-25", "passed"],
    [job({ model: "gpt-5-2025-08-07" }), "foundry-rft", "2026-11-25", "passed"],
    [job({ model: "gpt-4o" }), "foundry-rft", "2026-11-25", "warned"],
  ])("with base %j for %s on %s: %s", async (given, target, now, state) => {
    expect((await check("base-model", { ...(given && { job: given }), target, now })).state).toBe(state);
  });

  const readsJson = { ...exact, input: "{{sample.output_json.answer}}" };
  const pythonReadsJson = python(
    'def grade(sample, item):\n    x = sample["output_json"]\n    return 1.0 if x else 0.0',
  );
  const schema = { response_format: { type: "json_schema", json_schema: {} } };
  it.each<[string, Given, string]>([
    ["is not needed by a grader that reads text", { job: job() }, "skipped"],
    ["can't be told without the job", { grader: readsJson }, "skipped"],
    ["is missing", { grader: readsJson, job: job() }, "failed"],
    ["is missing for Python", { grader: pythonReadsJson, job: job() }, "failed"],
    ["is text", { grader: readsJson, job: job({}, { response_format: { type: "text" } }) }, "failed"],
    ["is there", { grader: readsJson, job: job({}, schema) }, "passed"],
    ["is there for a sub-grader", { grader: multi({ a: readsJson }, "a"), job: job({}, schema) }, "passed"],
  ])("whose response_format %s: %#", async (_, given, state) => {
    const found = await check("response-format", given);
    expect(found.state).toBe(state);
    if (state === "failed")
      expect(found.findings[0]).toMatchObject({ code: "no-response-format", place: { file: "job" } });
  });

  it("brings its grader, with its places in the job's text", () => {
    const text = JSON.stringify(job(), null, 2);
    const { grader, model } = readJob("a.job.json", text);
    expect([grader?.type, grader?.base.length, model]).toEqual(["string_check", 3, undefined]);
    expect(text.slice(grader?.json.rangeOf(["type"]).start)).toMatch(/^"string_check"/);
    expect(readJob("b.json", "{}").grader).toBeUndefined();
  });

  it.each([
    ["a.job.json", "{\n  method: 1}", /^a\.job\.json:2: /],
    ["a.job.json", "[]", /^a\.job\.json: a job is a JSON object/],
    ["job.yaml", "model: o4-mini\nmethod:\n", /^job\.yaml: jobs are read as JSON, and this is YAML/],
  ])("%s %j that can't be read is refused with its place", (name, text, message) => {
    expect(() => readJob(name, text)).toThrow(JobError);
    expect(() => readJob(name, text)).toThrow(message);
  });
});

describe("the provider", () => {
  const provider = (validate: GraderProvider["validate"]): ProviderChoice => ({
    kind: "ask",
    provider: {
      id: "foundry",
      label: "foundry · a.example",
      validate,
      run: () => Promise.reject(new Error()),
    },
  });
  const takes = provider(() => Promise.resolve({ problems: [] }));

  it("that is not asked says why", async () => {
    expect(await check("provider")).toMatchObject({ state: "skipped", summary: "not in tests" });
  });

  it("takes the grader", async () => {
    expect(await check("provider", { provider: takes })).toMatchObject({
      state: "passed",
      summary: "foundry · a.example takes the grader.",
    });
  });

  it("is not asked of a grader that we know to be wrong", async () => {
    const found = await check("provider", { grader: { ...exact, operation: "neq" }, provider: takes });
    expect([found.state, found.summary]).toEqual([
      "skipped",
      "foundry · a.example was not asked: correct the grader first.",
    ]);
  });

  it.each([
    ["key-missing", "skipped"],
    ["network", "warned"],
  ] as const)("that gives no answer (%s) is told of: %s", async (reason, state) => {
    const failing = provider(() => Promise.reject(new ProviderError(reason, "No.", { mend: "Do." })));
    const found = await check("provider", { provider: failing });
    expect([found.state, found.summary]).toEqual([state, "foundry · a.example gave no answer: No. Do."]);
  });
});
