import assert from "node:assert/strict";
import * as vscode from "vscode";
import { suite, test } from "../support/runner";

suite("VS Code with Workspace Trust", () => {
  test("does not trust the workspace of the tests", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
