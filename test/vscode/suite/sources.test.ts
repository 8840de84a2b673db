import assert from "node:assert/strict";
import { writeFile as writeOnDisk } from "node:fs/promises";
import * as vscode from "vscode";
import { removeFiles, setText, textBecomes } from "../support/documents";
import { page } from "../support/page";
import { enterPath } from "../support/quickInput";
import { after, before, beforeEach, eventually, suite, test, testOnPage } from "../support/runner";
import {
  answer,
  notice,
  onDisk,
  openGrader,
  openPython,
  showGrader,
  startSources,
  tidyUp,
  typeAndSave,
  typeAtEnd,
} from "../support/sources";

const GRADE = "def grade(sample, item):\n    return 1.0\n";
const literal = (text: string) => JSON.stringify(text);

/** A multi of two Python graders, as people write it. */
const multi = (close: string, key = "close") =>
  `{
  "type": "multi",
  "graders": {
    "exact": { "type": "python", "source": ${literal(GRADE)} },
    "${key}": { "type": "python", "source": ${literal(close)} }
  },
  "calculate_output": "exact"
}
`;
const single = (source: string) => `{"type": "python", "source": ${literal(source)}}`;

/** Waits until a document's text is exactly this. */
async function becomes(document: vscode.TextDocument, text: string): Promise<void> {
  await textBecomes(document, `the text ${JSON.stringify(text)}`, (now) => now === text);
}

