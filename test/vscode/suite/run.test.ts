import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { setText, writeFile } from "../support/documents";
import { after, before, suite, test } from "../support/runner";

const EXACT = `{
  "type": "string_check",
  "name": "exact",
  "input": "{{sample.output_text}}",
  "reference": "{{item.answer}}",
  "operation": "eq"
}
`;

const ROWS = [
  '{"name": "right", "item": {"answer": "42"}, "model_sample": "42", "expect": {"reward": 1}}',
  '{"name": "blank", "item": {"answer": "42"}, "model_sample": "42 ", "expect": {"reward": 0}}',
  '{"name": "training", "item": {"answer": "7"}}',
].join("\n");

suite("Run Grader on Sample", () => {
  let grader: vscode.Uri;

  before(async () => {
    grader = await writeFile("run.grader.json", EXACT);
    await writeFile("run.samples.jsonl", ROWS);
  });

  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("grades the first row by URI", async () => {
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", grader);
    assert.equal(result.reward, 1);
    assert.equal(result.diagnostics.provider, "engine");
  });

  test("grades the text as it is in the editor, unsaved", async () => {
    const document = await vscode.workspace.openTextDocument(grader);
    await setText(document, EXACT.replace('"eq"', '"ne"'));
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", grader);
    assert.equal(result.reward, 0);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  test("grades every row of the paired file", async () => {
    const summary = await vscode.commands.executeCommand<{ rows: number; mean: number }>(
      "graders.runAll",
      grader,
    );
    assert.deepEqual({ rows: summary.rows, mean: summary.mean }, { rows: 2, mean: 0.5 });
  });
});
