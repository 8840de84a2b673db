import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PanelView, RunView, StripCell } from "../../../src/core/report/panel/panelView";
import type { Summary } from "../../../src/core/runs/tally";
import { openTab, removeFiles, setText, writeFile } from "../support/documents";
import { services, setUserSettings, viewBecomes } from "../support/graders";
import { lensTitles } from "../support/quickFixes";
import { after, eventually, suite, test } from "../support/runner";

const EXACT = JSON.stringify({
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
});
const row = (name: string, output: string, more: object = {}) =>
  JSON.stringify({ name, item: { answer: "a" }, model_sample: output, ...more });
const [RIGHT, WRONG] = [row("right", "a"), row("wrong", "b")];

interface Files {
  readonly grader: vscode.TextDocument;
  readonly samples: vscode.TextDocument;
}

async function open(name: string, rows: readonly string[], text = EXACT): Promise<Files> {
  const samples = await vscode.workspace.openTextDocument(
    await writeFile(`${name}.samples.jsonl`, rows.join("\n")),
  );
  return { grader: await openTab(`${name}.grader.json`, text), samples };
}

const told = (cells: readonly StripCell[]) =>
  cells.map(({ label, text, passed }) => [label, text, ...(passed === undefined ? [] : [passed])]);

function stripOf(view: PanelView) {
  return "strip" in view ? told(view.strip.cells) : undefined;
}

/** Waits for the strip of the result on show. */
async function stripBecomes(wanted: readonly (readonly unknown[])[]): Promise<RunView> {
  const text = JSON.stringify(wanted);
  const { panel } = await services();
  try {
    return await viewBecomes("run", (view) => JSON.stringify(stripOf(view)) === text);
  } catch (error) {
    const { view } = panel;
    throw new Error(`The strip is ${JSON.stringify(stripOf(view))} in ${view.kind}, and not ${text}.`, {
      cause: error,
    });
  }
}

suite("Results belong to rows", () => {
  after(async () => {
    await setUserSettings({ provider: undefined, "custom.baseUrl": undefined });
    await removeFiles();
  });

  test("a line put on top of the samples takes no other row's result", async () => {
    const { grader, samples } = await open("moved", [RIGHT, WRONG]);
    await vscode.commands.executeCommand("graders.runAll", grader.uri);
    await vscode.commands.executeCommand("graders.run", grader.uri, 1);
    await stripBecomes([
      ["right", "1.00"],
      ["wrong", "0.00"],
    ]);
    await setText(samples, [row("new", "c"), WRONG, RIGHT].join("\n"));
    await stripBecomes([
      ["new", "not run yet"],
      ["wrong", "0.00"],
      ["right", "1.00"],
    ]);
    const lenses = await lensTitles(grader);
    assert.ok(lenses.includes("sample 2 of 3 “wrong”") && lenses.includes("0.00"), lenses.join());
    await vscode.commands.executeCommand("graders.run", grader.uri, 0);
    const { reward } = await viewBecomes("run", ({ heading }) => heading.sample === "sample 1 of 3 “new”");
    assert.equal(reward.was, undefined, "the new row was never graded before");
  });

  test("a row that is another now has no result, and one that is only spoken of keeps its own", async () => {
    const { grader, samples } = await open("changed", [RIGHT, WRONG]);
    await vscode.commands.executeCommand("graders.runAll", grader.uri);
    await setText(samples, [row("renamed", "a", { expect: { reward: 0 } }), row("wrong", "bb")].join("\n"));
    await stripBecomes([
      ["renamed", "1.00", false],
      ["wrong", "not run yet"],
    ]);
  });

  test("equal rows have a result each", async () => {
    const { grader } = await open("equal", [RIGHT, RIGHT, WRONG]);
    await vscode.commands.executeCommand("graders.run", grader.uri, 1);
    await stripBecomes([
      ["right", "not run yet"],
      ["right", "1.00"],
      ["wrong", "not run yet"],
    ]);
  });

  test("the results of all rows follow their grader when it is renamed", async () => {
    const { grader, samples } = await open("old", [RIGHT, WRONG]);
    await vscode.commands.executeCommand("graders.runAll", grader.uri);
    const inFolder = (name: string) => vscode.Uri.joinPath(grader.uri, "..", name);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(samples.uri, inFolder("new.samples.jsonl"));
    edit.renameFile(grader.uri, inFolder("new.grader.json"));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await viewBecomes("run", ({ heading }) => heading.grader === "new.grader.json");
    await stripBecomes([
      ["right", "1.00"],
      ["wrong", "0.00"],
    ]);
  });

  test("a run of one row ends no batch", async () => {
    const source = "import time\ndef grade(sample, item):\n    time.sleep(0.3)\n    return 1";
    const { grader } = await open(
      "lanes",
      Array.from({ length: 8 }, (_, index) => row(`r${index}`, String(index))),
      JSON.stringify({ type: "python", name: "slow", source }),
    );
    const batch = vscode.commands.executeCommand<Summary>("graders.runAll", grader.uri);
    await eventually("the batch", async () => {
      const { view } = (await services()).panel;
      return "strip" in view && view.strip.running ? true : undefined;
    });
    await vscode.commands.executeCommand("graders.run", grader.uri, 7);
    const { rows, scored } = await batch;
    assert.deepEqual({ rows, scored }, { rows: 8, scored: 8 });
  });

  test("a heading names the provider that was asked, whatever is chosen later", async () => {
    await setUserSettings({ provider: "custom", "custom.baseUrl": "http://127.0.0.1:9/v1" });
    const { grader } = await open("asked", [RIGHT]);
    await vscode.commands.executeCommand("graders.run", grader.uri);
    const failure = await viewBecomes("failure", ({ heading }) => heading.grader === "asked.grader.json");
    assert.equal(failure.heading.provider, "custom");
    await setUserSettings({ provider: "engine" });
    await setText(grader, `${EXACT}\n`);
    const { panel } = await services();
    // Drawn anew: another object.
    await eventually("the next drawing", () => (panel.view === failure ? undefined : true));
    assert.equal(panel.view.kind === "failure" && panel.view.heading.provider, "custom");
  });
});
