import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Summary } from "../../../src/core/runs/tally";
import type { RunResult } from "../../../src/core/result/runResult";
import { removeFiles, writeFile } from "../support/documents";
import { services, setUserSettings } from "../support/graders";
import { models, modelsAvailable, type ModelReply, type ModelRequest } from "../support/models";
import { page, pageAvailable } from "../support/page";
import { takeFirst } from "../support/quickInput";
import { after, afterEach, before, beforeEach, eventually, suite, test } from "../support/runner";

const VERDICT = { steps: [{ description: "Read it.", conclusion: "Fine." }], result: 0.75 };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const testWithModels = modelsAvailable && pageAvailable ? test : test.skip;

function grader(over: object = {}): string {
  return JSON.stringify({
    type: "score_model",
    model: "gpt-4.1",
    input: [
      { role: "system", content: "Be strict." },
      { role: "user", content: "Score this: {{sample.output_text}}" },
    ],
    sampling_params: { temperature: 0 },
    ...over,
  });
}

suite("VS Code's own models as judge", () => {
  let uri: vscode.Uri;

  before(async () => {
    if (!modelsAvailable || !pageAvailable) return;
    uri = await writeFile("own.grader.json", grader());
    await writeFile("own.samples.jsonl", '{"item": {}, "model_sample": "four"}\n');
    await useModel("graders-test/judge-1");
    await models();
  });

  beforeEach(async () => {
    if (modelsAvailable) (await models()).requests.length = 0;
  });

  after(async () => {
    if (!modelsAvailable || !pageAvailable) return;
    await setUserSettings({ "judge.models": undefined });
    await removeFiles();
  });

  const useModel = (model: string) =>
    setUserSettings({ "judge.models": { "*": { provider: "vscode", model } } });

  async function judged(
    reply: ModelReply,
    graded = uri,
  ): Promise<{ result: RunResult; request: ModelRequest }> {
    const there = await models();
    there.reply = reply;
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", graded);
    return { result, request: there.requests[0]! };
  }

  testWithModels("is asked only after the user allowed it", async () => {
    const there = await models();
    there.reply = { verdict: VERDICT };
    const run = vscode.commands.executeCommand<RunResult>("graders.run", uri);
    await page.waitFor(".quick-input-widget .quick-input-list .monaco-list-row");
    assert.equal(there.requests.length, 0);
    assert.match(await page.text(".quick-input-widget"), /graders-test\/judge-1/);
    await page.press("Enter");
    const { reward, diagnostics, metadata, model_grader_token_usage_per_model } = await run;
    assert.equal(reward, 0.75);
    assert.equal(diagnostics.basis, "substitute judge");
    assert.deepEqual(diagnostics.judge?.steps, VERDICT.steps);
    assert.equal(diagnostics.judge.answered_by, "graders-test/judge-1");
    assert.equal(diagnostics.judge.origin, "VS Code");
    assert.equal(metadata.token_usage, null);
    assert.deepEqual(model_grader_token_usage_per_model, {});
  });

  testWithModels("gets the messages and a tool that it must use", async () => {
    const { result, request } = await judged({ verdict: VERDICT });
    const { LanguageModelChatMessageRole: roles, LanguageModelChatToolMode: modes } = vscode;
    assert.deepEqual(
      request.messages.slice(0, 2),
      ["Be strict.", "Score this: four"].map((text) => ({ role: roles.User, parts: [text] })),
    );
    assert.equal(request.tools.length, 1);
    assert.deepEqual((request.tools[0]!.inputSchema as { required: unknown }).required, ["steps", "result"]);
    assert.equal(request.toolMode, modes.Required);
    assert.deepEqual(request.modelOptions, { temperature: 0 });
    assert.match(result.diagnostics.judge!.adjustments.join(" "), /tool.*system messages.*sampling/s);
  });

  testWithModels("sees the images that are in the request", async () => {
    const image = { type: "input_image", image_url: `data:image/png;base64,${PIXEL}` };
    const pictured = await writeFile(
      "pictured.grader.json",
      grader({
        input: [{ role: "user", content: [{ type: "input_text", text: "{{sample.output_text}}" }, image] }],
      }),
    );
    await writeFile("pictured.samples.jsonl", '{"item": {}, "model_sample": "four"}\n');
    const { result, request } = await judged({ verdict: VERDICT }, pictured);
    assert.deepEqual(result.diagnostics.failures, []);
    assert.deepEqual(request.messages[0]?.parts, [
      "four",
      { mimeType: "image/png", size: atob(PIXEL).length },
    ]);
  });

  testWithModels("is asked each time: nobody knows whether it heeds the temperature", async () => {
    await judged({ verdict: VERDICT });
    const { result } = await judged({ verdict: { ...VERDICT, result: 0.5 } });
    assert.equal(result.reward, 0.5);
    assert.equal(result.diagnostics.judge?.source, "live");
  });

  testWithModels("may answer in text", async () => {
    const { result } = await judged({ text: `Well:\n\`\`\`json\n${JSON.stringify(VERDICT)}\n\`\`\`` });
    assert.equal(result.reward, 0.75);
    assert.match(result.diagnostics.judge!.adjustments.join(" "), /did not use the tool/);
  });

  testWithModels("is errored, not zero, by an answer without a verdict", async () => {
    const { result } = await judged({ text: "I would say 0.9." });
    assert.equal(result.metadata.errors.model_grader_parse_error, true);
  });

  for (const [code, mend] of [
    ["NoPermissions", /Manage Language Model Access/],
    ["NotFound", /graders\.judge\.models/],
    [undefined, /another judge/],
  ] as const) {
    testWithModels(`says how to mend ${code ?? "a failure"}`, async () => {
      const { result } = await judged({ error: { message: "no more", ...(code && { code }) } });
      assert.equal(result.metadata.errors.model_grader_server_error, true);
      const [failure] = result.diagnostics.failures;
      assert.match(failure?.message ?? "", /First Judge.*no more/);
      assert.match(failure?.mend ?? "", mend);
    });
  }

  for (const error of [
    { message: "used up", code: "Blocked" },
    { message: "used up", name: "ChatQuotaExceeded" },
  ] as const) {
    testWithModels(`is no error where its quota is used up (${JSON.stringify(error)})`, async () => {
      const { result } = await judged({ error });
      assert.equal(result, undefined);
      const { panel } = await services();
      assert.ok(panel.view.kind === "failure");
      assert.match(panel.view.message, /First Judge takes no more requests: used up/);
      assert.deepEqual(panel.view.actions, [{ id: "try-again", label: "Try Again" }]);
    });
  }

  testWithModels("is asked again by Try Again", async () => {
    await judged({ error: { message: "used up", code: "Blocked" } });
    (await models()).reply = { verdict: VERDICT };
    await page.webview.click("text=Try Again");
    const { panel } = await services();
    await eventually("the result", () => (panel.view.kind === "run" ? true : undefined));
    assert.match(JSON.stringify(panel.view), /0\.75/);
  });

  suite("with a quota that a batch uses up", () => {
    const QUESTION = ".notification-list-item:has-text('is paused')";
    const IN_FLIGHT = 8;
    let batch: vscode.Uri;

    before(async () => {
      if (!modelsAvailable || !pageAvailable) return;
      batch = await writeFile("batch.grader.json", grader());
      const row = '{"item": {}, "model_sample": "four"}\n';
      await writeFile("batch.samples.jsonl", row.repeat(12));
    });

    /** Starts a batch that finds the quota used up, and waits until it says so. */
    async function pausedBatch() {
      const there = await models();
      there.reply = { error: { message: "used up", code: "Blocked" } };
      const running = vscode.commands.executeCommand<Summary | undefined>("graders.runAll", batch);
      // Messages do not pop up in a driven window, and the list closes when it is empty.
      await eventually("the question", async () => {
        await vscode.commands.executeCommand("notifications.showList");
        return (await page.count(QUESTION)) > 0 ? true : undefined;
      });
      await eventually("the rows in flight", () => (there.requests.length === IN_FLIGHT ? true : undefined));
      return { there, running };
    }

    afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));

    testWithModels("waits, and goes on with every row after Resume", async () => {
      const { there, running } = await pausedBatch();
      assert.match(await page.text(QUESTION), /Grading batch\.grader\.json.*First Judge.*used up/s);
      await page.waitFor(".notification-list-item:has-text('paused: VS Code')");
      there.reply = { verdict: VERDICT };
      await page.click(`${QUESTION} >> text=Resume`);
      assert.deepEqual(await running, {
        rows: 12,
        scored: 12,
        errored: 0,
        notAsked: 0,
        mean: 0.75,
      });
      assert.equal(there.requests.length, IN_FLIGHT + 12);
    });

    testWithModels("ends with Cancel, and keeps what was graded", async () => {
      const { there, running } = await pausedBatch();
      await page.click(`${QUESTION} >> text=Cancel`);
      assert.equal(await running, undefined);
      assert.equal(there.requests.length, IN_FLIGHT);
    });
  });

  testWithModels("is cancelled with the run", async () => {
    const there = await models();
    there.reply = { hang: true };
    const run = vscode.commands.executeCommand("graders.run", uri);
    const { cancelled } = await eventually("the request", () => there.requests[0]);
    await vscode.commands.executeCommand("graders.cancel");
    await run;
    assert.equal(await cancelled, true);
  });

  testWithModels("is named by what VS Code has, where it has no such model", async () => {
    await useModel("gpt-99");
    const run = judged({ verdict: VERDICT });
    await takeFirst();
    const { result } = await run;
    const [failure] = result.diagnostics.failures;
    assert.match(failure?.message ?? "", /no model "gpt-99".*graders-test\/judge-1/);
    await useModel("graders-test/judge-1");
  });

  testWithModels("is named in the panel", async () => {
    await judged({ verdict: VERDICT });
    const { panel } = await services();
    assert.match(JSON.stringify(panel.view), /gpt-4\.1 → graders-test\/judge-1, substitute judge · VS Code/);
  });
});
