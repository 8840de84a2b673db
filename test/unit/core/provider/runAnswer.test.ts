import { describe, expect, it } from "vitest";
import { fromPlain, type JsonObject } from "../../../../src/core/json/value";
import { hostedSettings } from "../../../../src/core/provider/hostedSettings";
import { readRunAnswer } from "../../../../src/core/provider/runAnswer";
import { ERROR_KEYS } from "../../../../src/core/result/errorFlags";
import { isErrored, raisedFlags } from "../../../../src/core/result/flags";
import type { RunResult } from "../../../../src/core/result/runResult";
import { json } from "./support";

/** The 14 keys of the reference (facts.md "Error flags"). */
const DOCUMENTED_KEYS = [
  "formula_parse_error",
  "invalid_variable_error",
  "model_grader_parse_error",
  "model_grader_refusal_error",
  "model_grader_server_error",
  "model_grader_server_error_details",
  "other_error",
  "python_grader_runtime_error",
  "python_grader_runtime_error_details",
  "python_grader_server_error",
  "python_grader_server_error_type",
  "sample_parse_error",
  "truncated_observation_error",
  "unresponsive_reward_error",
];

function read(answer: unknown, grader = json('{"type":"python","name":"mine"}')): RunResult {
  const result = readRunAnswer(fromPlain(answer) as JsonObject, {
    settings: hostedSettings("openai"),
    grader,
    requestId: "req_1",
    elapsed: 1.5,
    notes: [],
  });
  if (!result) throw new Error("no result");
  return result;
}

const withErrors = (errors: unknown) => ({ reward: 0, metadata: { errors } });

describe("readRunAnswer", () => {
  it("takes the reference's 14 keys, and gives all 24", () => {
    const { metadata } = read(withErrors(Object.fromEntries(DOCUMENTED_KEYS.map((key) => [key, false]))));
    expect(Object.keys(metadata.errors)).toEqual([...ERROR_KEYS]);
    expect(raisedFlags(metadata.errors)).toEqual([]);
  });

  it("keeps a flag that it does not know, and says so", () => {
    const result = read(
      withErrors({ quantum_error: true, quantum_error_details: "cat", future_error: false }),
    );
    expect(raisedFlags(result.metadata.errors)).toEqual(["quantum_error"]);
    expect(result.metadata.errors).toMatchObject({ quantum_error_details: "cat", future_error: false });
    expect(isErrored(result)).toBe(true);
    expect(result.diagnostics.notes).toEqual([expect.stringContaining("quantum_error")]);
  });

  it.each([
    [{ prompt_tokens: 190, completion_tokens: 134, total_tokens: 324, cached_tokens: 0 }, undefined],
    [{ total_tokens: 5 }, { prompt_tokens: 0, completion_tokens: 0, total_tokens: 5, cached_tokens: 0 }],
    [324, undefined],
    [0, undefined],
    [null, undefined],
    [undefined, null],
    ["many", null],
  ])("reads token_usage %j", (usage, expected) => {
    const { metadata } = read({ reward: 1, metadata: { token_usage: usage } });
    expect(metadata.token_usage).toEqual(expected === undefined ? usage : expected);
  });

  it.each([
    [{ reward: 0.5 }],
    [{ reward: 0.5, metadata: null }],
    [{ reward: 0.5, metadata: {}, sub_rewards: null }],
  ])("fills what is absent: %j", (answer) => {
    const { diagnostics, ...response } = read(answer);
    expect(response).toMatchObject({
      reward: 0.5,
      metadata: {
        name: "mine",
        type: "python",
        execution_time: 1.5,
        scores: {},
        token_usage: null,
        sampled_model_name: null,
      },
      sub_rewards: {},
      model_grader_token_usage_per_model: {},
    });
    expect(Object.keys(response.metadata.errors)).toEqual([...ERROR_KEYS]);
    expect(diagnostics.failures).toEqual([]);
  });

  it("keeps a multi's sub-rewards and usage, and shows its formula with them", () => {
    const usage = { "gpt-4.1": { total_tokens: 3 } };
    const result = read(
      { reward: 0.4, sub_rewards: { a: 1, b: 0.25, c: "?" }, model_grader_token_usage_per_model: usage },
      json('{"type":"multi","calculate_output":"0.2*a+0.8*b"}'),
    );
    expect(result.sub_rewards).toEqual({ a: 1, b: 0.25 });
    expect(result.model_grader_token_usage_per_model).toEqual(usage);
    expect(result.diagnostics.formula).toEqual({ expression: "0.2*a+0.8*b", values: { a: 1, b: 0.25 } });
  });

  it("leads a traceback's lines into the grader's source", () => {
    const details =
      'Traceback (most recent call last):\n  File "/usr/lib/python3.11/runpy.py", line 9, in run\n  File "grader.py", line 7, in grade\n  File "grader.py", line 3, in helper\nKeyError: \'x\'\n';
    const result = read(
      withErrors({ python_grader_runtime_error: true, python_grader_runtime_error_details: details }),
    );
    expect(result.diagnostics.failures).toEqual([
      {
        flag: "python_grader_runtime_error",
        message: "KeyError: 'x'",
        mend: expect.any(String) as string,
        detail: details,
        path: ["source"],
        frames: [
          { line: 7, function: "grade" },
          { line: 3, function: "helper" },
        ],
      },
    ]);
  });

  it("says a raised flag's meaning where the service gives no details", () => {
    const [failure] = read(withErrors({ invalid_variable_error: true })).diagnostics.failures;
    expect(failure?.flag).toBe("invalid_variable_error");
    expect(failure?.message).toContain("names something");
  });

  it("takes a flag that is not written as true or false", () => {
    const { metadata } = read(
      withErrors({ other_error: "boom", sample_parse_error: null, formula_parse_error: 1 }),
    );
    expect(raisedFlags(metadata.errors)).toEqual(["formula_parse_error", "other_error"]);
  });

  it("is no result without a reward, unless a flag says why", () => {
    const answer = fromPlain({ metadata: { errors: { other_error: false } } }) as JsonObject;
    const context = {
      settings: hostedSettings("openai"),
      grader: new Map(),
      elapsed: 0,
      notes: [],
    };
    expect(readRunAnswer(answer, context)).toBeUndefined();
    expect(read({ reward: null, metadata: { errors: { other_error: true } } }).reward).toBe(0);
  });

  it("does not send someone to this machine's settings for what the service's Python refused", () => {
    const errors = {
      python_grader_server_error: true,
      python_grader_server_error_type: "unauthorized_error",
    };
    const [failure] = read(withErrors(errors)).diagnostics.failures;
    expect(failure?.message).toMatch(/failed or is not permitted\. \(unauthorized_error\)$/);
    expect(failure?.mend).toMatch(/organisation may run Python/);
    expect(failure?.mend).not.toMatch(/sandbox|interpreter/);
  });
});
