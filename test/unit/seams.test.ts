import { ESLint, Linter } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";

/** What ESLint says of a line in a file of ours, by the rules that keep the seams. */
async function refusals(file: string, line: string): Promise<readonly string[]> {
  const config = (await new ESLint().calculateConfigForFile(file)) as Linter.Config;
  const rule = config.rules?.["no-restricted-syntax"] ?? "off";
  const languageOptions = { parser: tseslint.parser as Linter.Parser };
  const messages = new Linter().verify(
    line,
    [{ files: ["**/*.ts"], languageOptions, rules: { "no-restricted-syntax": rule } }],
    {
      filename: "line.ts",
    },
  );
  return messages.map(({ message }) => message);
}

const EXTENSION = "src/extension/language/insertion.ts";

test.each([
  [EXTENSION, "new vscode.MarkdownString(text)", "markdown"],
  [EXTENSION, "shown.appendMarkdown(text)", "markdown"],
  [EXTENSION, "new vscode.Hover(text)", "markdownString()"],
  [EXTENSION, "new vscode.Hover({ language: 'x', value: text }, range)", "markdownString()"],
  [EXTENSION, "x = { range, hoverMessage: text }", "markdownString()"],
  [EXTENSION, "vscode.window.showInformationMessage(text)", "notify.ts"],
  [EXTENSION, "const { show } = { show: vscode.window.showErrorMessage }", "notify.ts"],
  [EXTENSION, "vscode.window.withProgress(options, task)", "progress.ts"],
  [EXTENSION, "vscode.window.showQuickPick(items)", "ask.ts"],
  [EXTENSION, "vscode.window.createQuickPick()", "ask.ts"],
  [EXTENSION, "vscode.window.showInputBox({ prompt })", "ask.ts"],
  [EXTENSION, "void this.look(document)", "inBackground()"],
  [EXTENSION, "on((document) => void this.look(document))", "inBackground()"],
  [EXTENSION, "setTimeout(check, 20)", "later()"],
  [
    "src/core/complete/templateHover.ts",
    "Markdown.ofSchema({ markdownDescription: text })",
    "Markdown.text()",
  ],
  ["src/cli/serveCommand.ts", "process.stdout.write(text)", "cli/output/terminal.ts"],
  ["src/node/clock.ts", "process.stderr.write(text)", "cli/output/terminal.ts"],
])("in %s, %s is refused", async (file, line, words) => {
  expect(await refusals(file, line)).toEqual([expect.stringContaining(words)]);
});

test.each([
  "new vscode.Hover(markdownString(hover.markdown), range)",
  "inBackground(this.look(document))",
  "new vscode.SnippetString().appendText(text)",
  "await setImmediate()",
])("in the extension, %s is not", async (line) => {
  expect(await refusals(EXTENSION, line)).toEqual([]);
});
