import { expect, it } from "vitest";
import { panelHtml } from "../../../src/protocol/panelHtml";

const page = {
  cspSource: "https://*.vscode-cdn.net",
  nonce: "abc123",
  scriptUri: 'https://file+.vscode-cdn.net/a"b<c>&d/webview.js',
  codiconCssUri: "https://file+.vscode-cdn.net/codicon.css",
  language: "en",
};
const html = panelHtml(page);

it("lets the one script run, styles and fonts of its own, and nothing else", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "style-src https://*.vscode-cdn.net",
    "font-src https://*.vscode-cdn.net",
    "script-src 'nonce-abc123'",
  ]);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toMatch(/<style|style=|onload|unsafe/);
});

it("escapes addresses", () => {
  expect(html).toContain('src="https://file+.vscode-cdn.net/a&quot;b&lt;c>&amp;d/webview.js"');
});

it("carries the words of another language as data, whatever is in them", () => {
  const words = { "Run again": `"><script>alert('&')</script>` };
  const german = panelHtml({ ...page, language: "de", words });
  expect(german).toContain('<html lang="de">');
  expect(german.match(/<script/g)).toHaveLength(1);
  const content = /<meta name="graders-words" content="([^"]*)">/.exec(german)?.[1] ?? "";
  const read = content.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  expect(JSON.parse(read)).toEqual(words);
});
