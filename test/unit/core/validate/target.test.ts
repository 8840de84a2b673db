import { describe, expect, it } from "vitest";
import { readGraderDocument } from "../../../../src/core/grader/document";
import type { ProviderId } from "../../../../src/core/providerTable";
import { guessTarget, type Target } from "../../../../src/core/validate/target";
import { findings, readMarks } from "./marked";

const check =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "a", "operation": "eq"}';
const endpoint = '{"type": "endpoint", "url": "https://a.example/score"}';
const job = (fields: string) => `{${fields} "method": {"reinforcement": {"grader": ${check}}}}`;

describe("the target of a grader that nobody set", () => {
  it.each<[string, string, ProviderId, Target | undefined]>([
    ["a.grader.json", check, "engine", undefined],
    ["a.grader.json", "{", "engine", undefined],
    ["a.grader.json", "", "engine", undefined],
    ["a.grader.json", check, "openai", undefined],
    ["a.grader.json", check, "foundry", "foundry-rft"],
    ["a.grader.json", endpoint, "engine", "foundry-rft"],
    ["a.grader.json", `{"type": "multi", "graders": {"a": ${endpoint}}}`, "engine", "foundry-rft"],
    ["a.job.json", "{}", "engine", "openai-rft"],
    ["a.job.json", "{", "engine", "openai-rft"],
    ["a.job.jsonc", job(""), "engine", "openai-rft"],
    ["request.json", job(""), "engine", "openai-rft"],
    ["request.json", job('"training_file": "file-abc",'), "openai", "openai-rft"],
    ["a.job.json", job('"training_file": "local:./train.jsonl",'), "engine", "foundry-rft"],
    ["a.job.json", job('"extra_body": {"trainingType": "GlobalStandard"},'), "engine", "foundry-rft"],
    [
      "a.job.json",
      job('"$schema": "https://a.example/azure.ai.finetune/job.json",'),
      "engine",
      "foundry-rft",
    ],
    ["a.job.json", job(""), "foundry", "foundry-rft"],
    ["a.eval.json", "{}", "engine", "evals"],
    ["a.eval.json", "{}", "foundry", "evals"],
    ["request.json", `{"testing_criteria": [${check}]}`, "engine", "evals"],
  ])("%s %s with provider %s is %s", (name, text, provider, target) => {
    expect(guessTarget(readGraderDocument(name, text), provider)).toBe(target);
  });
});

describe("findings of a target", () => {
  const label =
    '{"type": «"label_model"», "model": "m", "input": [{"role": "user", "content": "{{sample.output_text}}"}], "labels": ["x"], "passing_labels": ["x"]}';
  const cosine =
    '{"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "x", "evaluation_metric": «"cosine"»}';

  it.each<[string, string, Target]>([
    ["label-model-top-level", label, "openai-rft"],
    ["label-model-top-level", label, "foundry-rft"],
    ["cosine-evals-only", cosine, "foundry-rft"],
  ])("%s names it (%#)", (code, marked, target) => {
    const { text } = readMarks(marked);
    expect(findings(text, code, target)[0]?.message).toMatch(new RegExp(`^For target ${target}: `));
    expect(findings(text, code, "run")[0]?.message).not.toContain("target");
  });

  it("that Foundry refuses names Foundry's only", () => {
    const text = `{"type": "multi", "graders": {"a": ${check.replace('"eq"', '"eq", "pass_threshold": 1')}}, "calculate_output": "a"}`;
    expect(findings(text, "threshold-in-multi", "foundry-rft")[0]?.message).toMatch(
      /^For target foundry-rft: pass_threshold/,
    );
    expect(findings(text, "threshold-in-multi", "openai-rft")[0]?.message).toMatch(/^pass_threshold/);
  });
});
