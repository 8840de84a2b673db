import assert from "node:assert/strict";
import * as vscode from "vscode";
import { graderStem, recordingsName } from "../../../src/core/grader/fileNames";
import { readRecordings } from "../../../src/core/judge/recordings";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { discard, removeFiles, setText, textBecomes, writeFile } from "../support/documents";
import { setUserSettings } from "../support/graders";
import { MemoryFiles } from "../support/memoryFiles";
import { takeFirst, told } from "../support/quickInput";
import { after, before, suite, testOnPage } from "../support/runner";

const GRADER = JSON.stringify({
  type: "score_model",
  model: "gpt-4.1",
  input: [{ role: "user", content: "Score this: {{sample.output_text}}" }],
});
const ROWS = ["one", "two", "three"].map((text) => JSON.stringify({ item: {}, model_sample: text }));
/** A line that was not ended. */
const KEPT = JSON.stringify({ request_hash: "before", content: "{}" });

/** A disk of which one file can't be written. */
class LockedFiles extends MemoryFiles {
  override writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (uri.path === "/locked.judge.jsonl") throw vscode.FileSystemError.NoPermissions("It is locked.");
    super.writeFile(uri, content);
  }
}

suite("Recordings", () => {
  let server: JudgeServer;
  let registered: vscode.Disposable;

  before(async () => {
    registered = vscode.workspace.registerFileSystemProvider("memfs", new LockedFiles());
    server = await startJudgeServer();
    server.replyWith(completion(verdict(0.75)));
    const models = { "*": { baseUrl: server.baseUrl, model: "judge" } };
    await setUserSettings({ "judge.models": models, "judge.mode": "record" });
  });

  after(async () => {
    await setUserSettings({ "judge.models": undefined, "judge.mode": undefined });
    registered.dispose();
    await server.close();
    await removeFiles();
  });

  const beside = (grader: vscode.Uri, name: string) => vscode.Uri.joinPath(grader, "..", name);
  const write = (uri: vscode.Uri, text: string) =>
    vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const text = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const gradeAll = (grader: vscode.Uri) => vscode.commands.executeCommand("graders.runAll", grader);

  /** @returns where its answers are recorded */
  async function writeGrader(grader: vscode.Uri): Promise<vscode.Uri> {
    await write(grader, GRADER);
    await write(beside(grader, `${graderStem(grader.path)}.samples.jsonl`), ROWS.join("\n"));
    return beside(grader, recordingsName(grader.path));
  }

  function assertGrown(grown: string): void {
    assert.ok(grown.startsWith(`${KEPT}\n`), grown);
    const { recordings, problems } = readRecordings(grown);
    assert.deepEqual([recordings.size, problems], [1 + ROWS.length, []]);
  }

  testOnPage("grow line by line behind what was there, also where an editor shows them", async () => {
    const grader = await writeFile("grown.grader.json", GRADER);
    const recordings = await writeGrader(grader);
    await write(recordings, KEPT);
    const shown = await vscode.workspace.openTextDocument(recordings);
    await vscode.window.showTextDocument(shown, { preview: false });
    const grading = gradeAll(grader);
    await takeFirst();
    await grading;
    assertGrown(await text(recordings));
    assertGrown(await textBecomes(shown, "the lines", (now) => now.split("\n").length > ROWS.length));

    await setText(shown, "unsaved");
    await gradeAll(grader);
    assert.equal((await text(recordings)).trimEnd().split("\n").length, 1 + 2 * ROWS.length);
    assert.deepEqual([shown.getText(), shown.isDirty], ["unsaved", true]);
    await discard(shown);
  });

  testOnPage("are kept on other file systems too, and told of where they can't be", async () => {
    const grader = vscode.Uri.parse("memfs:/virtual.grader.json");
    const recordings = await writeGrader(grader);
    await write(recordings, KEPT);
    await gradeAll(grader);
    assertGrown(await text(recordings));

    const locked = vscode.Uri.parse("memfs:/locked.grader.json");
    await writeGrader(locked);
    await gradeAll(locked);
    await told("/locked.judge.jsonl can't be written: It is locked.");
  });
});
