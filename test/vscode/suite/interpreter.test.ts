import assert from "node:assert/strict";
import { readdir, readFile, symlink } from "node:fs/promises";
import * as vscode from "vscode";
import type { RunResult } from "../../../src/core/result/runResult";
import { removeFiles, writeFile } from "../support/documents";
import { setUserSettings, viewBecomes } from "../support/graders";
import { page } from "../support/page";
import { choosePython } from "../support/pythonExtension";
import { after, afterEach, before, eventually, suite, testOnPage } from "../support/runner";

const PYTHON = "/usr/bin/python3";
/** How long the program sleeps that a grader starts: not to be mistaken for another. */
const SLEEP = "34.5678";
/** Our script for the user's Python, in the build that this VS Code runs. */
const OURS = `${vscode.extensions.getExtension("graders.graders")!.extensionPath}/dist/python/interpreter/main.py`;
const PICK = ".quick-input-widget";
const ROW = '{"item": {"answer": "42"}, "model_sample": "42"}\n';

const python = (...lines: readonly string[]) =>
  JSON.stringify({ type: "python", name: "py", source: lines.join("\n") }, null, 2);

const NUMPY = python("import numpy as np", "def grade(sample, item):", "    return np.mean([0.0, 1.0])");

/** Command lines of running processes that have a text in them. */
async function commandsWith(text: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(text));
}

suite("The user's own Python", () => {
  before(() => setUserSettings({ "python.runtime": "interpreter", "python.interpreterPath": PYTHON }));

  afterEach(() => choosePython(""));

  after(async () => {
    await setUserSettings({ "python.runtime": undefined, "python.interpreterPath": undefined });
    await removeFiles();
  });

  async function grader(name: string, text: string): Promise<vscode.Uri> {
    await writeFile(`${name}.samples.jsonl`, ROW);
    return writeFile(`${name}.grader.json`, text);
  }

  const run = (uri: vscode.Uri) => vscode.commands.executeCommand<RunResult | undefined>("graders.run", uri);

  async function answer(yes: boolean): Promise<string> {
    await page.waitFor(`${PICK} input:focus`);
    const title = await page.text(`${PICK} .quick-input-title`);
    await page.click(`${PICK} .monaco-list-row >> nth=${yes ? 0 : 1}`);
    return title;
  }

  testOnPage("is not started where the user does not allow it", async () => {
    const uri = await grader("refused", NUMPY);
    const running = run(uri);
    await page.waitFor(`${PICK} .monaco-list-row:has-text("outside the sandbox")`);
    assert.equal(await answer(false), `Run graders with ${PYTHON}?`);
    const result = await running;
    assert.equal(result?.metadata.errors.python_grader_server_error, true);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "refused.grader.json");
    assert.match(view.failures[0]?.message ?? "", /was not started/);
    assert.match(view.failures[0]?.mend ?? "", /graders\.python\.runtime/);
    assert.deepEqual(await commandsWith(OURS), []);
  });

  testOnPage("grades with its packages once it is allowed, and is not asked for again", async () => {
    const uri = await grader("numpy", NUMPY);
    const running = run(uri);
    await answer(true);
    const result = await running;
    assert.equal(result?.reward, 0.5);
    const { runtime = "", packages = [] } = result.diagnostics.python ?? {};
    assert.match(runtime, /^interpreter \/usr\/bin\/python3, Python 3\.\d+\.\d+, network (not )?cut off$/);
    assert.deepEqual([packages[0]?.name, packages[0]?.hosted], ["numpy", "2.2.4"]);
    assert.equal((await run(uri))?.reward, 0.5);
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "numpy.grader.json");
    assert.match(JSON.stringify(view), /numpy \S+ \(hosted 2\.2\.4\)/);
  });

  testOnPage("is killed with what it started when the run is cancelled", async () => {
    const uri = await grader(
      "endless",
      python("import subprocess", "def grade(sample, item):", `    subprocess.run(['sleep', '${SLEEP}'])`),
    );
    const running = run(uri);
    await eventually("the program that the grader starts", async () => (await commandsWith(SLEEP))[0]);
    await vscode.commands.executeCommand("graders.cancel");
    assert.equal(await running, undefined);
    await eventually("its end", async () => (await commandsWith(SLEEP)).length === 0 || undefined);
  });

  testOnPage("is the one that the Python extension has chosen where none is set", async () => {
    await setUserSettings({ "python.interpreterPath": undefined });
    const folder = vscode.Uri.joinPath(await grader("chosen", NUMPY), "..").fsPath;
    await symlink(PYTHON, `${folder}/python3`);
    await choosePython(`${folder}/python3`);
    const uri = await grader("chosen", NUMPY);
    const running = run(uri);
    assert.equal(await answer(true), `Run graders with ${folder}/python3?`);
    assert.match(
      (await running)?.diagnostics.python?.runtime ?? "",
      new RegExp(`^interpreter ${folder}/python3, `),
    );
  });

  testOnPage("may be named from the workspace's folder", async () => {
    const uri = await grader("named", NUMPY);
    const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, ".."), false);
    await setUserSettings({ "python.interpreterPath": `\${workspaceFolder}/${folder}/python3` });
    const result = await run(uri);
    assert.equal(result?.reward, 0.5);
    await setUserSettings({ "python.interpreterPath": PYTHON });
  });

  testOnPage("is errored with a mend where it is missing", async () => {
    await setUserSettings({ "python.interpreterPath": "/nowhere/python3" });
    const running = run(await grader("missing", NUMPY));
    await answer(true);
    await running;
    const view = await viewBecomes("run", ({ heading }) => heading.grader === "missing.grader.json");
    assert.equal(view.failures[0]?.message, "There is no Python at /nowhere/python3.");
    assert.match(view.failures[0].mend ?? "", /graders\.python\.interpreterPath/);
  });

  testOnPage("does not validate: the sandbox parses", async () => {
    const uri = await grader("syntax", python("def grade(sample, item) return 1"));
    await vscode.commands.executeCommand("graders.validate", uri);
    const [found] = vscode.languages.getDiagnostics(uri);
    assert.match(found?.message ?? "", /grader "py", line 1, column/);
    await setUserSettings({ "python.interpreterPath": PYTHON });
  });
});
