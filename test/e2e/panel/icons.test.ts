import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { GLYPHS } from "../../../src/webview/icon";

it("draws the glyphs that codicon.css names so", async () => {
  const css = await readFile("node_modules/@vscode/codicons/dist/codicon.css", "utf8");
  for (const [name, glyph] of Object.entries(GLYPHS)) {
    const code = new RegExp(`\\.codicon-${name}:before \\{ content: "\\\\([0-9a-f]+)"`).exec(css)?.[1];
    expect([name, code]).toEqual([name, glyph.codePointAt(0)?.toString(16)]);
  }
});
