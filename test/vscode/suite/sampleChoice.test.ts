import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openFile, removeFiles, show, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { asked } from "../support/quickInput";
import { after, eventually, suite, testOnPage } from "../support/runner";

const EXACT = `{
  "type": "string_check",
  "input": "{{sample.output_json.name}}",
  "reference": "{{item.name}}",
  "operation": "eq"
}
`;

const PICK = ".quick-input-widget";

async function pick(label: string): Promise<void> {
  await page.waitFor(`${PICK} input:focus`);
  await page.click(`${PICK} .monaco-list-row:has-text("${label}")`);
}

const inputValue = () =>
  page.evaluate(`document.querySelector(${JSON.stringify(`${PICK} input[type=text]`)}).value`);

suite("The sample of a run", () => {
  const none = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  // As git's, it gives the file that the query names, whatever the path.
  const past: vscode.FileSystemProvider = {
    readFile: () => new TextEncoder().encode(EXACT),
    ...{ readDirectory: none, createDirectory: none, writeFile: none, delete: none, rename: none },
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: EXACT.length }),
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
  };
  /** For all tries of its test: a scheme is taken once. */
  let registered: vscode.Disposable | undefined;

  after(() => {
    registered?.dispose();
    return removeFiles();
  });

  testOnPage("of a grader in git's past is asked for: what stands beside it is not known", async () => {
    registered ??= vscode.workspace.registerFileSystemProvider("past", past, { isReadonly: true });
    const running = vscode.commands.executeCommand(
      "graders.run",
      vscode.Uri.parse("past:/old.grader.json?HEAD"),
    );
    await asked("Sample for old.grader.json");
    await page.press("Escape");
    assert.equal(await running, undefined);
  });

  testOnPage("is typed in where there is no samples file, and remembered", async () => {
    const grader = await writeFile("typed-in.grader.json", EXACT);
    const running = vscode.commands.executeCommand<RunResult>("graders.run", grader);
    await pick("Type the output");
    await asked("1 of 2");
    await page.insert('{"name": "Ada"}');
    await eventually("the typed output", async () => (await inputValue()) === '{"name": "Ada"}' || undefined);
    await page.press("Enter");
    await asked("2 of 2");
    await eventually("the offered row", async () => (await inputValue()) === "{}" || undefined);
    await page.press("Control+a");
    await page.insert('{"name": "Ada"}');
    await eventually("the typed row", async () => (await inputValue()) === '{"name": "Ada"}' || undefined);
    await page.press("Enter");
    const first = await running;
    assert.equal(first.reward, 1, JSON.stringify(first.diagnostics));
    assert.equal((await vscode.commands.executeCommand<RunResult>("graders.run", grader)).reward, 1);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "typed-in.grader.json");
    assert.equal(view.heading.sample, "typed-in output");
  });

  testOnPage("asks for the output of a training row, and offers the ideal one", async () => {
    const grader = await writeFile("training.grader.json", EXACT);
    await writeFile("training.samples.jsonl", '{"item": {"name": "Grace"}}\n');
    const running = vscode.commands.executeCommand<RunResult>("graders.run", grader);
    await pick("Use the ideal output");
    const result = await running;
    assert.equal(result.reward, 1);
    assert.equal(result.diagnostics.rendered[0]?.text, "Grace");
  });

  testOnPage("grades nothing where the user leaves the question", async () => {
    const grader = await writeFile("training.grader.json", EXACT);
    const running = vscode.commands.executeCommand<RunResult | undefined>("graders.run", grader);
    await page.waitFor(`${PICK} input:focus`);
    await page.press("Escape");
    assert.equal(await running, undefined);
  });

  testOnPage("is another row of the paired file when chosen, and stays it", async () => {
    const grader = await writeFile("rows.grader.json", EXACT);
    await writeFile(
      "rows.samples.jsonl",
      [
        '{"name": "first", "item": {"name": "a"}, "model_sample": {"name": "a"}}',
        '{"name": "second", "item": {"name": "a"}, "model_sample": {"name": "b"}}',
      ].join("\n"),
    );
    const chosen = vscode.commands.executeCommand<RunResult>("graders.chooseSample", grader);
    await pick("second");
    assert.equal((await chosen).reward, 0);
    assert.equal((await vscode.commands.executeCommand<RunResult>("graders.run", grader)).reward, 0);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "rows.grader.json");
    assert.equal(view.heading.sample, "sample 2 of 2 “second”");
  });

  testOnPage("is the text selected in any editor", async () => {
    const grader = await writeFile("selected.grader.json", EXACT);
    await writeFile("selected.samples.jsonl", '{"item": {"name": "Ada"}, "model_sample": "{}"}\n');
    await vscode.commands.executeCommand("graders.run", grader, 0);
    const notes = await openFile("notes.txt", 'The model said {"name": "Ada"} twice.');
    const editor = await show(notes);
    const start = notes.getText().indexOf("{");
    const end = notes.getText().indexOf("}") + 1;
    editor.selection = new vscode.Selection(notes.positionAt(start), notes.positionAt(end));
    const running = vscode.commands.executeCommand<RunResult>("graders.runOnSelection");
    await pick("selected.grader.json");
    const result = await running;
    assert.equal(result.reward, 1);
  });

  testOnPage(
    "is told of when the grader is invalid instead: nothing runs, the findings are shown",
    async () => {
      const grader = await writeFile("invalid.grader.json", EXACT.replace('"eq"', '"equals"'));
      assert.equal(await vscode.commands.executeCommand("graders.run", grader), undefined);
      const view = await viewBecomes("validation", ({ heading }) => heading.grader === "invalid.grader.json");
      assert.ok(view.counts.errors >= 1);
    },
  );
});
