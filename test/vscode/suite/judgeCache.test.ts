import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { removeFiles, writeFile } from "../support/documents";
import { services, setUserSettings } from "../support/graders";
import { takeFirst } from "../support/quickInput";
import { after, before, suite, testOnPage } from "../support/runner";

const GRADER = `{
  "type": "score_model",
  "model": "gpt-4.1",
  "input": [{"role": "user", "content": "Score this: {{sample.output_text}}"}],
  "sampling_params": {"temperature": 0}
}
`;

suite("Judge cache", () => {
  let server: JudgeServer;
  let grader: vscode.Uri;

  before(async () => {
    server = await startJudgeServer();
    server.replyWith(completion(verdict(0.75)));
    await setUserSettings({ "judge.models": { "*": { baseUrl: server.baseUrl, model: "judge" } } });
    grader = await writeFile("cached.grader.json", GRADER);
    await writeFile("cached.samples.jsonl", '{"item": {}, "model_sample": "fine"}\n');
  });

  after(async () => {
    await setUserSettings({ "judge.models": undefined });
    await server.close();
    await removeFiles();
  });

  const grade = () => vscode.commands.executeCommand<RunResult>("graders.run", grader);

  testOnPage("answers what the judge answered before, until it is cleared", async () => {
    const first = grade();
    await takeFirst();
    assert.equal((await first).diagnostics.judge?.source, "live");

    const second = await grade();
    assert.equal(second.reward, 0.75);
    assert.equal(second.diagnostics.judge?.source, "cached");
    assert.equal(server.requests.length, 1);
    const { panel } = await services();
    assert.match(JSON.stringify(panel.view), /gpt-4\.1 → judge, substitute judge · cached judge/);

    assert.equal(await vscode.commands.executeCommand("graders.clearJudgeCache"), 1);
    assert.equal((await grade()).diagnostics.judge?.source, "live");
    assert.equal(server.requests.length, 2);
  });
});
