import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { after, suite, test } from "../support/runner";

suite("The user's own Python in a workspace that is not trusted", () => {
  after(async () => {
    await setUserSettings({ "python.runtime": undefined });
    await removeFiles();
  });

  test("is not asked for, nor started", async () => {
    await setUserSettings({ "python.runtime": "interpreter" });
    await writeFile("own.samples.jsonl", '{"item": {}, "model_sample": "42"}\n');
    const source = "open('started', 'w')\\ndef grade(sample, item):\\n    return 1";
    const uri = await writeFile("own.grader.json", `{"type": "python", "source": "${source}"}`);
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", uri);
    assert.equal(result.metadata.errors.python_grader_server_error_type, "untrusted_workspace");
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "own.grader.json");
    assert.match(view.failures[0]?.message ?? "", /not trusted/);
  });
});
