import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { removeFiles, writeFile } from "../support/documents";
import { after, suite, test } from "../support/runner";

const run = promisify(execFile);
const SIDES = { input: "{{sample.output_text}}", reference: "{{item.answer}}" };
const CHECK = { type: "string_check", name: "exact", operation: "eq", ...SIDES };
const PYTHON = { type: "python", name: "py", source: "def grade(sample, item):\n    return 1.0" };
const ROW = '{"item": {"answer": "42"}, "model_sample": "42", "expect": {"reward": 1}}\n';

suite("A terminal with graders", () => {
  after(removeFiles);

  /** What the user's shell does there: the suite's VS Code has no terminal emulator, so the shell is ours. */
  async function typed(line: string, file: vscode.Uri): Promise<string> {
    const terminal = await vscode.commands.executeCommand<vscode.Terminal>("graders.openTerminal");
    try {
      const { env = {} } = terminal.creationOptions as vscode.TerminalOptions;
      const cwd = vscode.Uri.joinPath(file, "..").fsPath;
      return (
        await run("/bin/sh", ["-c", line], { cwd, env: { ...process.env, ...env } as NodeJS.ProcessEnv })
      ).stdout;
    } finally {
      terminal.dispose();
    }
  }

  async function grader(name: string, text: object): Promise<vscode.Uri> {
    await writeFile(`${name}.samples.jsonl`, ROW);
    return writeFile(`${name}.grader.json`, JSON.stringify(text));
  }

  test("has this extension's command line, whatever else is installed", async () => {
    const file = await grader("terminal", CHECK);
    const extension = vscode.extensions.getExtension("graders.graders")!;
    const { version } = extension.packageJSON as { version: string };
    assert.equal(await typed("command -v graders", file), `${extension.extensionPath}/dist/bin/graders\n`);
    assert.equal(await typed("graders --version", file), `graders ${version}\n`);
  });

  test("grades there, Python in the sandbox too", async function () {
    this.timeout(180_000);
    const check = await grader("terminal", CHECK);
    const python = await grader("terminalPython", PYTHON);
    for (const file of [check, python]) {
      const line = await typed(`graders run ${basename(file.fsPath)} --format json`, file);
      assert.equal((JSON.parse(line) as { reward: number }).reward, 1);
    }
  });
});
