import { cp } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunResult } from "../../../src/core/result/runResult";
import { commandLine, type CommandLine } from "../../support/cli";
import { startJudgeServer, type JudgeServer } from "../../support/judgeServer";

let cli: CommandLine;
let server: JudgeServer;
beforeAll(async () => {
  [cli, server] = await Promise.all([commandLine(), startJudgeServer()]);
  for (const metric of ["bleu", "gleu", "meteor", "cosine"]) {
    await cli.write(`${metric}.grader.json`, {
      type: "text_similarity",
      input: "{{sample.output_text}}",
      reference: "{{item.reference}}",
      evaluation_metric: metric,
    });
  }
});
afterAll(() => server.close());

async function grade(metric: string, output: string, reference: string, ...options: readonly string[]) {
  const item = JSON.stringify({ reference });
  const sample = ["--model-sample", output, "--item", item, "--format", "json"];
  const { code, stdout, stderr } = await cli.run(["run", `${metric}.grader.json`, ...sample, ...options]);
  expect(stderr).toBe("");
  return { code, result: JSON.parse(stdout) as RunResult };
}

describe("METEOR", () => {
  it("is errored without WordNet's table, which no other metric reads, and right with it", async () => {
    const without = await grade("meteor", "bright", "smart");
    expect(without.code).toBe(3);
    expect(without.result.diagnostics.failures[0]?.message).toContain("WordNet's table could not be read");
    expect((await grade("gleu", "bright", "smart")).code).toBe(0);

    await cp("data/wordnet", path.join(path.dirname(cli.script), "wordnet"), { recursive: true });
    const { code, result } = await grade("meteor", "bright", "smart");
    expect(code).toBe(0);
    expect(result.reward).toBe(0.5);
  });
});

describe("the profile", () => {
  it("is NLTK's words and method 4 unless it is set, and stands in the result", async () => {
    const usual = await grade("bleu", "Paris", "Paris");
    expect(usual.result).toMatchObject({
      reward: 1,
      diagnostics: { basis: "unpublished default", profile: "NLTK sentence_bleu, nltk-word/method4" },
    });
    const other = await grade("bleu", "Paris", "Paris", "--metrics", "tokenizer=split,smoothing=method1");
    expect(other.result.reward).toBeCloseTo(0.177827941, 9);
    expect(other.result.diagnostics.profile).toBe("NLTK sentence_bleu, split/method1");
  });

  it("is refused where no such setting exists", async () => {
    const { code, stderr } = await cli.run(["run", "bleu.grader.json", "--metrics", "smoothing=method9"]);
    expect(code).toBe(2);
    expect(stderr).toContain("method4");
  });
});

describe("cosine", () => {
  it("is errored with a mend without a server, and asks the one that is named", async () => {
    const { code, result } = await grade("cosine", "a", "b");
    expect(code).toBe(3);
    expect(result.diagnostics.failures[0]?.mend).toContain("--embeddings-url");

    server.replyWith({ body: { data: [{ embedding: [1, 0] }, { embedding: [0.6, 0.8] }] } });
    const asked = await grade("cosine", "a", "b", "--embeddings-url", server.baseUrl);
    expect(asked.code).toBe(0);
    expect(asked.result.reward).toBeCloseTo(0.6, 12);
    expect(server.requests.at(-1)?.body).toMatchObject({
      model: "text-embedding-3-large",
      input: ["a", "b"],
    });
  });
});
