import { describe, expect, it } from "vitest";
import { shutdownNotes, shutdownOf } from "../../../../src/core/grader/modelShutdowns";
import { judgeShutdowns } from "../../../../src/core/validate/rules/models";
import type { Target } from "../../../../src/core/validate/target";
import { gradeRow } from "../../../support/engine";
import { grader } from "../validate/marked";

const NOVEMBER = new Date("2026-11-24T12:00:00Z");

function judged(model: string, type = "score_model"): string {
  return `{"type": "${type}", "model": "${model}", "input": [{"role": "user", "content": "{{sample.output_text}}"}]}`;
}

function found(text: string, now = NOVEMBER, target: Target = "run") {
  return judgeShutdowns(() => now)({ document: grader(text), target });
}

describe("models that OpenAI shuts down", () => {
  it.each([
    ["o4-mini-2025-04-16", "2026-10-22T23:59:59Z", false],
    ["o4-mini-2025-04-16", "2026-10-23T00:00:00Z", true],
    ["o3-2025-04-16", "2026-12-10T23:59:59Z", false],
    ["o3-2025-04-16", "2026-12-11T00:00:00Z", true],
    ["gpt-4.1-2025-04-14", "2027-01-14T00:00:00Z", true],
  ])("%s at %s: over is %s", (model, now, isOver) => {
    expect(shutdownOf(model, new Date(now))).toMatchObject({ isOver });
  });

  it("end with their fine-tuned versions", () => {
    expect(shutdownOf("ft:gpt-4o-2024-08-06:acme::abc", NOVEMBER)).toMatchObject({ date: "2027-01-14" });
    expect(shutdownOf("ft:gpt-9:acme::abc", NOVEMBER)).toBeUndefined();
  });

  it.each(["llama3.1", "gpt-4o", "gpt-4.1", ""])(
    "say nothing of %j, of which nothing is announced",
    (model) => {
      expect(shutdownOf(model, NOVEMBER)).toBeUndefined();
    },
  );

  it("are the guide's judges, each with its source", () => {
    const guide = [
      ...["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14"],
      ...["gpt-4.1-nano-2025-04-14", "o1-2024-12-17", "o3-mini-2025-01-31", "o3-2025-04-16"],
      "o4-mini-2025-04-16",
    ];
    for (const model of guide) {
      expect(shutdownOf(model, NOVEMBER)?.source).toMatch(/^https:\/\/developers\.openai\.com\//);
    }
  });
});

describe("the rule of models' ends", () => {
  it("warns of a judge that is gone, at its name", () => {
    const text = judged("o3-mini");
    const [problem, ...others] = found(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "model-shut-down", severity: "warning", path: ["model"] });
    expect(problem?.message).toContain("2026-10-23");
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe('"o3-mini"');
  });

  it("is silent until the day of an end that is announced", () => {
    const text = judged("gpt-4.1-2025-04-14", "label_model");
    expect(found(text)).toEqual([]);
    expect(found(text, new Date("2027-01-14"))).toMatchObject([{ code: "model-shut-down" }]);
  });

  it("looks into multis", () => {
    const text = `{"type": "multi", "calculate_output": "a", "graders": {"a": ${judged("o1")}}}`;
    expect(found(text)).toMatchObject([{ path: ["graders", "a", "model"] }]);
  });

  it("is silent on Foundry, which has dates of its own, on other models and other types", () => {
    expect(found(judged("o3-mini"), NOVEMBER, "foundry-rft")).toEqual([]);
    expect(found(judged("llama3.1"))).toEqual([]);
    expect(found('{"type": "python", "model": "o1"}')).toEqual([]);
    expect(found('{"type": "score_model", "model": 1}')).toEqual([]);
  });
});

describe("a result of a model that is gone", () => {
  const row = { item: {}, model_sample: "Hello." };

  it("says so, errored or not", async () => {
    // The date lies behind every clock that is right.
    const { diagnostics } = await gradeRow(JSON.parse(judged("o1-2024-12-17")), row);
    expect(diagnostics.failures).toHaveLength(1);
    expect(diagnostics.notes).toEqual([expect.stringContaining("2026-10-23")]);
  });

  it("says nothing before the day", () => {
    expect(shutdownNotes("o3", NOVEMBER)).toEqual([]);
    expect(shutdownNotes("o3", new Date("2026-12-11"))).toHaveLength(1);
  });
});
