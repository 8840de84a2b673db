import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { after, before, suite, test } from "../support/runner";

const ROW = '{"item": {"answer": "42"}, "model_sample": "42"}\n';
const SIDES = '"input": "{{sample.output_text}}", "reference": "{{item.answer}}"';

suite("In a workspace that is not trusted", () => {
  let server: ApiServer;

  before(async () => {
    server = await startApiServer();
  });

  after(async () => {
    await setUserSettings({ provider: undefined, "custom.baseUrl": undefined, "judge.models": undefined });
    await server.close();
    await removeFiles();
  });

  async function run(name: string, grader: string): Promise<RunResult | undefined> {
    await writeFile(`${name}.samples.jsonl`, ROW);
    return vscode.commands.executeCommand("graders.run", await writeFile(`${name}.grader.json`, grader));
  }

  test("string checks, similarity and their multis run", async () => {
    const check = `{"type": "string_check", ${SIDES}, "operation": "eq"}`;
    const similarity = `{"type": "text_similarity", ${SIDES}, "evaluation_metric": "fuzzy_match"}`;
    const result = await run(
      "multi",
      `{"type": "multi", "graders": {"a": ${check}, "b": ${similarity}}, "calculate_output": "a * b"}`,
    );
    assert.equal(result?.reward, 1);
  });

  test("Python does not run, and the panel says why", async () => {
    const result = await run("py", '{"type": "python", "source": "def grade(sample, item):\\n    return 1"}');
    assert.equal(result?.metadata.errors.python_grader_server_error, true);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "py.grader.json");
    assert.match(view.failures[0]?.message ?? "", /not trusted/);
    assert.match(view.failures[0]?.mend ?? "", /[Tt]rust/);
  });

  test("no endpoint is called", async () => {
    const result = await run("endpoint", `{"type": "endpoint", "url": "${server.url}/score"}`);
    assert.equal(result?.metadata.errors.endpoint_grader_server_error, true);
    assert.equal(server.requests.length, 0);
  });

  test("no judge is called", async () => {
    await setUserSettings({ "judge.models": { "*": { baseUrl: `${server.url}/v1`, model: "judge" } } });
    const result = await run(
      "judge",
      '{"type": "score_model", "model": "gpt-4.1", "input": [{"role": "user", "content": "{{sample.output_text}}"}]}',
    );
    assert.equal(result?.metadata.errors.model_grader_server_error, true);
    assert.equal(server.requests.length, 0);
  });

  test("no hosted provider is called", async () => {
    await setUserSettings({ provider: "custom", "custom.baseUrl": `${server.url}/v1` });
    assert.equal(await run("hosted", `{"type": "string_check", ${SIDES}, "operation": "eq"}`), undefined);
    const view = await viewBecomes("failure");
    assert.match(view.message, /not trusted/);
    assert.equal(view.actions[0]?.id, "trust");
    assert.equal(server.requests.length, 0);
  });
});
