import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openFile, removeFiles, show, writeFile } from "../support/documents";
import { page } from "../support/page";
import { eventuallyProblems } from "../support/problems";
import { asked, choose, fillIn, inputMessage, offered, suggested, told } from "../support/quickInput";
import { after, afterEach, before, eventually, suite, testOnPage } from "../support/runner";

const ROWS = `${JSON.stringify({ item: { land: "France", capital_answer: "Paris" }, model_sample: "Paris" })}
${JSON.stringify({ item: { land: "Chile", capital_answer: "Santiago" }, model_sample: "Lima" })}
`;

const title = "New Grader";
let folder: vscode.Uri;

function start(argument?: unknown): Thenable<vscode.Uri | undefined> {
  return vscode.commands.executeCommand<vscode.Uri | undefined>("graders.newGrader", argument);
}

async function names(): Promise<readonly string[]> {
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
}

async function jsonOf(uri: vscode.Uri): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function run(grader: vscode.Uri, index?: number): Thenable<RunResult> {
  return vscode.commands.executeCommand<RunResult>("graders.run", grader, index);
}

suite("New Grader", () => {
  before(async () => {
    folder = vscode.Uri.joinPath(await writeFile("capitals.samples.jsonl", ROWS), "..");
  });
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));
  after(removeFiles);

  testOnPage("asks for type, samples and name, and makes a grader that runs on them", async () => {
    // Of a try before this one.
    await vscode.workspace.fs
      .delete(vscode.Uri.joinPath(folder, "capitals.grader.json"))
      .then(undefined, () => undefined);
    await show(
      await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "capitals.samples.jsonl")),
    );
    const made = start();
    await asked(title);
    assert.deepEqual(await offered(), [
      "string_check",
      "text_similarity",
      "python",
      "score_model",
      "label_model",
      "multi",
      "endpoint",
    ]);
    await choose("string_check");
    // The active file is the first, whatever else there is.
    await eventually("the samples", async () =>
      (await offered())[0] === "capitals.samples.jsonl" ? true : undefined,
    );
    await page.press("Enter");
    await suggested("capitals.grader.json");
    await page.press("Enter");
    const uri = (await made)!;
    assert.deepEqual(await jsonOf(uri), {
      type: "string_check",
      name: "exact answer",
      input: "{{sample.output_text}}",
      reference: "{{item.capital_answer}}",
      operation: "eq",
    });
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await eventuallyProblems(vscode.window.activeTextEditor.document, []);
    // The first result is one click away.
    await page.click(".codelens-decoration a:has-text('Run on Sample')");
    await page.webview.text(".reward:has-text('1.00')");
    assert.equal((await run(uri, 1)).reward, 0);
  });

  testOnPage("makes two example samples beside it, from a folder's menu", async () => {
    const made = start(folder);
    await asked(title);
    await choose("multi");
    await choose("Make two example samples");
    await suggested("exact-and-close.grader.json");
    await fillIn("first");
    await inputMessage("It will be first.grader.json.");
    await page.press("Enter");
    const uri = (await made)!;
    assert.equal(uri.toString(), vscode.Uri.joinPath(folder, "first.grader.json").toString());
    assert.ok((await names()).includes("first.samples.jsonl"));
    const { reward, sub_rewards } = await run(uri);
    assert.deepEqual({ reward, sub_rewards }, { reward: 1, sub_rewards: { exact: 1, close: 1 } });
    assert.ok((await run(uri, 1)).reward < 0.5);
  });

  testOnPage("remembers samples that go by another name", async () => {
    await writeFile("rollouts.jsonl", ROWS);
    const made = start(folder);
    await asked(title);
    await choose("text_similarity");
    await choose("rollouts.jsonl");
    await suggested("close-to-the-answer.grader.json");
    await page.press("Enter");
    const uri = (await made)!;
    assert.equal((await run(uri)).reward, 1);
    await page.waitFor(".codelens-decoration a:has-text('of rollouts.jsonl')");
  });

  testOnPage("says what a judge needs, and errs honestly without", async () => {
    const made = start(folder);
    await asked(title);
    await choose("score_model");
    await choose("capitals.samples.jsonl");
    await suggested("capitals-2.grader.json");
    await page.press("Enter");
    const uri = (await made)!;
    await told("It needs a judge");
    await page.waitFor(".notification-list-item .monaco-button:has-text('Choose a Judge')");
    const { metadata } = await run(uri);
    assert.equal(metadata.errors.model_grader_server_error, true);
  });

  testOnPage("writes over nothing", async () => {
    await openFile("taken.grader.json", "{}");
    await writeFile("half.samples.jsonl", "mine");
    const made = start(folder);
    await asked(title);
    await choose("string_check");
    await choose("Make two example samples");
    for (const [typed, words] of [
      ["taken", "taken.grader.json exists already"],
      ["half.json", "half.samples.jsonl exists already"],
      ["../out", "this folder or one below it"],
      ["a:b", "can't hold :"],
      ["", "Write a name"],
    ] as const) {
      await fillIn(typed);
      await inputMessage(words);
      await page.press("Enter");
      await asked(title);
    }
    await page.press("Escape");
    assert.equal(await made, undefined);
    assert.equal(
      new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, "half.samples.jsonl")),
      ),
      "mine",
    );
  });

  testOnPage("leaves nothing behind where the user leaves at any step", async () => {
    const before = await names();
    for (const steps of [[], ["python"], ["python", "Make two example samples"]]) {
      const made = start(folder);
      await asked(title);
      for (const step of steps) await choose(step);
      if (steps.length === 1)
        await page.waitFor(".quick-input-widget .monaco-list-row:has-text('two example')");
      if (steps.length === 2) await suggested("python.grader.json");
      await page.press("Escape");
      assert.equal(await made, undefined);
    }
    assert.deepEqual(await names(), before);
  });

  testOnPage("tells of samples that can't be read", async () => {
    await writeFile("broken.jsonl", '{"item": }\n');
    const made = start(folder);
    await asked(title);
    await choose("string_check");
    await choose("broken.jsonl");
    assert.equal(await made, undefined);
    await told("broken.jsonl has no sample that can be read");
  });

  testOnPage("stands in File > New File…", async () => {
    void vscode.commands.executeCommand("welcome.showNewFileEntries");
    await page.click(".quick-input-widget .monaco-list-row:has-text('New Grader')");
    await asked(title);
    assert.ok((await offered()).includes("string_check"));
    await page.press("Escape");
  });

  testOnPage("stands in the menu of a folder in the explorer", async () => {
    await vscode.commands.executeCommand(
      "revealInExplorer",
      vscode.Uri.joinPath(folder, "capitals.samples.jsonl"),
    );
    await vscode.commands.executeCommand("list.collapse");
    await page.waitFor(".explorer-folders-view .monaco-list-row.focused:has-text('suite-')");
    await page.press("Shift+F10");
    const item = ".monaco-menu .action-label:has-text('New Grader')";
    await page.waitFor(item);
    await page.waitFor(".monaco-menu .action-label:has-text('Paste as Grader')");
    // A menu takes no click in its first moments: it could be the one that opened it.
    await eventually("the end of the menu", async () => {
      if ((await page.count(item)) === 0) return true;
      await page.click(item).catch(() => undefined);
      return undefined;
    });
    await asked(title);
    await page.press("Escape");
  });
});
