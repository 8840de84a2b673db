import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openTab, removeFiles, show } from "../support/documents";
import { page } from "../support/page";
import { after, eventually, suite, test, testOnPage } from "../support/runner";

const MULTI = `{
  "type": "multi",
  "graders": {
    "exact": {
      "type": "string_check",
      "input": "{{ sample.output_text }}",
      "reference": "{{item[\\"an answer\\"][0]}}",
      "operation": "eq"
    }
  },
  "calculate_output": "0.5 * exact"
}
`;

/** The tokens as VS Code gets them: their type and text. */
async function tokensOf(document: vscode.TextDocument): Promise<readonly string[]> {
  const [legend, tokens] = await Promise.all([
    vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    ),
    vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    ),
  ]);
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; tokens && at < tokens.data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0] = tokens.data.subarray(at, at + 4);
    character = lines > 0 ? characters : character + characters;
    line += lines;
    const range = new vscode.Range(line, character, line, character + length);
    found.push(`${legend?.tokenTypes[type]} ${document.getText(range)}`);
  }
  return found;
}

/** The colour of a piece of text on screen. */
const colourOf = (piece: string) =>
  page.evaluate(`(() => {
    const span = [...document.querySelectorAll(".view-line span span")].find((one) => one.textContent === ${JSON.stringify(piece)});
    return span && getComputedStyle(span).color;
  })()`);

suite("Colours of templates and formulas", () => {
  after(removeFiles);

  test("reach VS Code, through the escapes of JSON", async () => {
    const document = await openTab("colours.grader.json", MULTI);
    assert.deepEqual(await tokensOf(document), [
      ...["graderTemplateBraces {{", "namespace sample", "operator .", "property output_text"],
      ...["graderTemplateBraces }}", "graderTemplateBraces {{", "namespace item", "operator ["],
      ...['property \\"an answer\\"', "operator ]", "operator [", "number 0", "operator ]"],
      ...["graderTemplateBraces }}", "number 0.5", "operator *", "variable exact"],
    ]);
  });

  test("are in graders only", async () => {
    for (const name of ["colours.json", "colours.jsonc", "colours.md"])
      assert.deepEqual(await tokensOf(await openTab(name, MULTI)), [], name);
    const untitled = await vscode.workspace.openTextDocument({
      language: "json",
      content: '{"a": "{{item.b}}"}',
    });
    assert.deepEqual(await tokensOf(untitled), []);
  });

  testOnPage("are on screen, and the string around them stays a string", async () => {
    await show(await openTab("screen.grader.json", MULTI), 0);
    const string = await eventually(
      "the string",
      () => colourOf('"string_check"') as Promise<string | undefined>,
    );
    for (const piece of ["{{", "sample", "output_text", "exact", "0.5"]) {
      await eventually(`a colour of ${piece}`, async () => {
        const colour = await colourOf(piece);
        return (typeof colour === "string" && colour !== string) || undefined;
      });
    }
  });
});
