import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { startSlowModels, type SlowModels } from "../../support/slowModels";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings } from "../support/graders";
import { takeFirst } from "../support/quickInput";
import { after, before, suite, testOnPage } from "../support/runner";

const cosine = {
  type: "text_similarity",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: "cosine",
};
const MULTI = {
  type: "multi",
  graders: { a: cosine, b: cosine, c: cosine },
  calculate_output: "(a + b + c) / 3",
};

suite("Limit of calls", () => {
  let models: SlowModels;
  let grader: vscode.Uri;

  before(async () => {
    models = await startSlowModels();
    const embeddings = { baseUrl: models.baseUrl, model: "text-embedding-3-large" };
    await setUserSettings({ concurrency: 2, "judge.models": { "text-embedding-3-large": embeddings } });
    grader = await writeFile("limited.grader.json", JSON.stringify(MULTI));
    await writeFile("limited.samples.jsonl", '{"item": {"answer": "four"}, "model_sample": "4"}\n');
  });

  after(async () => {
    await setUserSettings({ concurrency: undefined, "judge.models": undefined });
    await models.close();
    await removeFiles();
  });

  testOnPage("holds for embeddings: a multi's three cosines ask two at a time", async () => {
    const running = vscode.commands.executeCommand<RunResult>("graders.run", grader);
    await takeFirst();
    assert.equal((await running).reward, 1);
    assert.deepEqual(models.asked, Array(3).fill("/v1/embeddings"));
    assert.equal(models.most(), 2);
  });
});
