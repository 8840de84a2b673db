import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Summary } from "../../../src/core/runs/tally";
import type { RunResult } from "../../../src/core/result/runResult";
import type { Validation } from "../../../src/extension/runs/activity";
import { viewBecomes } from "../support/graders";
import { openTab, removeFiles, show, writeFile } from "../support/documents";
import { hoverAt } from "../support/hovers";
import { allChecked, cursorIn, eventuallyProblems, problemsOf } from "../support/problems";
import { after, before, eventually, suite, test } from "../support/runner";
import { completionsAt, labelOf } from "../support/suggestions";

const CHECK = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const ROWS = [
  { item: { answer: "42" }, model_sample: "42" },
  { item: { answer: "43" }, model_sample: "44" },
];
const jobText = (grader: unknown) =>
  JSON.stringify(
    { model: "o4-mini", method: { type: "reinforcement", reinforcement: { grader } }, seed: 1 },
    null,
    2,
  );
const evalText = (...criteria: readonly unknown[]) =>
  JSON.stringify({ name: "answers", testing_criteria: criteria }, null, 2);

async function lensesOf(document: vscode.TextDocument): Promise<readonly string[]> {
  return eventually("lenses", async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      100,
    );
    const shown = lenses.map(({ range, command }) => {
      const [uri] = (command?.arguments ?? []) as [vscode.Uri];
      return `${range.start.line} ${command?.title} ${uri.fragment}`;
    });
    return shown.length > 0 ? shown : undefined;
  });
}

