import { describe, expect, it } from "vitest";
import { findings, fixed } from "./marked";

const judge = (model: string, params: string) =>
  `{"type": "score_model", "model": "${model}", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "sampling_params": {${params}}}`;

const found = (text: string) => findings(text).filter(({ code }) => code === "model-sampling");

describe("sampling parameters", () => {
  it.each([
    ["o4-mini-2025-04-16", '"temperature": 0'],
    ["o1", '"temperature": 0.5'],
    ["gpt-5", '"temperature": 0'],
    ["gpt-5-mini", '"temperature": 0'],
    ["ft:o4-mini-2025-04-16:me::x", '"temperature": 0'],
    ["gpt-4.1-2025-04-14", '"reasoning_effort": "low"'],
    ["gpt-4o", '"reasoning_effort": "none"'],
    ["gpt-5-chat-latest", '"reasoning_effort": "low"'],
  ])("are not for %s: %s", (model, param) => {
    const text = judge(model, `${param}, "seed": 1`);
    const [problem, ...more] = found(text);
    expect(more).toEqual([]);
    expect(problem?.severity).toBe("warning");
    expect(problem?.message).toContain(model);
    const path = /"(\w+)"/.exec(param)?.[1];
    expect(problem?.path).toEqual(["sampling_params", path]);
    expect(fixed(text, problem)).toBe(judge(model, '"seed": 1'));
  });

  it.each([
    ["o4-mini", '"seed": 1, "top_p": 0.5'],
    ["o4-mini", '"temperature": 1'],
    ["o4-mini", '"temperature": null'],
    ["o4-mini", '"reasoning_effort": "high"'],
    ["gpt-5.1", '"temperature": 0, "reasoning_effort": "none"'],
    ["gpt-5.2", '"temperature": 0'],
    ["gpt-5.1-chat-latest", '"temperature": 0'],
    ["gpt-4.1", '"temperature": 0, "reasoning_effort": null'],
    ["llama3.1", '"temperature": 0, "reasoning_effort": "low"'],
    ["o", '"temperature": 0'],
    ["olmo-2", '"temperature": 0'],
  ])("may be for %s: %s", (model, params) => {
    expect(found(judge(model, params))).toEqual([]);
  });

  it("are not for a model that is asked to reason", () => {
    const asked = judge("gpt-5.1", '"reasoning_effort": "high", "temperature": 0');
    expect(fixed(asked, found(asked)[0])).toBe(judge("gpt-5.1", '"reasoning_effort": "high"'));
  });
});
