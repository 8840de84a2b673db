import assert from "node:assert/strict";
import * as vscode from "vscode";
import { removeFiles, show, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { fromPalette } from "../support/quickInput";
import { after, before, beforeEach, eventually, suite, testOnPage } from "../support/runner";

const GRADER = `{
  "type": "string_check",
  "name": "clicked",
  "input": "{{sample.output_text}}",
  "reference": "{{item.answer}}",
  "operation": "eq"
}
`;

/** Each way to start a command ends with a view newer than this mark. */
const NOTHING = "mark.grader.json";

suite("Both commands from everywhere", () => {
  let grader: vscode.Uri;
  let mark: vscode.Uri;

  before(async () => {
    grader = await writeFile("clicked.grader.json", GRADER);
    mark = await writeFile(NOTHING, GRADER);
    for (const name of ["clicked", "mark"]) {
      await writeFile(`${name}.samples.jsonl`, '{"item": {"answer": "42"}, "model_sample": "42"}\n');
    }
  });

  after(removeFiles);

  beforeEach(async () => {
    await vscode.commands.executeCommand("graders.run", mark);
    await show(await vscode.workspace.openTextDocument(grader));
  });

  const ran = () => viewBecomes("run", ({ heading }) => heading.grader === "clicked.grader.json");
  const validated = () =>
    viewBecomes("validation", ({ heading }) => heading.grader === "clicked.grader.json");

  testOnPage("from the palette", async () => {
    await fromPalette("Graders: Run Grader on Sample");
    assert.equal((await ran()).reward.text, "1.00");
    await fromPalette("Graders: Validate Grader");
    assert.equal((await validated()).counts.errors, 0);
  });

  testOnPage("from the editor's title", async () => {
    await page.click('.editor-actions [aria-label*="Run Grader on Sample"]');
    await ran();
    await page.click('.editor-actions [aria-label*="Validate Grader"]');
    await validated();
  });

  testOnPage("from the CodeLens", async () => {
    await page.click('.codelens-decoration a:has-text("Run on Sample")');
    await ran();
    await page.click('.codelens-decoration a:has-text("Validate")');
    await validated();
  });

  testOnPage("from the keyboard", async () => {
    await page.press("Control+Alt+Enter");
    await ran();
    await page.press("Control+Alt+v");
    await validated();
  });

  testOnPage("from the explorer", async () => {
    await vscode.commands.executeCommand("revealInExplorer", grader);
    await page.click('.explorer-folders-view .monaco-list-row[aria-label^="clicked.grader.json"]');
    await page.press("Shift+F10");
    const item = '.monaco-menu .action-item:has-text("Run Grader on Sample")';
    await page.waitFor(item);
    // A menu that has just opened takes no click.
    await eventually("the menu to close", async () => {
      await page.click(item).catch(() => undefined);
      return (await page.count(".monaco-menu")) === 0 || undefined;
    });
    await ran();
  });
});
