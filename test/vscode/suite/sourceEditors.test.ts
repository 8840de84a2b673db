import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { removeFiles, setText, textBecomes, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { hoverAt } from "../support/hovers";
import { page } from "../support/page";
import { lensTitles } from "../support/quickFixes";
import { choose, enterPath, takePath } from "../support/quickInput";
import { after, before, beforeEach, eventually, suite, test, testOnPage } from "../support/runner";
import {
  autoSave,
  notice,
  onDisk,
  openGrader,
  openPrompt,
  openPython,
  startSources,
  tidyUp,
  typeAndSave,
  typeAtEnd,
} from "../support/sources";
import { acceptSuggestion } from "../support/suggestions";

const GRADE = "def grade(sample, item):\n    return 1.0\n";
const single = (source: string) => `{"type": "python", "source": ${JSON.stringify(source)}}`;
const ROW = '{"name": "only", "item": {"answer": "42"}, "model_sample": "42"}\n';

async function becomes(document: vscode.TextDocument, text: string): Promise<void> {
  await textBecomes(document, `the text ${JSON.stringify(text)}`, (now) => now === text);
}

suite("Python as Python: its editor", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  test("names its grader, and leads back to it", async () => {
    const text = `{"type": "multi", "graders": {"exact": ${single(GRADE)}}, "calculate_output": "exact"}`;
    const grader = await openGrader("named.grader.json", text);
    const python = await openPython(grader.uri);
    assert.deepEqual(await lensTitles(python), ["named.grader.json › exact", "Run on Sample"]);
    await setText(grader, "{}");
    await eventually("the warning above the Python", async () =>
      (await lensTitles(python))[0] === "named.grader.json has nothing at /graders/exact/source any more."
        ? true
        : undefined,
    );
  });

  testOnPage("runs its grader with what is unsaved in it", async function () {
    this.timeout(120_000);
    await writeFile("ran.samples.jsonl", ROW);
    const grader = await openGrader("ran.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    await setText(python, GRADE.replace("1.0", "0.25"));
    await vscode.window.showTextDocument(python);
    const result = await vscode.commands.executeCommand<RunResult>("graders.run");
    assert.equal(result.reward, 0.25);
    assert.equal(await onDisk(grader.uri), single(GRADE.replace("1.0", "0.25")));
  });

  testOnPage("shows the lines of a traceback that are clicked in the panel", async () => {
    await writeFile("fails.samples.jsonl", ROW);
    const grader = await openGrader("fails.grader.json", single(GRADE.replace("1.0", 'item["none"]')));
    await vscode.commands.executeCommand("graders.run", grader.uri);
    await viewBecomes("run", ({ heading }) => heading.grader === "fails.grader.json");
    await page.webview.click('a:has-text("line 2"), button:has-text("line 2")');
    const editor = await eventually("the Python editor", () => {
      const { activeTextEditor: active } = vscode.window;
      return active?.document.uri.path.endsWith("/fails.py") ? active : undefined;
    });
    assert.equal(editor.selection.start.line, 1);
    assert.equal(editor.document.getText(editor.selection), 'item["none"]');
    // Not over the panel.
    assert.equal(editor.viewColumn, vscode.ViewColumn.One);
  });

  test("shows what Validate finds in it, at its lines", async function () {
    this.timeout(120_000);
    const grader = await openGrader(
      "found.grader.json",
      single("import nothing\n\ndef grade(sample) return 1\n"),
    );
    const python = await openPython(grader.uri);
    await vscode.commands.executeCommand("graders.validate", grader.uri);
    const found = await eventually("the finding", () => vscode.languages.getDiagnostics(python.uri)[0]);
    assert.equal(found.code, "python-syntax");
    assert.equal(found.range.start.line, 2);
    await setText(grader, single(GRADE));
    await becomes(python, GRADE);
    await eventually(
      "no finding",
      () => vscode.languages.getDiagnostics(python.uri).length === 0 || undefined,
    );
  });

  testOnPage("follows VS Code's own saving, too", async () => {
    await autoSave("afterDelay");
    try {
      const grader = await openGrader("auto.grader.json", single(GRADE));
      const python = await openPython(grader.uri);
      await typeAtEnd(python, "# 1");
      await becomes(grader, single(`${GRADE}# 1`));
    } finally {
      await autoSave("off");
    }
  });
});

suite("Python as Python: files of the user", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  test("one becomes the source, in one step of undo", async () => {
    const grader = await openGrader("insert.grader.json", '{\n  "type": "python"\n}\n');
    const file = await writeFile("mine.py", "\ufeff# é\r\nx = 1\r\n");
    const insert = () =>
      vscode.commands.executeCommand("graders.insertPythonFile", grader.uri, undefined, file);
    await insert();
    const inserted = '{\n  "type": "python",\n  "source": "# é\\nx = 1\\n"\n}\n';
    assert.equal(grader.getText(), inserted);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode("y = 2\n"));
    await eventually("the new text", async () => {
      await insert();
      return grader.getText().includes("y = 2") || undefined;
    });
    await vscode.window.showTextDocument(grader);
    await vscode.commands.executeCommand("undo");
    await becomes(grader, inserted);
  });

  testOnPage("which is picked among files, for the grader at the cursor", async () => {
    const text = `{"type": "multi", "graders": {\n"a": ${single("")},\n"b": ${single("")}}, "calculate_output": "a + b"}`;
    const grader = await openGrader("picked.grader.json", text);
    const file = await writeFile("picked.py", "# picked");
    const cursor = grader.positionAt(text.indexOf('"b"') + 2);
    const selection = new vscode.Range(cursor, cursor);
    await vscode.window.showTextDocument(grader, { viewColumn: vscode.ViewColumn.One, selection });
    const inserting = vscode.commands.executeCommand("graders.insertPythonFile");
    await enterPath(file.fsPath);
    await inserting;
    assert.equal(grader.getText(), text.replace(`"b": ${single("")}`, `"b": ${single("# picked")}`));
  });

  test("no text is taken for a source", async () => {
    const grader = await openGrader("refused.grader.json", single(GRADE));
    const file = await writeFile("refused.py");
    await vscode.workspace.fs.writeFile(file, new Uint8Array([0xff, 0xfe, 0x41]));
    await vscode.commands.executeCommand("graders.insertPythonFile", grader.uri, undefined, file);
    assert.equal(grader.getText(), single(GRADE));
  });

  testOnPage("a copy of the source goes to a file beside the grader", async () => {
    const grader = await openGrader("extract.grader.json", single(GRADE));
    const extracting = vscode.commands.executeCommand<vscode.Uri>("graders.extractSource", grader.uri);
    await takePath("extract.py");
    const file = await extracting;
    assert.equal(file.fsPath, vscode.Uri.joinPath(grader.uri, "..", "extract.py").fsPath);
    assert.equal(await onDisk(file), GRADE);
    assert.equal(grader.getText(), single(GRADE));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
  });

  test("what has no Python says so", async () => {
    const check = '{"type": "string_check", "input": "a", "reference": "b", "operation": "eq"}';
    const grader = await openGrader("check.grader.json", check);
    await vscode.commands.executeCommand("graders.editPythonSource", grader.uri);
    await notice("check.grader.json has no Python grader.");
    await vscode.commands.executeCommand("graders.editPrompt", grader.uri);
    await notice("check.grader.json has no message to a judge");
  });
});

