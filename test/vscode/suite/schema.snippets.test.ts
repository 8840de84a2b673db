import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { GRADER_TYPES } from "../../../src/core/grader/types";
import { openFile, removeFiles, show, textBecomes } from "../support/documents";
import { page } from "../support/page";
import { allChecked, problemsOf } from "../support/problems";
import { acceptSuggestion, suggest, suggestedLabels } from "../support/suggestions";
import { after, before, suite, test, testOnPage } from "../support/runner";

const TYPES = [...GRADER_TYPES].sort();

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Leaves the placeholders, and the list of a placeholder's choices if it is open. */
async function leaveSnippet(): Promise<void> {
  await page.press("Escape");
  await page.press("Escape");
}

async function accepted(document: vscode.TextDocument, type: string): Promise<unknown> {
  const before = document.getText();
  await acceptSuggestion(type);
  const text = await textBecomes(document, `the snippet of ${type}`, (now) => now !== before && isJson(now));
  await leaveSnippet();
  return JSON.parse(text);
}

function typeOf(grader: unknown): unknown {
  return (grader as { type?: unknown }).type;
}

/** A top-level label_model is fine here and told that hosted services want it inside a multi. */
const LABEL_HINT = "Hosted run and validate take label_model only inside a multi.";

suite("Schema: snippets by keystrokes", () => {
  /** What the snippets made, for the last test: checks take their time. */
  const made: vscode.TextDocument[] = [];

  before(allChecked);
  after(removeFiles);

  testOnPage("an empty grader file offers every type", async () => {
    await show(await openFile("empty.grader.json"));
    await suggest();
    assert.deepEqual(await suggestedLabels(TYPES), TYPES);
    await page.press("Escape");
  });

  for (const type of GRADER_TYPES) {
    testOnPage(`${type}, picked from the list in an empty file`, async () => {
      const document = await openFile(`picked-${type}.grader.json`);
      await show(document);
      await suggest();
      assert.equal(typeOf(await accepted(document, type)), type);
      made.push(document);
    });

    testOnPage(`${type}, by the first letters of its name in a .jsonc with a comment`, async () => {
      const document = await openFile(`typed-${type}.grader.jsonc`, "// Ours\n");
      await show(document);
      await page.type(type.slice(0, 5));
      await acceptSuggestion(type);
      await textBecomes(document, `the snippet of ${type}`, (text) => isJson(text.replace("// Ours", "")));
      await leaveSnippet();
      assert.match(document.getText(), new RegExp(`^// Ours\\n\\{\\s+"type": "${type}"`));
      made.push(document);
    });
  }

  for (const type of GRADER_TYPES.filter((name) => name !== "multi")) {
    testOnPage(`${type} as a sub-grader`, async () => {
      const [before, behind] = ['{"type": "multi", "graders": {"part": ', '}, "calculate_output": "part"}'];
      const document = await openFile(`sub-${type}.grader.json`, before + behind);
      await show(document, before.length);
      await suggest();
      const labels = await suggestedLabels([type]);
      assert.ok(!labels.includes("multi"), labels.join(", "));
      const multi = (await accepted(document, type)) as { graders: { part: unknown } };
      assert.equal(typeOf(multi.graders.part), type);
      made.push(document);
    });
  }

  testOnPage("a message of a judge", async () => {
    const [before, behind] = ['{"type": "score_model", "model": "gpt-4.1", "input": [', "]}"];
    const document = await openFile("message.grader.json", before + behind);
    await show(document, before.length);
    await suggest();
    const grader = (await accepted(document, "message")) as { input: unknown };
    assert.deepEqual(grader.input, [{ role: "user", content: "{{sample.output_text}}" }]);
    made.push(document);
  });

  testOnPage("placeholders are gone through with Tab, choices included", async () => {
    const document = await openFile("placeholders.grader.json");
    await show(document);
    await suggest();
    await acceptSuggestion("string_check");
    await textBecomes(document, "the snippet", isJson);
    await page.press("Tab");
    await page.press("Tab");
    await page.press("Tab");
    await acceptSuggestion("ilike");
    const text = await textBecomes(document, "the choice", (now) => now.includes("ilike"));
    assert.deepEqual(JSON.parse(text), {
      type: "string_check",
      name: "exact answer",
      input: "{{sample.output_text}}",
      reference: "{{item.answer}}",
      operation: "ilike",
    });
    await leaveSnippet();
    made.push(document);
  });

  test("none of what they wrote has a problem", async () => {
    assert.ok(made.length > 0);
    await allChecked();
    const found = made.flatMap((document) =>
      problemsOf(document).map((problem) => ({ file: document.fileName, ...problem })),
    );
    assert.deepEqual(
      found.filter(({ message }) => !message.startsWith(LABEL_HINT)),
      [],
    );
  });
});
