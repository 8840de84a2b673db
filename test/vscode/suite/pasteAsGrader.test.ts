import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openFile, removeFiles, show, textBecomes, writeFile } from "../support/documents";
import { page } from "../support/page";
import { asked, choose, offered, suggested, told } from "../support/quickInput";
import { after, afterEach, suite, testOnPage } from "../support/runner";

const CHECK = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation: "eq",
};
const NEAR = {
  type: "text_similarity",
  name: "near",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  evaluation_metric: "fuzzy_match",
};

function textOf(uri: vscode.Uri | undefined): string {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri?.toString());
  return document?.getText() ?? "";
}

suite("Paste as Grader", () => {
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));
  after(removeFiles);

  testOnPage("makes a file of a job's grader, formatted", async () => {
    const folder = vscode.Uri.joinPath(await writeFile("notes.txt", ""), "..");
    await vscode.env.clipboard.writeText(`{"method":{"reinforcement":{"grader":${JSON.stringify(CHECK)}}}}`);
    const made = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader", folder);
    await asked("Paste as Grader");
    await suggested("same.grader.json");
    await page.press("Enter");
    assert.equal(textOf(await made), `${JSON.stringify(CHECK, null, 2)}\n`);
    await told("same.grader.json is made");
  });

  testOnPage("asks which of an eval's criteria, or takes all as one multi", async () => {
    const notes = await openFile("here.txt", "");
    await show(notes);
    await vscode.env.clipboard.writeText(JSON.stringify({ testing_criteria: [CHECK, NEAR] }));
    const made = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    await asked("Paste as Grader");
    assert.deepEqual(await offered(), ["same", "near", "All 2 as one multi"]);
    await choose("All 2 as one multi");
    await suggested("multi.grader.json");
    await page.press("Enter");
    const uri = await made;
    assert.deepEqual(JSON.parse(textOf(uri)), {
      type: "multi",
      graders: { same: CHECK, near: NEAR },
      calculate_output: "(same + near) / 2",
    });
  });

  testOnPage("fills an empty grader file that is open", async () => {
    const document = await openFile("empty.grader.json", "\n");
    await show(document);
    await vscode.env.clipboard.writeText("def grade(sample, item):\n    return 0.5\n");
    const uri = await vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    assert.equal(uri.toString(), document.uri.toString());
    await textBecomes(document, "the grader", (text) => text.includes('"python"'));
    await vscode.commands.executeCommand("undo");
    await textBecomes(document, "the empty text", (text) => text === "\n");
  });

  testOnPage("says what is wrong, with its place", async () => {
    await vscode.env.clipboard.writeText('{"type": "string_check",\n "input" 1}');
    assert.equal(await vscode.commands.executeCommand("graders.pasteAsGrader"), undefined);
    await told('Line 2, column 10: a colon is expected here, not "1"');
  });
});

suite("New Grader from Python Function", () => {
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));
  after(removeFiles);

  testOnPage("takes the open file as it is, unsaved text included", async function () {
    // The sandbox's very first start makes its snapshot.
    this.timeout(120_000);
    const document = await openFile("closeness.py", "def grade(sample, item):\n    return 0.25\n");
    const editor = await show(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "import re\n"));
    const made = vscode.commands.executeCommand<vscode.Uri>("graders.newFromPython");
    await asked("New Grader from Python Function");
    await suggested("closeness.grader.json");
    await page.press("Enter");
    const uri = await made;
    assert.deepEqual(JSON.parse(textOf(uri)), {
      type: "python",
      name: "closeness",
      source: "import re\ndef grade(sample, item):\n    return 0.25\n",
    });
    await writeFile("closeness.samples.jsonl", '{"item": {}, "model_sample": "x"}\n');
    assert.equal((await vscode.commands.executeCommand<RunResult>("graders.run", uri)).reward, 0.25);
  });

  for (const [what, source, words] of [
    ["no grade", "def score(a, b):\n    return 1\n", "defines no grade(sample, item)"],
    [
      "a grade of one parameter",
      "def grade(sample):\n    return 1\n",
      "grade must take two positional arguments",
    ],
    ["a mistake", "def grade(sample, item)\n    return 1\n", "SyntaxError"],
  ] as const) {
    testOnPage(`warns of ${what}, and makes nothing where the user leaves`, async () => {
      const stem = what.replaceAll(" ", "-");
      const uri = await writeFile(`${stem}.py`, source);
      const made = vscode.commands.executeCommand<vscode.Uri | undefined>("graders.newFromPython", uri);
      await asked("New Grader from Python Function");
      await suggested(`${stem}.grader.json`);
      await page.press("Enter");
      await told(words);
      await page.waitFor(".notification-list-item .monaco-button:has-text('Make It Anyway')");
      await vscode.commands.executeCommand("notifications.clearAll");
      assert.equal(await made, undefined);
      const names = (await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, ".."))).map(
        ([name]) => name,
      );
      assert.ok(!names.includes(`${stem}.grader.json`));
    });
  }

  testOnPage("stands in the menu of a Python file", async () => {
    const document = await openFile("menu.py", "def grade(sample, item): return 1\n");
    await show(document);
    await page.press("Shift+F10");
    await page.waitFor(".monaco-menu .action-label:has-text('New Grader from Python Function')");
    await page.press("Escape");
  });
});
