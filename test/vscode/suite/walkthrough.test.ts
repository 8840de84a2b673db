import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openFile, removeFiles, show, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { asked } from "../support/quickInput";
import { after, before, eventually, suite, testOnPage } from "../support/runner";

const CATEGORY = "graders.graders#start";
const STEPS = ["make", "run", "why", "keep"];
const step = (id: string) => `.getting-started-step[data-step-id="${CATEGORY}#${id}"]`;

async function open(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", CATEGORY, false);
  await page.waitFor(step("make"));
}

async function isDone(id: string): Promise<true | undefined> {
  return (await page.count(`${step(id)}[aria-checked="true"]`)) > 0 ? true : undefined;
}

suite("The walkthrough", () => {
  before(async () => {
    await writeFile("shown.samples.jsonl", '{"item": {"a": "x"}, "model_sample": "x"}\n');
    const text =
      '{"type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "operation": "eq"}';
    await show(await openFile("shown.grader.json", text));
  });
  after(removeFiles);

  testOnPage("has four steps with a picture each", async function () {
    this.timeout(90_000);
    await open();
    for (const id of STEPS) {
      await page.click(`${step(id)} .step-title`);
      await page.waitFor(`${step(id)}.expanded`);
      await eventually(`the picture of ${id}`, async () => {
        const texts = await page.webview.texts("svg text").catch(() => []);
        return texts.length > 3 ? true : undefined;
      });
      await page.screenshot(`walkthrough-${id}`);
    }
  });

  testOnPage(
    "runs the grader that was open before it, and shows why; its steps are done then",
    async function () {
      this.timeout(120_000);
      await open();
      await page.click(`${step("run")} .step-title`);
      await page.click(`${step("run")} .monaco-button:has-text('Run Grader on Sample')`);
      const view = await viewBecomes("run", ({ heading }) => heading.grader === "shown.grader.json");
      assert.equal(view.heading.grader, "shown.grader.json");
      await open();
      await page.click(`${step("why")} .step-title`);
      await page.click(`${step("why")} .monaco-button:has-text('Show the result')`);
      await open();
      await eventually("the steps that are done", async () => (await isDone("run")) && (await isDone("why")));
    },
  );

  testOnPage("makes a grader", async () => {
    await open();
    await page.click(`${step("make")} .step-title`);
    await page.click(`${step("make")} .monaco-button:has-text('New Grader')`);
    await asked("New Grader");
    await page.press("Escape");
    await open();
    await eventually("the step that is done", () => isDone("make"));
  });
});
