import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openFile, removeFiles, show, textBecomes, writeFile } from "../support/documents";
import { page } from "../support/page";
import { eventuallyProblems } from "../support/problems";
import { asked, choose, fillIn, inputMessage, suggested, told } from "../support/quickInput";
import { after, afterEach, eventually, suite, test, testOnPage } from "../support/runner";

const CHECK = `{
  "type": "string_check",
  "name": "same",
  "input": "{{sample.output_text}}",
  "reference": "{{item.a}}",
  "operation": "eq"
}
`;
const JOB = `{
    "model": "o4-mini",
    "method": {
        "type": "reinforcement",
        "reinforcement": {
            "grader": {
                // two of them
                "type": "multi",
                "graders": {
                    "exact": {
                        "type": "string_check", // first
                        "input": "{{sample.output_text}}",
                        "reference": "{{item.a}}",
                        "operation": "eq"
                    },
                    "close": {"type": "text_similarity", "input": "{{sample.output_text}}", "reference": "{{item.a}}", "evaluation_metric": "fuzzy_match"}
                },
                "calculate_output": "0.5 * exact + 0.5 * close"
            }
        }
    }
}
`;
const SAMPLES = '{"item": {"a": "x"}, "model_sample": "x"}\n';
const EXACT = `{
    "type": "string_check", // first
    "input": "{{sample.output_text}}",
    "reference": "{{item.a}}",
    "operation": "eq"
}
`;

const besides = ({ uri }: vscode.TextDocument, name: string) => vscode.Uri.joinPath(uri, "..", name);
const clear = () => vscode.commands.executeCommand("notifications.clearAll");

suite("Extract Grader", () => {
  afterEach(clear);
  after(removeFiles);

  testOnPage("is a refactoring at the cursor: the sub-grader beside its job, with its samples", async () => {
    await writeFile("cut.samples.jsonl", SAMPLES);
    await writeFile("exact.grader.json", "{}");
    const document = await openFile("cut.job.json", JOB);
    await show(document, JOB.indexOf("// first"));
    await page.press("Control+Shift+r");
    await page.waitFor('.action-widget .monaco-list-row:has-text("Extract sub-grader \\"exact\\"")');
    await page.press("Enter");
    await asked("Extract Grader");
    await suggested("exact-2.grader.json");
    await fillIn("exact");
    await inputMessage("exact.grader.json exists already");
    await fillIn("same");
    await page.press("Enter");
    const made = await eventually("the new file", () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.path.endsWith("/same.grader.json") === true ? active : undefined;
    });
    assert.equal(made.getText(), EXACT);
    assert.equal(made.isDirty, false);
    assert.equal(document.getText(), JOB);
    await eventuallyProblems(made, []);
    await told("same.grader.json is made");
    const run = await vscode.commands.executeCommand<{ reward: number }>("graders.run", made.uri);
    assert.equal(run.reward, 1);
  });

  testOnPage("gives a job's grader the job's name, and asks which part where no cursor tells", async () => {
    const document = await openFile("whole.job.json", JOB);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const whole = vscode.commands.executeCommand<vscode.Uri>("graders.extractGrader", document.uri);
    await asked("Extract Grader");
    await suggested("whole.grader.json");
    await page.press("Enter");
    assert.equal((await whole).toString(), besides(document, "whole.grader.json").toString());
    const made = vscode.window.activeTextEditor?.document;
    assert.match(made?.getText() ?? "", /^\{\n {4}\/\/ two of them\n {4}"type": "multi",\n/);

    await show(made!, 0);
    const part = vscode.commands.executeCommand<vscode.Uri>("graders.extractGrader");
    await asked("Extract Grader");
    await choose("close");
    await suggested("close.grader.json");
    await page.press("Escape");
    assert.equal(await part, undefined);
  });

  testOnPage("is refused where there is nothing to extract", async () => {
    const document = await openFile("alone.grader.json", CHECK);
    await show(document);
    assert.equal(await vscode.commands.executeCommand("graders.extractGrader"), undefined);
    await told("a file of its own already");
  });
});

suite("Insert Grader into Job", () => {
  afterEach(clear);
  after(removeFiles);

  test("makes what a job lacks, in its indentation, unsaved, as one undo step", async () => {
    const grader = await openFile("put.grader.json", CHECK);
    const text = '{\n    "model": "o4-mini"\n}\n';
    const job = await openFile("put.job.json", text);
    const uri = await vscode.commands.executeCommand<vscode.Uri>("graders.insertGrader", grader.uri, job.uri);
    assert.equal(uri.toString(), job.uri.with({ fragment: "/method/reinforcement/grader" }).toString());
    const grown = CHECK.trim().replace(
      /\n( *)/g,
      (_, blanks: string) => `\n${" ".repeat(12)}${blanks}${blanks}`,
    );
    assert.equal(
      job.getText(),
      `{
    "model": "o4-mini",
    "method": {
        "type": "reinforcement",
        "reinforcement": {
            "grader": ${grown}
        }
    }
}
`,
    );
    assert.equal(job.isDirty, true);
    assert.equal(vscode.window.activeTextEditor?.document, job);
    await eventuallyProblems(job, []);
    await vscode.commands.executeCommand("undo");
    await textBecomes(job, "the old text", (now) => now === text);
  });

  testOnPage("asks for the job, and before it replaces a grader", async () => {
    const grader = await openFile("swap.grader.json", CHECK);
    const job = await openFile("swap.job.json", JOB);
    await show(grader);
    for (const answer of ["Keep it", "Replace it"]) {
      const inserted = vscode.commands.executeCommand<vscode.Uri | undefined>("graders.insertGrader");
      await asked("Insert Grader into Job");
      await choose("swap.job.json");
      await page.waitFor('.quick-input-widget .monaco-list-row:has-text("multi")');
      await choose(answer);
      const uri = await inserted;
      assert.equal(uri?.fragment, answer === "Replace it" ? "/method/reinforcement/grader" : undefined);
      assert.equal(job.getText() === JOB, answer === "Keep it");
    }
    assert.doesNotMatch(job.getText(), /multi/);
    await vscode.commands.executeCommand("undo");
    await textBecomes(job, "the old text", (now) => now === JOB);
  });

  testOnPage("asks for the grader where an eval is open, and puts it behind the criteria", async () => {
    await writeFile("from.grader.json", CHECK.replace('  "name": "same",\n', ""));
    const list = await openFile(
      "into.eval.json",
      `{\n  "testing_criteria": [\n    ${CHECK.trim()}\n  ]\n}\n`,
    );
    await show(list);
    const inserted = vscode.commands.executeCommand<vscode.Uri>("graders.insertGrader");
    await asked("Insert Grader into Job");
    await choose("from.grader.json");
    assert.equal((await inserted).fragment, "/testing_criteria/1");
    const { testing_criteria: criteria } = JSON.parse(list.getText()) as {
      testing_criteria: readonly { readonly name: string }[];
    };
    assert.deepEqual(
      criteria.map(({ name }) => name),
      ["same", "from"],
    );
    await vscode.commands.executeCommand("undo");
  });

  test("is refused where the job is none", async () => {
    const grader = await openFile("no.grader.json", CHECK);
    const job = await openFile("no.job.json", '{"method": []}');
    assert.equal(
      await vscode.commands.executeCommand("graders.insertGrader", grader.uri, job.uri),
      undefined,
    );
    assert.equal(job.isDirty, false);
  });
});
