import assert from "node:assert/strict";
import * as vscode from "vscode";
import { page } from "../support/page";
import { after, eventually, suite, test, testOnPage } from "../support/runner";

/** The manifest's `engines.vscode`. */
const FLOOR = [1, 99];

suite("VS Code", () => {
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  test("is no older than the floor", () => {
    const [major = 0, minor = 0] = vscode.version.split(".").map(Number);
    assert.equal(major, FLOOR[0]);
    assert.ok(minor >= FLOOR[1]!, vscode.version);
  });

  test("has the workspace of the tests, trusted", () => {
    const names = vscode.workspace.workspaceFolders?.map(({ name }) => name);
    assert.deepEqual(names, ["workspace"]);
    assert.equal(vscode.workspace.isTrusted, true);
  });

  testOnPage("takes what is typed into its page", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "plaintext", content: "" });
    await vscode.window.showTextDocument(document);
    await page.waitFor(".monaco-editor.focused");
    await page.type("typed by hand");
    await eventually("the typed text", () => document.getText() === "typed by hand" || undefined);
    assert.match(await page.text(".monaco-editor.focused .view-lines"), /typed.by.hand/);
  });

  testOnPage("shows a webview whose document the page can read and click", async () => {
    const panel = vscode.window.createWebviewPanel("sample", "Sample", vscode.ViewColumn.One, {
      enableScripts: true,
    });
    const clicked = new Promise((resolve) => panel.webview.onDidReceiveMessage(resolve));
    panel.webview.html = `<body><h1>In the webview</h1><button>Press</button><script>
      const api = acquireVsCodeApi();
      document.querySelector("button").onclick = () => api.postMessage("pressed");
    </script></body>`;
    assert.equal(await page.webview.text("h1"), "In the webview");
    assert.equal(await page.webview.evaluate("document.querySelectorAll('button').length"), 1);
    await page.webview.click("button");
    assert.equal(await clicked, "pressed");
  });
});
