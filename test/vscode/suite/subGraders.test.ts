import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openFile, removeFiles, show, textBecomes, writeFile } from "../support/documents";
import { page } from "../support/page";
import { eventuallyProblems } from "../support/problems";
import { takeAction } from "../support/quickFixes";
import { asked, choose, fillIn, inputMessage, suggested, told } from "../support/quickInput";
import { after, afterEach, suite, test, testOnPage } from "../support/runner";

const CHECK = `{
  // ours
  "type": "string_check",
  "name": "same",
  "input": "{{sample.output_text}}",
  "reference": "{{item.a}}",
  "operation": "eq",
  "pass_threshold": 1
}
`;
const MULTI = `{
  "type": "multi",
  "graders": {
    "exact": { "type": "string_check", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "operation": "eq" } // first
  },
  "calculate_output": "exact"
}
`;

suite("Wrap in multi", () => {
  after(removeFiles);

  testOnPage("is a refactoring by keyboard, one undo step, and finds nothing wrong", async () => {
    const document = await openFile("wrap.grader.jsonc", CHECK);
    await show(document, CHECK.indexOf("{{item"));
    await takeAction("Control+Shift+r", "Wrap in multi");
    const text = await textBecomes(document, "the multi", (now) => now.includes('"multi"'));
    assert.equal(
      text,
      `{
  "type": "multi",
  "name": "same",
  "graders": {
    "same": {
      // ours
      "type": "string_check",
      "input": "{{sample.output_text}}",
      "reference": "{{item.a}}",
      "operation": "eq"
    }
  },
  "calculate_output": "same",
  "pass_threshold": 1
}
`,
    );
    await eventuallyProblems(document, []);
    await vscode.commands.executeCommand("undo");
    await textBecomes(document, "the old text", (now) => now === CHECK);
  });

  test("works on a job's grader too, and gives the key", async () => {
    const job = `{"method": {"reinforcement": {"grader": ${JSON.stringify(JSON.parse(CHECK.replace(/ *\/\/.*\n/, "")))}}}}`;
    const document = await openFile("wrap.job.json", job);
    await vscode.window.showTextDocument(document);
    const uri = document.uri.with({ fragment: "/method/reinforcement/grader" });
    assert.equal(await vscode.commands.executeCommand("graders.wrapInMulti", uri), "same");
    const { grader } = (
      JSON.parse(document.getText()) as { method: { reinforcement: { grader: { type: string } } } }
    ).method.reinforcement;
    assert.equal(grader.type, "multi");
  });

  testOnPage("is refused in a multi, with what to do instead", async () => {
    const document = await openFile("already.grader.jsonc", MULTI);
    await show(document);
    assert.equal(await vscode.commands.executeCommand("graders.wrapInMulti"), undefined);
    await told("Add sub-graders to it instead");
    await vscode.commands.executeCommand("notifications.clearAll");
  });
});

suite("Add Sub-grader", () => {
  afterEach(() => vscode.commands.executeCommand("notifications.clearAll"));
  after(removeFiles);

  testOnPage("asks for type and key, and counts it in the formula as one undo step", async () => {
    const document = await openFile("add.grader.jsonc", MULTI);
    await show(document);
    await takeAction("Control+Shift+r", "Add sub-grader");
    await asked("Add Sub-grader");
    await choose("text_similarity");
    await suggested("close");
    for (const [typed, words] of [
      ["exact", "already"],
      ["min", "formula function"],
      ["a-b", "can't be written in a formula"],
    ] as const) {
      await fillIn(typed);
      await inputMessage(words);
    }
    await fillIn("near");
    await page.press("Enter");
    const text = await textBecomes(document, "the sub-grader", (now) => now.includes("near"));
    assert.equal(
      text,
      MULTI.replace(
        "} // first\n",
        `}, // first
    "near": {
      "type": "text_similarity",
      "input": "{{sample.output_text}}",
      "reference": "{{item.a}}",
      "evaluation_metric": "fuzzy_match"
    }
`,
      ).replace('"calculate_output": "exact"', '"calculate_output": "0.5 * exact + 0.5 * near"'),
    );
    await eventuallyProblems(document, []);
    await vscode.commands.executeCommand("undo");
    await textBecomes(document, "the old text", (now) => now === MULTI);
  });

  testOnPage("reads what the samples have, and does nothing where the user leaves", async () => {
    await writeFile("fields.samples.jsonl", '{"item": {"a": "x", "gold": "y"}, "model_sample": "y"}\n');
    const document = await openFile("fields.grader.jsonc", MULTI);
    await show(document);
    for (const steps of [[], ["python"]]) {
      const left = vscode.commands.executeCommand("graders.addSubGrader", document.uri);
      await asked("Add Sub-grader");
      for (const step of steps) await choose(step);
      if (steps.length > 0) await suggested("python");
      await page.press("Escape");
      assert.equal(await left, undefined);
      assert.equal(document.getText(), MULTI);
    }
    const added = vscode.commands.executeCommand("graders.addSubGrader", document.uri);
    await asked("Add Sub-grader");
    await choose("python");
    await suggested("python");
    await page.press("Enter");
    assert.equal(await added, "python");
    assert.match(document.getText(), /item\[\\"gold\\"\]/);
  });

  testOnPage("is refused in what is no multi", async () => {
    const document = await openFile("single.grader.jsonc", CHECK);
    await show(document);
    assert.equal(await vscode.commands.executeCommand("graders.addSubGrader"), undefined);
    await told("Wrap this grader in a multi first");
  });
});