suite("Python as Python: both sides follow each other", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  testOnPage(
    "opens beside the grader by its CodeLens; saving is one edit, which Undo takes back",
    async () => {
      const grader = await openGrader("typed.grader.json", multi(GRADE));
      await showGrader(grader, 0);
      await page.waitFor('.codelens-decoration a:has-text("Edit Python Source")');
      assert.equal(await page.count('.codelens-decoration a:has-text("Edit Python Source")'), 2);
      // The last on screen is that of the second sub-grader.
      await page.click('.codelens-decoration a:has-text("Edit Python Source") >> nth=1');
      await page.waitFor('.tab.active[data-resource-name="typed.close.py"]');
      const python = await eventually("the Python editor", () =>
        vscode.window.visibleTextEditors.find(({ document }) =>
          document.uri.path.endsWith("/typed.close.py"),
        ),
      );
      assert.equal(python.document.languageId, "python");
      assert.equal(python.document.uri.scheme, "file");
      assert.equal(python.viewColumn, vscode.ViewColumn.Two);
      assert.equal(python.document.getText(), GRADE);

      const added = '# "quoted" \\ and é\n';
      let edits = 0;
      const counter = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === grader) edits += contentChanges.length;
      });
      await typeAndSave(python.document, added);
      await becomes(grader, multi(GRADE + added));
      counter.dispose();
      assert.equal(edits, 1);
      await eventually("the saved grader", () => !grader.isDirty || undefined);
      assert.equal(await onDisk(grader.uri), multi(GRADE + added));

      await showGrader(grader, 0);
      await page.press("Control+Z");
      await becomes(grader, multi(GRADE));
      await becomes(python.document, GRADE);
      await eventually("the saved Python", () => !python.document.isDirty || undefined);
    },
  );

  testOnPage("a grader with unsaved changes is not saved", async () => {
    const grader = await openGrader("unsaved.grader.json", single(GRADE));
    await setText(grader, `${single(GRADE)}\n`);
    const python = await openPython(grader.uri);
    await typeAndSave(python, "# 1");
    await becomes(grader, `${single(`${GRADE}# 1`)}\n`);
    assert.equal(grader.isDirty, true);
    assert.equal(await onDisk(grader.uri), single(GRADE));
  });

  testOnPage("what is typed in the JSON comes into the Python", async () => {
    const grader = await openGrader("json.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    await showGrader(grader, grader.getText().indexOf("return"));
    await page.type("x = 2; ");
    const source = GRADE.replace("return", "x = 2; return");
    await becomes(grader, single(source));
    await becomes(python, source);
    await eventually("the saved Python", () => !python.isDirty || undefined);
    assert.equal(await onDisk(python.uri), source);
  });

  test("so does what another program writes on disk, be the grader open or not", async () => {
    const grader = await openGrader("disk.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    await writeOnDisk(grader.uri.fsPath, single("# one"));
    await becomes(python, "# one");
    await vscode.window.showTextDocument(grader);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await writeOnDisk(grader.uri.fsPath, single("# two"));
    await becomes(python, "# two");
    await eventually("the saved Python", () => !python.isDirty || undefined);
  });

  test("what another program writes into the Python file comes into the JSON", async () => {
    const grader = await openGrader("formatter.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    await writeOnDisk(python.uri.fsPath, "# formatted\n");
    await becomes(grader, single("# formatted\n"));
  });

  testOnPage("comments, Windows line ends and escapes of the file stay", async () => {
    const before = `// Ours\r\n{\r\n  "type": "python", // why\r\n  "source": "# \\u00e9\\r\\nx = 1\\r\\n",\r\n}\r\n`;
    const grader = await openGrader("windows.grader.jsonc", before);
    const python = await openPython(grader.uri);
    assert.equal(python.getText().replaceAll("\r\n", "\n"), "# é\nx = 1\n");
    await typeAndSave(python, "# ü");
    await becomes(grader, before.replace('\\r\\n",', '\\r\\n# \\u00fc",'));
  });

  test("the same file opens each time", async () => {
    const grader = await openGrader("again.grader.json", multi(GRADE));
    const [exact, close] = ["/graders/exact", "/graders/close"];
    const first = await openPython(grader.uri, exact);
    assert.equal((await openPython(grader.uri, exact)).uri.toString(), first.uri.toString());
    assert.notEqual((await openPython(grader.uri, close)).uri.toString(), first.uri.toString());
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.equal((await openPython(grader.uri, exact)).uri.toString(), first.uri.toString());
  });

  testOnPage("an untitled grader has its Python too", async () => {
    const grader = await vscode.workspace.openTextDocument({ language: "json", content: single(GRADE) });
    await vscode.window.showTextDocument(grader);
    const python = await openPython(grader.uri);
    assert.match(python.uri.path, /\/Untitled-\d+\.py$/);
    await typeAndSave(python, "# 1");
    await becomes(grader, single(`${GRADE}# 1`));
    await setText(grader, single("# 2"));
    await becomes(python, "# 2");
  });
});

suite("Python as Python: both sides changed", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  /** Both sides of a grader, changed apart; the Python unsaved. */
  async function changedApart(name: string) {
    const grader = await openGrader(`${name}.grader.json`, single(GRADE));
    const python = await openPython(grader.uri);
    await typeAtEnd(python, "# mine");
    await setText(grader, single("# theirs"));
    assert.equal(python.getText(), `${GRADE}# mine`);
    await vscode.window.showTextDocument(python);
    await page.waitFor(".editor-instance .monaco-editor.focused");
    await page.press("Control+S");
    return { grader, python };
  }

  testOnPage("shows what differs, and keeps the Python where that is chosen", async () => {
    const { grader, python } = await changedApart("keep");
    await page.waitFor(".tab.active:has-text('keep.grader.json ↔ keep.py')");
    await answer("Keep Python");
    await becomes(grader, single(`${GRADE}# mine`));
    assert.equal(python.getText(), `${GRADE}# mine`);
    await page.waitFor(".tab:has-text('keep.grader.json ↔ keep.py')", "hidden");
    await showGrader(grader, 0);
    await page.press("Control+Z");
    await becomes(grader, single("# theirs"));
  });

  testOnPage("takes the JSON where that is chosen", async () => {
    const { grader, python } = await changedApart("take");
    await answer("Take JSON");
    await becomes(python, "# theirs");
    assert.equal(grader.getText(), single("# theirs"));
    await vscode.window.showTextDocument(python);
    await vscode.commands.executeCommand("undo");
    await becomes(python, `${GRADE}# mine`);
  });

  testOnPage("changes nothing where neither is, until it is saved again", async () => {
    const { grader, python } = await changedApart("later");
    await answer("Cancel");
    assert.equal(grader.getText(), single("# theirs"));
    assert.equal(python.getText(), `${GRADE}# mine`);
    await setText(grader, single("# theirs, more"));
    await typeAndSave(python, "!");
    await answer("Keep Python");
    await becomes(grader, single(`${GRADE}# mine!`));
  });
});

suite("Python as Python: the grader goes away", () => {
  before(startSources);
  beforeEach(tidyUp);
  after(removeFiles);

  testOnPage("follows a sub-grader that is renamed", async () => {
    const grader = await openGrader("renamed.grader.json", multi("# close\n"));
    const python = await openPython(grader.uri, "/graders/close");
    await setText(grader, multi("# close\n", "near"));
    await typeAndSave(python, "# 1");
    await becomes(grader, multi("# close\n# 1", "near"));
  });

  testOnPage("waits while the JSON is broken, and says so", async () => {
    const grader = await openGrader("broken.grader.json", multi("# close\n"));
    const python = await openPython(grader.uri, "/graders/close");
    await setText(grader, `{ ${multi("# close\n")}`);
    await typeAndSave(python, "# 1");
    assert.match(
      await notice("broken.close.py"),
      /^broken\.grader\.json can't be read as JSON, line 1: .* broken\.close\.py is kept and written into it as soon as it can be read again\.$/,
    );
    await setText(grader, multi("# close\n"));
    await becomes(grader, multi("# close\n# 1"));
  });

  testOnPage("keeps the Python of a sub-grader that was removed, and offers to save it", async () => {
    const grader = await openGrader("removed.grader.json", multi("# close\n"));
    const python = await openPython(grader.uri, "/graders/close");
    await setText(grader, single(GRADE));
    await typeAndSave(python, "# 1");
    assert.match(
      await notice("removed.close.py"),
      /has nothing at \/graders\/close\/source any more\. removed\.close\.py is kept, but belongs to no grader now\.$/,
    );
    await page.click('.notifications-center .monaco-button:has-text("Save Elsewhere…")');
    const target = vscode.Uri.joinPath(grader.uri, "..", "elsewhere.py");
    await enterPath(target.fsPath);
    await eventually("the saved file", () => onDisk(target).catch(() => undefined));
    assert.equal(await onDisk(target), "# close\n# 1");
    await page.waitFor('.tab.active[data-resource-name="elsewhere.py"]');
    await assert.rejects(async () => onDisk(python.uri));
    assert.equal(grader.getText(), single(GRADE));
  });

  testOnPage("tells of a grader's file that was deleted", async () => {
    const grader = await openGrader("deleted.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    await vscode.window.showTextDocument(grader);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.workspace.fs.delete(grader.uri);
    await typeAndSave(python, "# 1");
    assert.match(
      await notice("deleted.py"),
      /^deleted\.grader\.json does not exist any more\. deleted\.py is kept/,
    );
    assert.equal(await onDisk(python.uri), `${GRADE}# 1`);
  });

  testOnPage("a source that is no text is not opened, and not overwritten", async () => {
    const grader = await openGrader("lines.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    const lines = '{"type": "python", "source": ["def grade(sample, item):", "    return 1"]}';
    await setText(grader, lines);
    await typeAndSave(python, "# 1");
    await notice("has no text at /source, but another kind of value");
    assert.equal(grader.getText(), lines);
    const other = await openGrader("nothing.grader.json", lines);
    await vscode.commands.executeCommand("graders.editPythonSource", other.uri);
    await notice("nothing.grader.json has no text at /source. Write a string there");
  });

  test("follows a grader's file that is renamed in VS Code", async () => {
    const grader = await openGrader("old.grader.json", single(GRADE));
    const python = await openPython(grader.uri);
    const renamed = vscode.Uri.joinPath(grader.uri, "..", "new.grader.json");
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(grader.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await setText(python, "# renamed");
    await python.save();
    await eventually("the renamed grader", async () =>
      (await onDisk(renamed)) === single("# renamed") ? true : undefined,
    );
  });
});
