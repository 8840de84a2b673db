import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { openTab, removeFiles, writeFile } from "../support/documents";
import { viewBecomes } from "../support/graders";
import { after, suite, test } from "../support/runner";

const MB = 1024 * 1024;
const EXACT = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation: "eq",
};

/** Some 500 MB of rows; the last line says so. */
async function writeLong(uri: vscode.Uri): Promise<void> {
  const row = (name: string) =>
    `${JSON.stringify({ name, item: { a: "x" }, model_sample: "x".repeat(400) })}\n`;
  const first = JSON.stringify({ name: "first", item: { a: "x" }, model_sample: "x" });
  const lines = Buffer.from(row("one of many").repeat(Math.ceil(MB / row("one of many").length)));
  const file = await open(uri.fsPath, "w");
  try {
    await file.write(`${first}\n`);
    for (let written = 0; written < 500 * MB; written += lines.length) await file.write(lines);
  } finally {
    await file.close();
  }
}

function memory(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

suite("A grader beside 500 MB of samples", () => {
  after(removeFiles);

  test("is opened and run without them in the host's memory", async function () {
    this.timeout(180_000);
    await writeLong(await writeFile("long.samples.jsonl"));
    // What the first grader of a window loads is not the rows'.
    const small = await openTab("small.grader.json", JSON.stringify(EXACT));
    await writeFile("small.samples.jsonl", JSON.stringify({ item: { a: "x" }, model_sample: "x" }));
    await vscode.commands.executeCommand("graders.run", small.uri);
    const before = memory();
    const grader = await openTab("long.grader.json", JSON.stringify(EXACT));
    const result = await vscode.commands.executeCommand<RunResult>("graders.run", grader.uri);
    assert.equal(result.reward, 1);
    const view = await viewBecomes("run", ({ strip }) => strip?.shortened !== undefined);
    assert.equal(view.strip?.shortened, "The first 500 samples of a long file.");
    assert.equal(view.heading.sample, "sample 1 “first”");
    const grown = (memory() - before) / MB;
    assert.ok(grown < 50, `the host has ${grown.toFixed(0)} MB more`);
    const summary = await vscode.commands.executeCommand<{ rows: number }>("graders.runAll", grader.uri);
    assert.equal(summary.rows, 500);
  });
});
