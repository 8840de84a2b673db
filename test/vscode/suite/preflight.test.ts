import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Preflight } from "../../../src/core/preflight/preflight";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { removeFiles, setText, show, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { fromPalette, takeFirst } from "../support/quickInput";
import { after, before, eventually, suite, test, testOnPage } from "../support/runner";

const exact = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const row = (question: string, answer: object = { answer: "1" }) =>
  JSON.stringify({ messages: [{ role: "user", content: question }], ...answer });
const PICK = ".quick-input-widget";

/** Codes of findings with a page are links to it. */
function codeText(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

suite("Preflight", () => {
  let grader: vscode.Uri;
  let job: vscode.Uri;
  let training: vscode.Uri;
  let validation: vscode.Uri;
  let server: ApiServer;

  before(async () => {
    server = await startApiServer();
    grader = await writeFile("flight.grader.json", JSON.stringify(exact, null, 2));
    const method = { type: "reinforcement", reinforcement: { grader: exact } };
    job = await writeFile("flight.job.json", JSON.stringify({ model: "o4-mini", method }, null, 2));
    training = await writeFile("train.jsonl", [row("a"), "", row("b", {}), "{}"].join("\n"));
    validation = await writeFile("valid.jsonl", row("c"));
  });

  after(async () => {
    delete process.env.AZURE_OPENAI_API_KEY;
    await setUserSettings({ "foundry.endpoint": undefined });
    await server.close();
    await removeFiles();
  });

  const preflight = (uri: vscode.Uri, more: object = {}) =>
    vscode.commands.executeCommand<Preflight | undefined>("graders.preflight", uri, {
      ...{ target: "foundry-rft", training, validation },
      ...more,
    });
  const found = (uri: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === "graders")
      .map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${codeText(code)}`);

  test("shows each check in the panel, and what it found in Problems of the files at fault", async () => {
    const result = await preflight(grader);
    assert.equal(result?.passed, false);
    const { summary, heading, files, checks } = await viewBecomes("preflight");
    assert.equal(summary, "2 of 11 checks failed: the job is not ready.");
    assert.deepEqual([heading.grader, heading.provider], ["flight.grader.json", "foundry-rft"]);
    assert.deepEqual(
      files.map(({ link }) => link.label),
      ["train.jsonl", "valid.jsonl"],
    );
    const failed = checks.filter(({ state }) => state === "failed");
    assert.deepEqual(
      failed.map(({ title, findings }) => [title, findings.map(({ place }) => place.label)]),
      [
        ["Training rows", ["train.jsonl:4"]],
        ["Template variables", ["flight.grader.json:4", "train.jsonl:3", "train.jsonl:4"]],
      ],
    );
    assert.deepEqual(found(grader), ["4:19 variable-missing"]);
    assert.deepEqual(found(training), ["4:1 row-messages", "3:1 variable-missing", "4:1 variable-missing"]);
    assert.deepEqual(found(validation), []);
  });

  test("takes what is not saved, and takes entries back where a file is edited", async () => {
    const edited = await writeFile("edited.jsonl", "{}");
    await preflight(grader, { training: edited });
    assert.equal(found(edited).length, 2);
    await setText(await vscode.workspace.openTextDocument(edited), row("a"));
    await eventually("the entries to go", () => found(edited).length === 0 || undefined);
    assert.equal((await preflight(grader, { training: edited }))?.passed, true);
    const { state, summary } = await viewBecomes("preflight");
    assert.deepEqual([state, summary], ["passed", "No check failed: the job is ready."]);
    assert.deepEqual([found(grader), found(training), found(edited)], [[], [], []]);
  });

  test("knows a job's own grader, and names places in the job", async () => {
    const result = await preflight(job, { job });
    const base = result?.checks.find(({ id }) => id === "base-model");
    assert.equal(base?.state, "passed");
    assert.deepEqual(found(job), ["9:25 variable-missing"]);
  });

  test("says which file can't be read, and shows what was there before", async () => {
    await preflight(grader);
    const before = await viewBecomes("preflight");
    const gone = vscode.Uri.joinPath(training, "..", "gone.jsonl");
    assert.equal(await preflight(grader, { training: gone }), undefined);
    assert.deepEqual(await viewBecomes("preflight"), before);
  });

  test("asks no provider without a key, and says so", async () => {
    const result = await preflight(grader);
    const provider = result?.checks.find(({ id }) => id === "provider");
    assert.deepEqual([provider?.state, provider?.summary], ["skipped", "foundry was not asked: not set up."]);
  });

  testOnPage("asks the target's provider where a key is there, after it was allowed", async () => {
    process.env.AZURE_OPENAI_API_KEY = "key-for-preflight";
    await setUserSettings({ "foundry.endpoint": server.url });
    const refused = preflight(grader);
    await page.waitFor(`${PICK} input:focus`);
    assert.match(await page.text(PICK), /127\.0\.0\.1/);
    await page.press("Escape");
    const skipped = (await refused)?.checks.find(({ id }) => id === "provider");
    assert.match(skipped?.summary ?? "", /gave no answer: .*not allowed/);
    assert.equal(server.requests.length, 0);
    const good = await writeFile("good.jsonl", row("a"));
    const asking = preflight(grader, { training: good });
    await takeFirst();
    const asked = (await asking)?.checks.find(({ id }) => id === "provider");
    assert.equal(asked?.state, "passed", asked?.summary);
    assert.match(server.requests[0]?.path ?? "", /graders\/validate$/);
  });

  testOnPage("asks for target and files once, and offers them again", async () => {
    const typed = await writeFile("typed/asked.grader.json", JSON.stringify(exact));
    await writeFile("typed/train.jsonl", row("a"));
    await writeFile("typed/valid.jsonl", row("b"));
    await show(await vscode.workspace.openTextDocument(typed));
    await fromPalette("Graders: Preflight…");
    for (const [question, answer] of [
      ["Where will the job run?", "openai-rft"],
      ["Training rows", "train.jsonl"],
      ["Validation rows", "valid.jsonl"],
      ["The job's request (base model, response_format)", "Without a job"],
    ] as const) {
      await page.waitFor(`${PICK} input[placeholder="${question}"]:focus`);
      await page.waitFor(`${PICK} .monaco-list-row.focused:has-text("${answer}")`);
      await page.press("Enter");
    }
    const isAsked = ({ heading }: { heading: { grader: string } }) => heading.grader === "asked.grader.json";
    assert.equal((await viewBecomes("preflight", isAsked)).heading.provider, "openai-rft");
    await preflight(grader);
    await show(await vscode.workspace.openTextDocument(typed));
    const again = vscode.commands.executeCommand("graders.preflight");
    await page.waitFor(`${PICK} .monaco-list-row:has-text("As last time: openai-rft")`);
    await takeFirst();
    await again;
    await viewBecomes("preflight", isAsked);
  });

  testOnPage("leads from a finding in the panel to its line", async () => {
    await preflight(grader);
    await viewBecomes("preflight", ({ heading }) => heading.grader === "flight.grader.json");
    await page.webview.click('button.link:has-text("train.jsonl:3")');
    await eventually("the line", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith("/train.jsonl") === true && editor.selection.active.line === 2
        ? true
        : undefined;
    });
    await page.webview.click('button:has-text("Check again")');
    await viewBecomes("preflight");
  });
});

suite("The target of a grader", () => {
  after(removeFiles);

  test("is guessed from its file where no setting says it", async () => {
    const inner = { ...exact, pass_threshold: 1 };
    const multi = { type: "multi", graders: { a: inner }, calculate_output: "a" };
    const request = (fields: object) => ({ ...fields, method: { reinforcement: { grader: multi } } });
    const severities = async (name: string, content: object) => {
      const uri = await writeFile(name, JSON.stringify(content));
      await vscode.window.showTextDocument(uri, { preview: false });
      const finding = await eventually("the finding", () =>
        vscode.languages
          .getDiagnostics(uri)
          .find(
            ({ code }) =>
              code === "threshold-in-multi" || (code as { value?: string }).value === "threshold-in-multi",
          ),
      );
      return [finding.severity, finding.message.startsWith("For target foundry-rft: ")];
    };
    const { Error, Information } = vscode.DiagnosticSeverity;
    assert.deepEqual(await severities("plain.grader.json", multi), [Information, false]);
    assert.deepEqual(await severities("openai.job.json", request({})), [Information, false]);
    assert.deepEqual(await severities("azd.job.json", request({ training_file: "local:./a.jsonl" })), [
      Error,
      true,
    ]);
  });
});
