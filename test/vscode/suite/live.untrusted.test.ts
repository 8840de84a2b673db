import * as vscode from "vscode";
import { openTab, writeFile } from "../support/documents";
import { services, setUserSettings } from "../support/graders";
import { after, eventually, suite, test } from "../support/runner";

const CHECK = { type: "string_check", input: "{{sample.output_text}}", reference: "a", operation: "eq" };
const MULTI = {
  type: "multi",
  graders: { check: CHECK, code: { type: "python", source: "def grade(sample, item):\n    return 1\n" } },
  calculate_output: "check + code",
};

suite("Live reward in a workspace that is not trusted", () => {
  after(() => setUserSettings({ live: undefined }));

  test("has no Python, whatever the setting, and the rest", async () => {
    await setUserSettings({ live: "onType" });
    await writeFile("untrusted.samples.jsonl", '{"item": {}, "model_sample": "a"}\n');
    const document = await openTab("untrusted.grader.json", JSON.stringify(MULTI, null, 2));
    const { live } = await services();
    await eventually("the reward of the string check alone", () => {
      const lines = live.lines(document).map(({ path, text }) => [path.at(-1), text]);
      return JSON.stringify(lines) === '[["check","1.00"]]' || undefined;
    });
    await document.save();
    await vscode.window.showTextDocument(document);
    await eventually("no more after saving", () => live.lines(document).length === 1 || undefined);
  });
});
