import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import type { Summary } from "../../../src/core/runs/tally";
import { setText, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
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

  test("shows what was started last, not a slower one that ends behind it", async () => {
    const source = "import time\ndef grade(sample, item):\n    time.sleep(1.5)\n    return 1";
    const slow = await writeFile("slow.grader.json", JSON.stringify({ type: "python", source }));
    await writeFile("slow.samples.jsonl", ROWS);
    const running = vscode.commands.executeCommand<RunResult>("graders.run", slow);
    await viewBecomes("running", ({ heading }) => heading.grader === "slow.grader.json");
    await vscode.commands.executeCommand("graders.run", grader);
    assert.equal((await running).reward, 1);
    const view = await viewBecomes("run");
    assert.equal(view.heading.grader, "run.grader.json");
  });

  test("grades every row of the paired file", async () => {
    const summary = await vscode.commands.executeCommand<Summary>("graders.runAll", grader);
    // The training row has no output, and is none of the mean.
    assert.deepEqual(summary, { rows: 3, scored: 2, errored: 0, notAsked: 1, mean: 0.5 });
  });
});

suite("a grader that is a part of a document", () => {
  const job = JSON.stringify(
    {
      method: {
        reinforcement: { grader: { ...(JSON.parse(EXACT) as Record<string, string>), operation: "eqq" } },
      },
      seed: 1,
    },
    null,
    2,
  );

  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("runs and is validated by its place behind the document's URI", async () => {
    const uri = await writeFile("part.json", job.replace("eqq", "eq"));
    await writeFile("part.samples.jsonl", ROWS);
    const grader = uri.with({ fragment: "/method/reinforcement/grader" });
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", grader);
    assert.equal(result.reward, 1);
    assert.equal(result.metadata.name, "exact");
    const summary = await vscode.commands.executeCommand<Summary>("graders.runAll", grader);
    assert.equal(summary.scored, 2);
  });

  test("shows its findings at their place in the whole document", async () => {
    const uri = await writeFile("part-faulty.json", job);
    const grader = uri.with({ fragment: "/method/reinforcement/grader" });
    await vscode.commands.executeCommand("graders.validate", grader);
    const document = await vscode.workspace.openTextDocument(uri);
    const found = vscode.languages.getDiagnostics(uri).map(({ range }) => document.getText(range));
    assert.deepEqual(found, ['"eqq"']);
  });

  test("is refused where nothing stands at its place", async () => {
    const uri = await writeFile("part-none.json", job);
    const result = await vscode.commands.executeCommand(
      "graders.run",
      uri.with({ fragment: "/method/supervised" }),
    );
    assert.equal(result, undefined);
  });
});
