import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { removeFiles, setText, show, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { choose } from "../support/quickInput";
import { after, before, eventually, suite, testOnPage } from "../support/runner";

const { webview } = page;

const MULTI = JSON.stringify(
  {
    type: "multi",
    name: "both",
    graders: {
      exact: {
        type: "string_check",
        input: "{{sample.output_text}}",
        reference: "{{item.answer}}",
        operation: "eq",
      },
      close: {
        type: "text_similarity",
        input: "{{sample.output_text}}",
        reference: "{{item.answer}}",
        evaluation_metric: "fuzzy_match",
      },
    },
    calculate_output: "0.5 * exact + 0.5 * close",
    pass_threshold: 0.9,
  },
  null,
  2,
);

const ROWS = [
  '{"name": "right", "item": {"answer": "Paris"}, "model_sample": "Paris"}',
  '{"name": "case", "item": {"answer": "Paris"}, "model_sample": "paris"}',
  '{"name": "missing", "item": {}, "model_sample": "Paris"}',
].join("\n");

function panelTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("graders.result"),
    );
}

suite("The result panel", () => {
  let grader: vscode.Uri;
  let document: vscode.TextDocument;

  before(async () => {
    grader = await writeFile("panel.grader.json", MULTI);
    await writeFile("panel.samples.jsonl", ROWS);
    document = await vscode.workspace.openTextDocument(grader);
    await show(document);
  });

  after(removeFiles);

  const ours = (heading: { grader: string }) => heading.grader === "panel.grader.json";
  const becomesText = (selector: string, pattern: RegExp) =>
    eventually(`${selector} like ${String(pattern)}`, async () => {
      // A page that is being reloaded has no frame for a moment.
      const text = await webview.text(selector).catch(() => "");
      return pattern.test(text) ? text : undefined;
    });

  testOnPage("stands beside the editor, once, and leaves the focus in the editor", async () => {
    await vscode.commands.executeCommand("graders.run", grader);
    await vscode.commands.executeCommand("graders.run", grader);
    await becomesText(".reward", /1\.00/);
    assert.equal(panelTabs().length, 1);
    assert.equal(panelTabs()[0]?.group.viewColumn, 2);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  testOnPage("says passed, and puts the numbers into the formula", async () => {
    await becomesText(".passed", /passed \(≥ 0\.9\)/);
    await becomesText("graders-formula .numbers", /0\.5 · 1\.00 \+ 0\.5 · 1\.00/);
  });

  testOnPage("fills the strip with Run All, and shows a cell on Enter", async () => {
    await webview.click(".batch");
    await becomesText("graders-strip h2", /3 samples: 2 scored, mean 0\.70+, 1 errored|3 samples: 2 scored/);
    await webview.press("[role=option][tabindex='0']", "ArrowRight");
    await webview.press("[role=option][tabindex='0']", "Enter");
    await becomesText("graders-heading h1", /sample 2 of 3 “case”/);
    const view = await viewBecomes("run", ({ heading }) => heading.sample?.includes("case") ?? false);
    assert.equal(view.reward.passed?.yes, false);
    // The sample that is looked at is the one that a Run takes.
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", grader);
    assert.equal(result.diagnostics.sub_graders.exact?.reward, 0);
  });

  testOnPage("shows flag, place and mend in place of an errored result's number", async () => {
    await vscode.commands.executeCommand("graders.run", grader, 2);
    await becomesText("graders-failures h2", /Variable not found/);
    const view = await viewBecomes("run", ({ reward }) => reward.errored);
    assert.equal(view.failures[0]?.flag, "invalid_variable_error");
  });

  testOnPage("leads to the place in the grader", async () => {
    await webview.click("graders-failures .link");
    const { selection } = await eventually("the selection", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document === document && !editor.selection.isEmpty ? editor : undefined;
    });
    assert.match(document.getText(selection), /item\.answer/);
  });

  testOnPage("mends a failing check with one click, and grades again", async () => {
    await vscode.commands.executeCommand("graders.run", grader, 1);
    const view = await viewBecomes("run", ({ heading, reward }) => ours(heading) && !reward.errored);
    assert.match(view.parts[0]?.why?.summary ?? "", /case/);
    await webview.click("graders-why vscode-button");
    await eventually("the edit", () => document.getText().includes('"ilike"') || undefined);
    const after = await viewBecomes("run", ({ parts }) => parts[0]?.reward === "1.00");
    assert.match(after.reward.was ?? "", /was 0\.4/);
    await vscode.commands.executeCommand("undo");
  });

  testOnPage("marks a result whose grader has changed since", async () => {
    await vscode.commands.executeCommand("graders.run", grader, 0);
    await setText(document, `${document.getText()} `);
    await becomesText("graders-heading .notice", /changed since/);
  });

  testOnPage("keeps its column to itself, and takes the key of Run", async () => {
    await vscode.commands.executeCommand("graders.run", grader, 0);
    await setText(document, MULTI.replace("0.9", "0.8"));
    await becomesText("graders-heading .notice", /changed since/);
    await webview.click("graders-heading h1");
    await page.press("Control+Alt+Enter");
    await viewBecomes("run", ({ heading }) => ours(heading) && !heading.stale);
    await webview.click("graders-heading h1");
    await writeFile("another.grader.json", MULTI);
    await page.press("Control+P");
    await choose("another.grader.json");
    const { viewColumn } = await eventually("the other grader", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith("another.grader.json") ? editor : undefined;
    });
    assert.equal(viewColumn, 1);
  });

  testOnPage("copies the run without a key", async () => {
    await webview.click("graders-copy-menu button");
    await webview.click("graders-copy-menu [role=menuitem]:has-text('curl')");
    const copied = await eventually("the clipboard", async () => {
      const text = await vscode.env.clipboard.readText();
      return text.startsWith("curl") ? text : undefined;
    });
    assert.match(copied, /graders\/run/);
    assert.match(copied, /\$OPENAI_API_KEY/);
  });

  testOnPage("comes back after its page is reloaded", async () => {
    await vscode.commands.executeCommand("workbench.action.webview.reloadWebviewAction");
    await becomesText(".reward", /1\.00/);
  });

  testOnPage("follows its grader when the file is renamed, and says so of one that is gone", async () => {
    const [old, renamed] = [grader, grader.with({ path: grader.path.replace("panel.", "renamed.") })];
    const rename = async (from: vscode.Uri, to: vscode.Uri) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(from, to);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await document.save();
    await rename(old, renamed);
    await becomesText("graders-heading h1", /^renamed\.grader\.json/);
    await rename(renamed, old);
    await becomesText("graders-heading h1", /^panel\.grader\.json/);
    document = await vscode.workspace.openTextDocument(grader);
    await vscode.commands.executeCommand("graders.run", vscode.Uri.joinPath(grader, "../gone.grader.json"));
    await vscode.commands.executeCommand("notifications.showList");
    await page.waitFor('.notification-list-item:has-text("gone.grader.json is not there any more")');
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  testOnPage("shows a validation with links", async () => {
    await setText(document, MULTI.replace("0.5 * exact", "0.5 * exacct"));
    await vscode.commands.executeCommand("graders.validate", grader);
    const view = await viewBecomes("validation", ({ counts }) => counts.errors > 0);
    assert.ok(view.findings.some(({ message }) => message.includes("exacct")));
    await webview.click("graders-validation .findings li:has-text('exacct') .link");
    await eventually("the selection", () => {
      const editor = vscode.window.activeTextEditor;
      return editor && document.getText(editor.selection) === "exacct" ? editor : undefined;
    });
  });
});