suite("Prompts as Markdown", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  const judge = (system: string, user: string) =>
    JSON.stringify({
      type: "score_model",
      model: "gpt-4.1",
      input: [
        { role: "system", content: system },
        { role: "user", content: [{ type: "input_text", text: user }] },
      ],
    });

  testOnPage("one is picked, edited with help for variables, and saved into its grader", async () => {
    await writeFile("tone.samples.jsonl", ROW);
    const grader = await openGrader("tone.grader.json", judge("Be strict.", "# Rate\n"));
    const opening = openPrompt(grader.uri);
    await choose("Message 2, user, part 1");
    const prompt = await opening;
    assert.match(prompt.uri.path, /\/tone\.2\.1\.grader-prompt$/);
    assert.equal(prompt.languageId, "grader-prompt");
    assert.equal(prompt.getText(), "# Rate\n");
    assert.deepEqual(await lensTitles(prompt), ["tone.grader.json › message 2, part 1", "Run on Sample"]);
    await typeAtEnd(prompt, "Is it ");
    await page.type("{{");
    await acceptSuggestion("item");
    await acceptSuggestion("answer");
    await becomes(prompt, "# Rate\nIs it {{item.answer}}");
    await page.press("Control+S");
    await becomes(grader, judge("Be strict.", "# Rate\nIs it {{item.answer}}"));
    assert.match(
      await hoverAt(prompt, prompt.getText().indexOf("answer")),
      /a string that renders to:\s+```\n42/,
    );
  });

  testOnPage("headings and variables have their colours", async () => {
    const grader = await openGrader("colours.grader.json", judge("# Be\nstrict with {{ item.answer }}", ""));
    await openPrompt(grader.uri, "/input/0");
    // The colour of a variable in a paragraph is not the paragraph's.
    await eventually("the colours", async () => {
      const texts = await page.texts(".editor-instance .view-line span span");
      const tokens = texts.map((text) => text.replaceAll("\u00a0", " ").trim());
      return tokens.includes("item") && tokens.some((token) => /^(# )?Be$/.test(token)) ? true : undefined;
    });
  });

  testOnPage("findings in a prompt are shown in it", async () => {
    const grader = await openGrader("wrong.grader.json", judge("é {{itm.answer}}", "{{sample.output_text}}"));
    const prompt = await openPrompt(grader.uri, "/input/0");
    const found = await eventually("the finding", () => vscode.languages.getDiagnostics(prompt.uri)[0]);
    assert.equal(prompt.getText(found.range), "itm.answer");
    await setText(prompt, "{{item.answer}}");
    await typeAndSave(prompt, "!");
    await eventually(
      "no finding",
      () => vscode.languages.getDiagnostics(prompt.uri).length === 0 || undefined,
    );
  });
});
