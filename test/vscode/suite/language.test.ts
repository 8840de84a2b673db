import assert from "node:assert/strict";
import * as vscode from "vscode";
import { discard, openFile, openTab, removeFiles, setText, show, textBecomes } from "../support/documents";
import { FAULTS } from "../support/graderFaults";
import { page } from "../support/page";
import { allChecked, eventuallyProblems, marked, problemsOf } from "../support/problems";
import { fixesAt, lensTitles, takeAction } from "../support/quickFixes";
import { RULE_FAULTS } from "../support/ruleFaults";
import { after, before, eventually, suite, test, testOnPage } from "../support/runner";

const FIXED = RULE_FAULTS.filter(({ fix }) => fix !== undefined);
const MISTAKEN = RULE_FAULTS[0]!;

async function assertFoundOnce(name: (index: number) => string, lineEnd: string): Promise<void> {
  const documents: vscode.TextDocument[] = [];
  // Over several lines, so that line ends count.
  const texts = RULE_FAULTS.map(({ text }) => marked(text.replaceAll(', "', `,${lineEnd}  "`)));
  for (const [index, { text }] of texts.entries()) documents.push(await openTab(name(index), text));
  await allChecked();
  for (const [index, { what, message }] of RULE_FAULTS.entries()) {
    const { text, start, end } = texts[index]!;
    const found = problemsOf(documents[index]!);
    assert.deepEqual(
      found.map((problem) => ({ ...problem, message: message.test(problem.message) || problem.message })),
      [{ at: text.slice(start, end), start, end, message: true, ours: true }],
      what,
    );
  }
}

suite("Language: findings while typing", () => {
  before(() => openFile("first.grader.json", "{}").then(allChecked));
  after(removeFiles);

  test("underlines what a schema can't know at its characters, once", () =>
    assertFoundOnce((index) => `rule${index}.grader.json`, "\n"));

  test("also in a .jsonc, behind Windows line ends", () =>
    assertFoundOnce((index) => `rule${index}.grader.jsonc`, "\r\n"));

  test("offers a mend, after which nothing is wrong", async () => {
    const documents: vscode.TextDocument[] = [];
    for (const [index, { text }] of FIXED.entries())
      documents.push(await openTab(`fix${index}.grader.json`, marked(text).text));
    await allChecked();
    for (const [index, { text, fix }] of FIXED.entries()) {
      const document = documents[index]!;
      const { start } = marked(text);
      const fixes = await fixesAt(document, start);
      assert.deepEqual(fixes.map(({ title }) => title).slice(0, 1), [fix!.title]);
      assert.ok(fixes[0]!.isPreferred);
      assert.ok(await vscode.workspace.applyEdit(fixes[0]!.edit!));
      assert.equal(document.getText(), text.replace(/«.*»/, fix!.result));
    }
    await allChecked();
    assert.deepEqual(documents.flatMap(problemsOf), []);
  });

  testOnPage("the keyboard's quick fix mends it", async () => {
    const { text, start } = marked(MISTAKEN.text);
    const document = await openTab("lightbulb.grader.json", text);
    await eventually("the finding", () => problemsOf(document)[0]);
    await show(document, start);
    await takeAction("Control+.", 'Replace with "item"');
    await textBecomes(document, "the mend", (now) => now.includes("{{ item.answer }}"));
    await eventuallyProblems(document, []);
  });

  testOnPage("findings come and go as one types", async () => {
    const text = '{"type": "string_check", "input": "", "reference": "{{item.answer}}", "operation": "ne"}';
    const document = await openTab("typed.grader.json", text);
    await show(document, text.indexOf('""') + 1);
    await page.type("{{smple.output_text}}");
    await eventually("the finding", () =>
      problemsOf(document).find(({ at, ours }) => ours && at === "smple.output_text"),
    );
    for (let left = "mple.output_text}}".length; left > 0; left--) await page.press("ArrowLeft");
    await page.type("a");
    await eventuallyProblems(document, []);
  });

  test("an untitled document that holds a grader gets the same help", async () => {
    const { text, start, end } = marked(MISTAKEN.text);
    const document = await vscode.workspace.openTextDocument({ language: "json", content: text });
    await vscode.window.showTextDocument(document);
    await eventuallyProblems(
      document,
      [{ at: text.slice(start, end), ours: true, start, end }],
      (problem) => ({
        at: problem.at,
        ours: problem.ours,
        start: problem.start,
        end: problem.end,
      }),
    );
    assert.deepEqual(await lensTitles(document), ["Validate", "Run on Sample", "choose sample…"]);
    await setText(document, '{"type": "module"}');
    await eventuallyProblems(document, []);
    assert.deepEqual(await lensTitles(document), []);
    await discard(document);
  });
});

suite("Language: an untitled text that becomes JSON", () => {
  testOnPage("can be run from the editor's title, and says where", async () => {
    const { text } = marked(MISTAKEN.text);
    const plain = await vscode.workspace.openTextDocument({ language: "plaintext", content: text });
    await vscode.window.showTextDocument(plain);
    const document = await vscode.languages.setTextDocumentLanguage(plain, "json");
    await page.waitFor('.editor-actions [aria-label*="Run Grader on Sample"]');
    await page.waitFor('.statusbar-item:has-text("Embedded engine")');
    await discard(document);
  });
});

suite("Language: CodeLens and Validate", () => {
  after(removeFiles);

  test("a grader has Validate, Run on Sample and its sample above it", async () => {
    const document = await openTab("lens.grader.json", `// Ours\n${marked(MISTAKEN.text).text}`);
    assert.deepEqual(await lensTitles(document), ["Validate", "Run on Sample", "choose sample…"]);
    const broken = await openTab("broken.grader.json", "[1, 2");
    assert.deepEqual(await lensTitles(broken), []);
  });

  testOnPage("the CodeLens is on screen", async () => {
    await show(await openTab("screen.grader.json", marked(MISTAKEN.text).text));
    await page.waitFor(".codelens-decoration a:has-text('Run on Sample')");
    assert.equal(await page.count(".codelens-decoration a"), 3);
  });

  for (const type of ["string_check", "score_model", "multi"] as const) {
    test(`Validate says nothing twice that the schema says of a ${type}`, async () => {
      for (const { what, text, message } of FAULTS[type]) {
        const document = await openTab(`${type}-${what}.grader.json`, marked(text).text);
        const said = (problem: { message: string }) => problem.message;
        await eventuallyProblems(document, [message], said);
        await vscode.commands.executeCommand("graders.validate", document.uri);
        await eventuallyProblems(document, [message], said);
      }
    });
  }
});
