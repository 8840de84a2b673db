import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile as writeHostFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { waysOut } from "../../support/waysOut";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { after, eventually, suite, test } from "../support/runner";
import { busySandboxes, sandboxes } from "../support/sandboxes";

const python = (...lines: readonly string[]) =>
  JSON.stringify({ type: "python", name: "py", source: lines.join("\n") }, null, 2);

const ROW = '{"item": {"answer": "42"}, "model_sample": "42"}\n';

suite("Python graders", () => {
  after(async () => {
    await setUserSettings({ timeoutSeconds: undefined });
    await removeFiles();
  });

  async function grader(name: string, text: string): Promise<vscode.Uri> {
    await writeFile(`${name}.samples.jsonl`, ROW);
    return writeFile(`${name}.grader.json`, text);
  }

  const run = (uri: vscode.Uri) => vscode.commands.executeCommand<RunResult | undefined>("graders.run", uri);

  test("run in the sandbox, with what they print", async function () {
    this.timeout(120_000);
    const uri = await grader(
      "scores",
      python(
        "def grade(sample, item):",
        "    print('seen')",
        "    return 0.5 * (sample['output_text'] == item['answer'])",
      ),
    );
    const result = await run(uri);
    assert.equal(result?.reward, 0.5);
    assert.equal(result.diagnostics.python?.stdout, "seen\n");
  });

  test("find no way out of the sandbox", async function () {
    this.timeout(180_000);
    const folder = await mkdtemp(path.join(tmpdir(), "graders-host-"));
    const at = (name: string) => path.join(folder, name);
    const host = { file: at("canary.txt"), socket: at("listens"), newSocket: at("new") };
    await writeHostFile(host.file, "canary-77");
    let connections = 0;
    const listener = createServer((client) => {
      connections++;
      client.end();
    }).listen(host.socket);
    await once(listener, "listening");
    try {
      for (const [name, source] of Object.entries(waysOut(host))) {
        const result = await run(await grader("out", python(source)));
        assert.equal(result?.metadata.errors.python_grader_runtime_error, true, name);
        assert.ok(!JSON.stringify(result).includes("canary-77"), name);
      }
      assert.equal(existsSync(host.newSocket), false);
      assert.equal(connections, 0);
    } finally {
      listener.close();
      await rm(folder, { recursive: true });
    }
  });

  test("that fail show a traceback which leads into the JSON", async () => {
    const uri = await grader("fails", python("def grade(sample, item):", "    return item['missing']"));
    const result = await run(uri);
    assert.equal(result?.metadata.errors.python_grader_runtime_error, true);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "fails.grader.json");
    const frame = view.failures[0]?.places.at(-1);
    assert.match(frame?.label ?? "", /line 2/);
    assert.equal(frame?.place.in, "grader");
  });

  test("with a syntax error are underlined inside their string by Validate", async () => {
    const text = python("import math", "", "", "", "", "", "def grade(sample, item) return 1");
    const uri = await grader("syntax", text);
    await vscode.commands.executeCommand("graders.validate", uri);
    const [found, ...others] = vscode.languages.getDiagnostics(uri);
    assert.equal(others.length, 0);
    assert.match(found?.message ?? "", /grader "py", line 7, column/);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(found && document.offsetAt(found.range.start) > text.indexOf("def grade"));
    assert.ok(document.offsetAt(found.range.end) <= text.lastIndexOf('"'));
  });

  test("are killed when the run is cancelled", async function () {
    this.timeout(180_000);
    const uri = await grader("endless", python("def grade(sample, item):", "    while True: pass"));
    const running = run(uri);
    const before = await busySandboxes();
    await vscode.commands.executeCommand("graders.cancel");
    assert.equal(await running, undefined);
    await eventually("the busy process to end", async () => {
      const now = await sandboxes();
      return before.some((line) => !now.includes(line)) || undefined;
    });
  });

  test("stay on show while they run, when another run of theirs is ended by this one", async function () {
    this.timeout(120_000);
    const uri = await grader("twice", python("def grade(sample, item):", "    while True: pass"));
    const first = run(uri);
    await viewBecomes("running", ({ heading }) => heading.grader === "twice.grader.json");
    const second = run(uri);
    assert.equal(await first, undefined);
    await viewBecomes("running", ({ heading }) => heading.grader === "twice.grader.json");
    await vscode.commands.executeCommand("graders.cancel");
    assert.equal(await second, undefined);
  });

  test("are ended at the time limit", async function () {
    this.timeout(120_000);
    await setUserSettings({ timeoutSeconds: 2 });
    const uri = await grader("slow", python("def grade(sample, item):", "    while True: pass"));
    const result = await run(uri);
    const view = await viewBecomes(
      result ? "run" : "failure",
      ({ heading }) => heading.grader === "slow.grader.json",
    );
    assert.match(JSON.stringify(view), /time|longer than/i);
  });
});
