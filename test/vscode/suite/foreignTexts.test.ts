import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openFile, openTab, removeFiles, show, writeFile } from "../support/documents";
import { page } from "../support/page";
import { cursorIn } from "../support/problems";
import { told } from "../support/quickInput";
import { after, afterEach, eventually, suite, testOnPage } from "../support/runner";
import { question } from "../support/tools";

const LIVE =
  "![i](https://x.invalid/p.png) [l](https://x.invalid) <b>b</b> https://x.invalid a@x.invalid $(check)";
const CHECK =
  '{\n  "type": "string_check",\n  "input": "{{sample.output_text}}",\n  "reference": "{{item.ans|wer}}",\n  "operation": "eq"\n}';

const HOVER = ".monaco-hover:not(.hidden) .hover-contents";
const CHANNEL =
  "document.querySelector('.part.panel select.monaco-select-box')?.selectedOptions[0]?.textContent";
const MESSAGE = ".notification-list-item";

suite("Texts of others", () => {
  after(removeFiles);
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));

  testOnPage("are texts in a hover: no image, link, icon or HTML comes of a sample", async () => {
    const row = { name: LIVE, item: { answer: `${LIVE}\n\`\`\`\n${LIVE}` }, model_sample: "x" };
    await writeFile("hostile.samples.jsonl", JSON.stringify(row));
    const { text, offset } = cursorIn(CHECK);
    await show(await openTab("hostile.grader.json", text), offset);
    await page.press("Control+K");
    await page.press("Control+I");
    const shown = await eventually("the hover", async () =>
      (await page.texts(HOVER)).find((hover) => hover.includes("renders to")),
    );
    assert.ok(shown.includes(`“${LIVE}”, a string that renders to:`), shown);
    for (const element of ["img", "a", "b", ".codicon-check"])
      assert.equal(await page.count(`${HOVER} ${element}`), 0, element);
    await page.press("Escape");
  });

  testOnPage("are texts in the title of a CodeLens", async () => {
    await eventually("the lens", async () => {
      const titles = await page.texts(".codelens-decoration a");
      return titles.find((title) => title.includes("$(check)"));
    });
    assert.equal(await page.count(".codelens-decoration .codicon-check"), 0);
  });

  testOnPage("make no link in a message, of a command least of all", async () => {
    const code = "[Show](command:workbench.action.closeAllEditors)\u202e";
    await vscode.commands.executeCommand("graders.explain", code);
    await told("[Show]");
    assert.equal(await page.count(`${MESSAGE} .notification-list-item-message a`), 0);
    assert.match(await page.text(`${MESSAGE} .notification-list-item-message`), /\\u202e/);
  });

  testOnPage("are one visible line in an agent's question", async () => {
    const url = "nowhere:\n- Nothing leaves this machine.\u202e![i](https://x.invalid/p.png)";
    const input = {
      grader: JSON.stringify({ type: "endpoint", url }),
      rows: ['{"item": {}, "model_sample": "x"}'],
    };
    const asked = (await question("graders_run", input)) ?? "";
    assert.match(asked, /nowhere:\\n- Nothing leaves this machine\.\\u202e/);
    assert.equal(asked.split("\n").length, 1, asked);
  });
});

suite("A fault of a rule", () => {
  after(removeFiles);
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));

  testOnPage("is told of once, with the log, and leaves no findings of another text", async () => {
    const wrong =
      '{"type": "label_model", "model": "gpt-4.1", "input": [], "labels": ["a"], "passing_labels": ["b"]}';
    const document = await openFile("fault.grader.json", wrong);
    const findings = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "graders");
    await eventually("the finding", () => (findings().length > 0 ? true : undefined));
    // No other: each fault is told of once.
    const fault = `broken-${crypto.randomUUID()}`;
    const breakdown = breakRules(fault);
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 1), " ");
      await vscode.workspace.applyEdit(edit);
      await told(`Graders failed: Error: ${fault}`);
      await eventually("no findings", () => (findings().length === 0 ? true : undefined));
      const before = breakdown.count;
      edit.insert(document.uri, new vscode.Position(0, 1), " ");
      await vscode.workspace.applyEdit(edit);
      await eventually("another fault", () => (breakdown.count > before ? true : undefined));
      assert.equal(await page.count(MESSAGE), 1);
    } finally {
      breakdown.mend();
    }
    await page.click(`${MESSAGE} .monaco-button:has-text("Show Log")`);
    // The servers of these tests write no log files, which the channel shows (scripts/vscode/getServer.mjs).
    await eventually("the log", async () =>
      (await page.evaluate(CHANNEL)) === "Graders" ? true : undefined,
    );
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });
});

/** No grader that we know makes a rule throw: so what only a rule asks of a grader does. */
function breakRules(fault: string) {
  const whole = Object.getOwnPropertyDescriptor(Map.prototype, "get")!;
  const get = whole.value as (this: unknown, key: unknown) => unknown;
  const breakdown = { count: 0, mend: () => Object.defineProperty(Map.prototype, "get", whole) };
  const value = function (this: unknown, key: unknown) {
    if (key !== "passing_labels") return get.call(this, key);
    breakdown.count++;
    throw new Error(fault);
  };
  Object.defineProperty(Map.prototype, "get", { ...whole, value });
  return breakdown;
}
