import assert from "node:assert/strict";
import * as vscode from "vscode";
import { page } from "../support/page";
import { choose, focused, suggested } from "../support/quickInput";
import { suite, testOnPage } from "../support/runner";

const GRADER =
  '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "a", "operation": "eq"}';
const ROWS = ".quick-input-widget .monaco-list-row";

async function names(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  return (await vscode.workspace.fs.readDirectory(folder.uri)).map(([name]) => name);
}

suite("New files in a window with two folders", () => {
  testOnPage("go into the one that is chosen, and nowhere where the user leaves", async () => {
    const [first, second] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first && second);
    const before = await names(second);
    await vscode.env.clipboard.writeText(GRADER);
    const left = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    await page.waitFor(`${ROWS}:has-text("second")`);
    await focused();
    await page.press("Escape");
    assert.equal(await left, undefined);
    const made = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    await choose("second");
    await suggested("string_check.grader.json");
    await page.press("Enter");
    assert.equal(
      (await made).toString(),
      vscode.Uri.joinPath(second.uri, "string_check.grader.json").toString(),
    );
    assert.deepEqual(await names(second), [...before, "string_check.grader.json"]);
    assert.ok(!(await names(first)).includes("string_check.grader.json"));
    // From now on the active editor's folder is meant.
    const beside = vscode.commands.executeCommand<vscode.Uri>("graders.pasteAsGrader");
    await suggested("string_check-2.grader.json");
    await page.press("Escape");
    assert.equal(await beside, undefined);
  });
});
