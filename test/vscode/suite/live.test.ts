import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openTab, removeFiles, setText, show, writeFile } from "../support/documents";
import { services, setUserSettings } from "../support/graders";
import { page } from "../support/page";
import { after, afterEach, before, eventually, suite, test, testOnPage } from "../support/runner";

const check = (reference: string) => ({
  type: "string_check",
  input: "{{sample.output_text}}",
  reference,
  operation: "eq",
});
const python = (source: string) => ({ type: "python", source: `def grade(sample, item):\n    ${source}\n` });
const multi = (graders: Record<string, unknown>, calculate_output: string) => ({
  type: "multi",
  graders,
  calculate_output,
});
const ROWS = ["a", "b", "a", "c"].map((model_sample) =>
  JSON.stringify({ item: { answer: model_sample }, model_sample }),
);

async function openGrader(name: string, grader: unknown): Promise<vscode.TextDocument> {
  await writeFile(`${name}.samples.jsonl`, ROWS.join("\n"));
  return openTab(`${name}.grader.json`, `${JSON.stringify(grader, null, 2)}\n`);
}

async function shown(document: vscode.TextDocument): Promise<readonly string[]> {
  const lines = (await services()).live.lines(document);
  return lines.map(({ path, text, tone }) => `${path.at(-1) ?? "whole"} ${tone}: ${text}`);
}

/** Python's first start takes its time. */
async function becomes(
  document: vscode.TextDocument,
  lines: readonly string[],
  limitMs = 20_000,
): Promise<void> {
  let now: readonly string[] = [];
  await eventually(
    `live rewards ${lines.join("; ")}`,
    async () => {
      now = await shown(document);
      return JSON.stringify(now) === JSON.stringify(lines) || undefined;
    },
    limitMs,
  ).catch((error: unknown) => assert.deepEqual(now, lines, String(error)));
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  assert.ok(document.getText().includes(from));
  await setText(document, document.getText().replace(from, to));
}

/** Texts behind the ends of lines are drawn by styles. */
const BEHIND_LINES = `[...document.querySelectorAll(".view-line span span")].map((span) => getComputedStyle(span, "::after").content)`;

async function onScreen(text: string): Promise<void> {
  await eventually(`${text} on screen`, async () => {
    const behind = (await page.evaluate(BEHIND_LINES)) as readonly string[];
    return (
      behind.map((content) => content.replaceAll("\u00a0", " ")).includes(JSON.stringify(text)) || undefined
    );
  });
}

/** In a browser VS Code saves by itself after a second, unless told. */
function setAutoSave(value: string | undefined): Thenable<void> {
  const { Global } = vscode.ConfigurationTarget;
  return vscode.workspace.getConfiguration("files").update("autoSave", value, Global);
}

