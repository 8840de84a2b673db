import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openTab, removeFiles, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { problemsOf } from "../support/problems";
import { after, eventually, suite, test, testOnPage } from "../support/runner";

const { webview } = page;

const CHECK = JSON.stringify({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
});

const ROWS = [
  { item: { answer: "Paris" }, model_sample: "paris" },
  { item: {}, model_sample: "Paris" },
]
  .map((row) => JSON.stringify(row))
  .join("\n");

suite("In German", () => {
  after(removeFiles);

  async function run(name: string, rows = ROWS, grader = CHECK): Promise<RunResult> {
    await writeFile(`${name}.samples.jsonl`, rows);
    const result = await vscode.commands.executeCommand<RunResult | undefined>(
      "graders.run",
      await writeFile(`${name}.grader.json`, grader),
    );
    assert.ok(result);
    return result;
  }

  test("VS Code gives the extension its words", async () => {
    const extension = vscode.extensions.getExtension("graders.graders");
    // Words come with the activation.
    await extension?.activate();
    assert.equal(vscode.env.language, "de");
    const document = await openTab("lenses.grader.json", CHECK);
    await eventually("the lenses in German", async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      return lenses.some(({ command }) => command?.title.includes("Auf Sample ausführen")) || undefined;
    });
    const manifest = extension?.packageJSON as {
      readonly contributes: { readonly commands: readonly { command: string; title: unknown }[] };
    };
    const command = manifest.contributes.commands.find(({ command: id }) => id === "graders.validate");
    // So that the palette finds it by either.
    assert.deepEqual(command?.title, { value: "Grader prüfen", original: "Validate Grader" });
  });

  test("core explains a result", async () => {
    await run("case");
    const { parts } = await viewBecomes("run", ({ heading }) => heading.grader === "case.grader.json");
    assert.equal(
      parts[0]?.why?.summary,
      "Die Texte sind ohne Rücksicht auf Groß- und Kleinschreibung gleich.",
    );
  });

  testOnPage("the page draws its own words and those of core, and says its language", async () => {
    assert.equal(await webview.evaluate("document.documentElement.lang", "graders-panel"), "de");
    const words = await eventually("the reward", async () => {
      const text = await webview.text("graders-reward .words");
      return text === "" ? undefined : text;
    });
    assert.equal(words, "bewertet");
    assert.equal(await webview.text("graders-heading .action .word"), "Erneut ausführen");
    const given = await webview.attribute("meta[name=graders-words]", "content");
    assert.ok(given !== null && given.length < 5000, "the page gets no words but its own");
    await page.screenshot("german");
  });

  test("the engine's thread says what failed; the API's details stay English", async () => {
    const { metadata, diagnostics } = await run("missing", ROWS.split("\n")[1]);
    const english = '{{item.answer}} has no value: item has no "answer".';
    assert.equal(metadata.errors.invalid_variable_error_details, english);
    assert.equal(
      diagnostics.failures[0]?.message,
      '{{item.answer}} hat keinen Wert: item hat kein "answer".',
    );
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "missing.grader.json");
    assert.equal(view.failures[0]?.title, "Variable nicht gefunden");
    assert.equal(view.failures[0].detail, undefined);
  });

  test("Python's side of the sandbox says what is wrong with a grader", async () => {
    const grader = JSON.stringify({ type: "python", source: "def grade(sample, item):\n    return None\n" });
    const { metadata, diagnostics } = await run("none", ROWS, grader);
    assert.equal(metadata.errors.python_grader_runtime_error_details, "grade returned None.");
    const [failure] = diagnostics.failures;
    assert.equal(failure?.message, "grade hat None zurückgegeben.");
    assert.equal(failure.mend, "Jeder Weg durch grade muss eine Zahl zurückgeben.");
  });

  test("findings stand in Problems", async () => {
    const document = await openTab(
      "lint.grader.json",
      CHECK.replace("sample.output_text", "smple.output_text"),
    );
    const finding = /^„smple“ ist kein Namensraum.*Meinten Sie sample\.output_text\?/;
    await eventually("the finding", () => problemsOf(document).find(({ message }) => finding.test(message)));
  });
});
