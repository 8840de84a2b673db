import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { startApiServer, type AnswerMode, type ApiServer } from "../../support/apiServer";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { takeFirst } from "../support/quickInput";
import { after, before, eventually, suite, testOnPage } from "../support/runner";

const KEY = "key-for-the-loopback-server-0815";

const GRADER = `{
  "type": "string_check",
  "input": "{{sample.output_text}}",
  "reference": "{{item.answer}}",
  "operation": "eq"
}
`;

const DIALOG = ".quick-input-widget";
/** What its lines have no room for. */
const CUT_OFF = `[...document.querySelectorAll("${DIALOG} .monaco-list-row *")]
  .filter((line) => getComputedStyle(line).textOverflow === "ellipsis" && line.scrollWidth > line.clientWidth)
  .map(({ textContent }) => textContent)`;

suite("A hosted provider", () => {
  let server: ApiServer;
  let grader: vscode.Uri;

  before(async () => {
    server = await startApiServer();
    grader = await writeFile("hosted.grader.json", GRADER);
    await writeFile("hosted.samples.jsonl", '{"item": {"answer": "42"}, "model_sample": "42"}\n');
    await setUserSettings({ provider: "custom", "custom.baseUrl": `${server.url}/v1` });
  });

  after(async () => {
    await setUserSettings({ provider: undefined, "custom.baseUrl": undefined, timeoutSeconds: undefined });
    await server.close();
    await removeFiles();
  });

  const run = () => vscode.commands.executeCommand<RunResult | undefined>("graders.run", grader);
  const validate = () => vscode.commands.executeCommand("graders.validate", grader);

  testOnPage(
    "says that the key is missing before it asks to send anything, and switches nothing",
    async () => {
      await run();
      const view = await viewBecomes("failure", ({ title }) => title === "Key missing");
      assert.match(view.mend ?? "", /Set API Key/);
      assert.equal(server.requests.length, 0);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(grader));
      await eventually(
        "the status bar",
        async () =>
          (await page.texts(".statusbar-item")).some((text) => text.includes("key missing")) || undefined,
      );
    },
  );

  testOnPage("takes a key typed into Set API Key", async () => {
    const stored = vscode.commands.executeCommand("graders.setApiKey");
    await page.waitFor(`${DIALOG} input:focus`);
    await page.type("Custom");
    await page.press("Enter");
    await page.waitFor('.quick-input-widget input[type="password"]:focus');
    await page.insert(KEY);
    await page.press("Enter");
    assert.equal(await stored, true);
  });

  testOnPage(
    "asks once before data leaves, in words that are not cut off, and sends nothing when refused",
    async () => {
      const running = run();
      await page.waitFor(`${DIALOG} .monaco-list-row.focused`);
      assert.match(await page.text(DIALOG), /127\.0\.0\.1/);
      assert.deepEqual(await page.evaluate(CUT_OFF), []);
      await page.press("Escape");
      await running;
      const view = await viewBecomes("failure");
      assert.equal(view.title, "Not allowed yet");
      assert.equal(server.requests.length, 0);
    },
  );

  testOnPage("sends what the API takes once it is allowed", async () => {
    const running = run();
    await takeFirst();
    const result = (await running)!;
    assert.equal(result.reward, 1);
    assert.equal(result.diagnostics.provider, "custom");
    const request = server.requests.at(-1)!;
    assert.equal(request.path, "/v1/fine_tuning/alpha/graders/run");
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(JSON.parse(request.body), {
      grader: JSON.parse(GRADER) as unknown,
      model_sample: "42",
      item: { answer: "42" },
    });
  });

  testOnPage("validates there and shows the returned grader as a diff, with Apply", async () => {
    await validate();
    const view = await viewBecomes("validation");
    assert.deepEqual(
      view.diff.map(({ change, path }) => [change, path]),
      [["added", "name"]],
    );
    assert.equal(view.canApply, true);
  });

  const failures: readonly (readonly [AnswerMode & string, string])[] = [
    ["unauthorized", "Key not accepted"],
    ["forbidden", "Not permitted"],
    ["not-found", "No graders there"],
    ["server-error", "The provider failed"],
    ["garbage", "Answer not understood"],
    ["redirect", "Redirect refused"],
    ["huge", "Answer not understood"],
  ];
  for (const [mode, title] of failures) {
    testOnPage(`says what to do about "${mode}"`, async function () {
      this.timeout(120_000);
      server.answerWith(mode);
      assert.equal(await run(), undefined);
      const view = await viewBecomes("failure", (shown) => shown.title === title);
      assert.ok((view.mend ?? "").length > 10, JSON.stringify(view));
      assert.ok(!JSON.stringify(view).includes(KEY));
    });
  }

  testOnPage("tries again where the server asks for time", async () => {
    server.answerWith("rate-limited-once");
    assert.equal((await run())?.reward, 1);
  });

  testOnPage("puts a 400 at its parameter, in Problems and in the panel", async () => {
    server.answerWith("bad-request");
    await validate();
    const view = await viewBecomes("validation", ({ counts }) => counts.errors === 1);
    assert.equal(view.findings[0]?.source, "provider");
    const own = vscode.languages.getDiagnostics(grader).filter(({ source }) => source === "graders");
    assert.equal(own.length, 1);
  });

  testOnPage("ends the request when the run is cancelled", async () => {
    server.answerWith("hang");
    const arrived = server.nextRequest();
    const running = run();
    const request = await arrived;
    await vscode.commands.executeCommand("graders.cancel");
    assert.equal(await running, undefined);
    assert.equal(await request.ended, "aborted");
  });

  testOnPage("ends the request at the time limit", async () => {
    await setUserSettings({ timeoutSeconds: 1 });
    const arrived = server.nextRequest();
    const running = run();
    assert.equal(await (await arrived).ended, "aborted");
    await running;
    await viewBecomes("failure", ({ title }) => title === "Out of time");
    await setUserSettings({ timeoutSeconds: undefined });
    server.answerWith("success");
  });

  testOnPage("runs on the engine from the panel, and back", async () => {
    await setUserSettings({ provider: "engine" });
    const result = await run();
    assert.equal(result?.diagnostics.provider, "engine");
    await setUserSettings({ provider: "custom" });
  });

  testOnPage("leaves the key in no file", async () => {
    const data = process.env.GRADERS_TEST_DATA ?? "";
    const files = (await readdir(data, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(files.some((file) => file.endsWith("settings.json")));
    for (const file of files) {
      const text = await readFile(file, "latin1").catch(() => "");
      assert.ok(!text.includes(KEY), file);
    }
  });

  testOnPage("forgets a cleared key", async () => {
    const cleared = vscode.commands.executeCommand("graders.clearApiKey");
    await page.waitFor(`${DIALOG} input:focus`);
    await page.press("Enter");
    assert.equal(await cleared, true);
    const before = server.requests.length;
    await run();
    await viewBecomes("failure", ({ title }) => title === "Key missing");
    assert.equal(server.requests.length, before);
  });
});