suite("Live reward", () => {
  before(() => setAutoSave("off"));
  after(() => setAutoSave(undefined));
  afterEach(() => setUserSettings({ live: undefined }));
  after(removeFiles);

  test("stands at each grader's line and follows the text", async () => {
    const document = await openGrader(
      "follows",
      multi({ one: check("a"), two: check("b") }, "0.5 * one + 0.2 * two"),
    );
    await becomes(document, ["whole scored: 0.50", "one scored: 1.00", "two scored: 0.00"]);
    await replace(document, "0.5 *", "0.7 *");
    await becomes(document, [
      "whole scored: 0.70 · 2 of 4 rows changed, mean 0.30 → 0.40",
      "one scored: 1.00",
      "two scored: 0.00",
    ]);
    await document.save();
    await becomes(document, ["whole scored: 0.70", "one scored: 1.00", "two scored: 0.00"]);
    await replace(document, '"reference": "a"', '"reference": "{{item.missing}}"');
    await becomes(document, [
      "whole errored: errored: Variable not found · 4 of 4 rows newly errored",
      "one errored: errored: Variable not found",
      "two scored: 0.00",
    ]);
  });

  testOnPage("is on screen, at the end of the line, as one types", async () => {
    const document = await openGrader("typed", check("a"));
    await becomes(document, ["whole scored: 1.00"]);
    await show(document, document.getText().indexOf('a",\n  "operation"') + 1);
    await page.type("b");
    await onScreen("0.00 · 2 of 4 rows changed, mean 0.50 → 0.00");
    await page.press("Backspace");
    await onScreen("1.00");
  });

  test("stays, as stale, while the JSON or the grader is broken", async () => {
    const document = await openGrader("broken", check("a"));
    await becomes(document, ["whole scored: 1.00"]);
    await replace(document, '"eq"', '"eqq"');
    await becomes(document, ["whole stale: 1.00"]);
    await replace(document, '"eqq"', '"ne"');
    await becomes(document, ["whole scored: 0.00 · 4 of 4 rows changed, mean 0.50 → 0.50"]);
    await replace(document, '"ne"', '"ne');
    await becomes(document, ["whole stale: 0.00 · 4 of 4 rows changed, mean 0.50 → 0.50"]);
  });

  test("follows the samples, and the choice among them", async () => {
    const document = await openGrader("rows", check("a"));
    await becomes(document, ["whole scored: 1.00"]);
    await vscode.commands.executeCommand("graders.run", document.uri, 1);
    await becomes(document, ["whole scored: 0.00"]);
    const samples = await vscode.workspace.openTextDocument(
      document.uri.with({ path: document.uri.path.replace("grader.json", "samples.jsonl") }),
    );
    await replace(samples, '"model_sample":"b"', '"model_sample":"a"');
    await becomes(document, ["whole scored: 1.00"]);
  });

  test("goes with the samples file, and comes back with it", async () => {
    const document = await openGrader("gone", check("a"));
    await becomes(document, ["whole scored: 1.00"]);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(document.uri, "..", "gone.samples.jsonl"));
    await becomes(document, []);
    await writeFile("gone.samples.jsonl", ROWS[1]);
    await becomes(document, ["whole scored: 0.00"]);
  });

  test("of a multi with a judge has only what is graded here", async () => {
    const judge = {
      type: "score_model",
      model: "gpt-4o-2024-08-06",
      input: [{ role: "user", content: "{{item.answer}}" }],
    };
    const document = await openGrader("judge", multi({ one: check("a"), judge }, "one + judge"));
    await becomes(document, ["one scored: 1.00"]);
    await replace(document, '"reference": "a"', '"reference": "c"');
    await becomes(document, ["one scored: 0.00 · 3 of 4 rows changed, mean 0.50 → 0.25"]);
  });

  test("waits for Python until it is saved", async function () {
    this.timeout(90_000);
    const document = await openGrader(
      "python",
      multi({ one: check("a"), code: python("return 0.25") }, "one + code"),
    );
    await becomes(document, ["one scored: 1.00"]);
    await replace(document, "return 0.25", "return 0.75");
    await document.save();
    const saved = ["whole scored: 1.75", "one scored: 1.00", "code scored: 0.75"];
    await becomes(document, saved, 60_000);
    await replace(document, "one + code", "one - code");
    await becomes(document, [
      "whole scored: 0.25 · 4 of 4 rows changed, mean 1.25 → -0.25",
      "one scored: 1.00",
      "code scored: 0.75",
    ]);
    await replace(document, "return 0.75", "return 0.5");
    await becomes(document, ["whole stale: 0.25", "one scored: 1.00", "code stale: 0.75"]);
  });

  test("pauses Python that is slow until it is saved again", async function () {
    this.timeout(120_000);
    await setUserSettings({ live: "onType" });
    const grader = multi({ one: check("a"), code: python("return 1") }, "one + code");
    const document = await openGrader("slow", grader);
    await becomes(document, ["whole scored: 2.00", "one scored: 1.00", "code scored: 1.00"], 60_000);
    await replace(document, "return 1", "while True: pass");
    const paused = "paused: paused: slow";
    await becomes(document, [`whole ${paused}`, "one scored: 1.00", `code ${paused}`], 60_000);
    const quick = document.getText().replace("while True: pass", "return 0.125");
    await setText(document, quick.replace('"reference": "a"', '"reference": "b"'));
    await becomes(document, [`whole ${paused}`, "one scored: 0.00", `code ${paused}`]);
    await document.save();
    await becomes(document, ["whole scored: 0.125", "one scored: 0.00", "code scored: 0.125"], 60_000);
  });

  test("comes when it is saved, or not at all, as the setting has it", async () => {
    await setUserSettings({ live: "onSave" });
    const document = await openGrader("setting", check("a"));
    await becomes(document, ["whole scored: 1.00"]);
    await replace(document, '"eq"', '"ne"');
    await becomes(document, ["whole stale: 1.00"]);
    await document.save();
    await becomes(document, ["whole scored: 0.00"]);
    await setUserSettings({ live: "off" });
    await becomes(document, []);
    await setUserSettings({ live: undefined });
    await becomes(document, ["whole scored: 0.00"]);
  });
});