suite("Graders within other files", () => {
  before(async () => {
    for (const name of ["help", "run", "both", "cursor", "whole"])
      await writeFile(`${name}.samples.jsonl`, ROWS.map((row) => JSON.stringify(row)).join("\n"));
  });
  after(removeFiles);

  test("a job's grader has the schema's findings, and ours at their places", async () => {
    const grader = { ...CHECK, operation: "neq", reference: "{{itme.answer}}" };
    const document = await openTab("faulty.job.json", jobText(grader));
    await eventuallyProblems(
      document,
      [
        ["itme.answer", true],
        ['"neq"', false],
      ],
      ({ at, ours }) => [at, ours],
    );
  });

  test("each criterion of an eval too", async () => {
    const similar = {
      type: "text_similarity",
      name: "close",
      input: "{{sample.output_text}}",
      reference: "x",
    };
    const document = await openTab(
      "faulty.eval.json",
      evalText({ ...CHECK, input: "{{smaple.a}}" }, similar),
    );
    await eventuallyProblems(
      document,
      [
        ["smaple.a", true],
        ["{", false],
        ['"text_similarity"', true],
      ],
      ({ at, ours }) => [at.startsWith("{") ? "{" : at, ours],
    );
  });

  test("an ordinary file beside them gets nothing", async () => {
    const text = jobText({ ...CHECK, reference: "{{itme.answer}}", operation: "neq" });
    const plain = await openTab("plain.json", text);
    const criteria = await openTab("criteria.json", evalText({ ...CHECK, reference: "{{itme.answer}}" }));
    await allChecked();
    assert.deepEqual([...problemsOf(plain), ...problemsOf(criteria)], []);
    const offset = plain.getText().indexOf("{{sample.") + "{{sample.".length;
    const offered = (await completionsAt(plain, offset)).filter(
      ({ kind }) => kind === vscode.CompletionItemKind.Field,
    );
    assert.deepEqual(offered, []);
  });

  test("templates are completed and explained by the rows beside a job", async () => {
    const { text, offset } = cursorIn(jobText({ ...CHECK, reference: "{{item.|}}" }));
    const document = await openTab("help.job.json", text);
    const offered = (await completionsAt(document, offset)).filter(
      ({ kind }) => kind === vscode.CompletionItemKind.Field,
    );
    assert.deepEqual(offered.map(labelOf), ["answer"]);
    const hover = await hoverAt(document, text.indexOf("sample.output_text") + 10);
    assert.match(hover, /42/);
  });

  test("fields of a grader are completed and explained by the schema", async () => {
    const { text, offset } = cursorIn(evalText({ type: "string_check", operation: "|" }));
    const document = await openTab("fields.eval.json", text);
    const labels = (await completionsAt(document, offset)).map(labelOf);
    for (const operation of ["eq", "ne", "like", "ilike"])
      assert.ok(labels.includes(`"${operation}"`), labels.join());
    assert.match(await hoverAt(document, text.indexOf("operation")), /How the texts are compared/);
  });

  test("a sub-grader of a job's multi is renamed where it is used", async () => {
    const multi = { type: "multi", graders: { exact: CHECK }, calculate_output: "0.5 * exact" };
    const document = await openTab("rename.job.json", jobText(multi));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      document.positionAt(document.getText().indexOf("0.5 * exact") + 7),
      "same",
    );
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /"same": \{[^]*0\.5 \* same/);
  });

  test("lenses stand above a job's grader, an eval and each criterion, and run it", async () => {
    const job = await openTab("run.job.json", jobText(CHECK));
    const base = "/method/reinforcement/grader";
    assert.deepEqual(await lensesOf(job), [
      `5 $(checklist) Validate ${base}`,
      `5 $(play) Run on Sample ${base}`,
      `5 sample 1 of 2 ${base}`,
    ]);
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", job.uri);
    assert.equal(result.reward, 1);
    const both = await openTab("both.eval.json", evalText(CHECK, { ...CHECK, operation: "ne" }));
    const shown = await lensesOf(both);
    assert.deepEqual(
      shown.filter((lens) => lens.includes("Validate")),
      [
        "0 $(checklist) Validate ",
        "3 $(checklist) Validate /testing_criteria/0",
        "10 $(checklist) Validate /testing_criteria/1",
      ],
    );
  });

  test("a command takes the criterion at the cursor", async () => {
    const text = evalText(CHECK, { ...CHECK, name: "other", operation: "ne" });
    const document = await openTab("cursor.eval.json", text);
    await show(document, text.indexOf('"ne"'));
    const result = await vscode.commands.executeCommand<RunResult>("graders.run");
    assert.deepEqual([result.metadata.name, result.reward], ["other", 0]);
  });

  test("an eval runs as a whole and in parts, and the panel shows which criteria passed", async () => {
    const close = {
      type: "text_similarity",
      name: "close",
      input: "{{sample.output_text}}",
      reference: "{{item.answer}}",
      evaluation_metric: "fuzzy_match",
      pass_threshold: 0.5,
    };
    const document = await openTab("whole.eval.json", evalText(CHECK, close));
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", document.uri, 1);
    assert.deepEqual(
      [result.reward, result.diagnostics.passed, result.sub_rewards],
      [0, false, { exact: 0, close: 0.5 }],
    );
    const view = await viewBecomes("run");
    assert.deepEqual(
      [view.heading.grader, view.reward.text, view.parts.map(({ passed }) => passed?.yes)],
      ["whole.eval.json", "1 of 2", [false, true]],
    );
    await eventually("the last results", async () => {
      const shown = await lensesOf(document);
      return (
        shown.includes("0 1 of 2 criteria passed ") &&
        shown.includes("10 0.50 passed /testing_criteria/1") &&
        shown
      );
    });
    const summary = await vscode.commands.executeCommand<Summary>("graders.runAll", document.uri);
    assert.deepEqual([summary.rows, summary.mean], [2, 0.5]);
    await vscode.commands.executeCommand(
      "graders.run",
      document.uri.with({ fragment: "/testing_criteria/1" }),
    );
    await viewBecomes("run", ({ heading }) => heading.grader === 'whole.eval.json › criterion "close"');
  });

  test("Validate finds the faults of every criterion", async () => {
    const document = await openTab("checked.eval.json", evalText(CHECK, { ...CHECK, input: "{{smaple.a}}" }));
    const validation = await vscode.commands.executeCommand<Validation>("graders.validate", document.uri);
    assert.deepEqual(
      validation.problems.map(({ code, path }) => [code, path.join(".")]),
      [["template-namespace", "testing_criteria.1.input"]],
    );
  });

  test("files of the setting have the schema's findings by us", async () => {
    const settings = vscode.workspace.getConfiguration("graders");
    const text = JSON.stringify({
      reward: { ...CHECK, operation: "neq", reference: "{{itme.a}}" },
      other: 1,
    });
    const document = await openTab("configs/train.json", text);
    await allChecked();
    assert.deepEqual(problemsOf(document), []);
    await settings.update("embedded.files", ["configs/*.json"], vscode.ConfigurationTarget.Workspace);
    try {
      await eventuallyProblems(
        document,
        [
          ["itme.a", true],
          ['"neq"', true],
        ],
        ({ at, ours }) => [at, ours],
      );
      const lenses = await lensesOf(document);
      assert.equal(lenses[0], "0 $(checklist) Validate /reward");
    } finally {
      await settings.update("embedded.files", undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventuallyProblems(document, []);
  });
});
