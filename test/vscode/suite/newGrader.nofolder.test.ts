import assert from "node:assert/strict";
import { homedir } from "node:os";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { discard } from "../support/documents";
import { page } from "../support/page";
import { asked, choose, fillIn, suggested, told } from "../support/quickInput";
import { after, suite, testOnPage } from "../support/runner";

const untitled = () => vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled);

suite("New Grader without a folder", () => {
  after(async () => {
    for (const document of untitled()) await discard(document);
  });

  testOnPage("makes untitled documents with the right names, which run", async () => {
    const made = vscode.commands.executeCommand<vscode.Uri>("graders.newGrader");
    await asked("New Grader");
    await choose("string_check");
    await choose("Make two example samples");
    await suggested("exact-answer.grader.json");
    await fillIn("capitals");
    await page.press("Enter");
    const uri = await made;
    assert.equal(uri.toString(), `untitled:${homedir()}/capitals.grader.json`);
    const names = untitled().map(({ uri: { path } }) => path.slice(path.lastIndexOf("/") + 1));
    assert.deepEqual(names.sort(), ["capitals.grader.json", "capitals.samples.jsonl"]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.equal(vscode.window.activeTextEditor.document.languageId, "json");
    for (const [index, reward] of [1, 0].entries()) {
      const result = await vscode.commands.executeCommand<RunResult>("graders.run", uri, index);
      assert.equal(result.reward, reward);
    }
    await page.waitFor(".codelens-decoration a:has-text('Run on Sample')");
  });

  testOnPage("makes none over another untitled one, and nothing where the user leaves", async () => {
    const before = untitled().length;
    await vscode.env.clipboard.writeText(
      '{"type": "python", "name": "capitals", "source": "def grade(sample, item): return 1"}',
    );
    const pasted = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    await asked("Paste as Grader");
    await suggested("capitals-2.grader.json");
    await page.press("Escape");
    assert.equal(await pasted, undefined);
    assert.equal(untitled().length, before);
  });

  testOnPage("says what is wrong with the clipboard", async () => {
    await vscode.env.clipboard.writeText('{\n  "type": "string_check",\n  name name: "exact"\n}');
    assert.equal(await vscode.commands.executeCommand("graders.pasteAsGrader"), undefined);
    await told("Line 3, column 8: a colon is expected here");
  });
});
