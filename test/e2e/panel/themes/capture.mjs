// Writes the variables of VS Code's themes that the panel's bundle names, as a real webview of VS Code has them:
// `node test/e2e/panel/themes/capture.mjs` after `npm run build`, then `npm run format`.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile, runCommand, workbenchReady } from "../../../../scripts/vscode/hands.mjs";
import { openCode } from "../../../../scripts/vscode/launch.mjs";
import { VERSIONS } from "../../../../scripts/vscode/versions.mjs";

const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "hc-dark": "Default High Contrast",
  "hc-light": "Default High Contrast Light",
};

/**
 * The variables of a webview's document, and its body's class.
 * @param {import("playwright-core").Page} page
 */
async function readWebview(page) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const found = await frame
        .evaluate(
          "({ style: document.documentElement.getAttribute('style'), body: document.body.className, sheet: document.getElementById('_defaultStyles')?.textContent })",
        )
        .catch(() => undefined);
      if (found?.style?.includes("--vscode-editor-background") && found.body.includes("vscode-body"))
        return found;
    }
    await page.waitForTimeout(200);
  }
  throw new Error("No webview was shown.");
}

const bundle = await readFile("dist/webview.js", "utf8");
const wanted = new Set(bundle.match(/--vscode-[\w-]+/g));
const folder = await mkdtemp(join(tmpdir(), "graders-themes-"));
await writeFile(join(folder, "page.md"), "# Page\n");
for (const [name, theme] of Object.entries(THEMES)) {
  const settings = { "workbench.colorTheme": theme };
  const code = await openCode({
    version: "newest",
    extension: process.cwd(),
    workspace: folder,
    trust: true,
    settings,
  });
  try {
    await workbenchReady(code.page);
    await openFile(code.page, "page.md");
    await runCommand(code.page, "Markdown: Open Preview");
    const { style, sheet } = await readWebview(code.page);
    const lines = style
      .split(/;\s*/)
      .filter((/** @type {string} */ line) => wanted.has(line.split(":", 1)[0] ?? ""))
      .sort()
      .map((/** @type {string} */ line) => `  ${line.replace(/\s*:\s*/, ": ")};\n`);
    const head = `/* ${theme} of VS Code ${VERSIONS.newest.vscode}, by capture.mjs. */\n`;
    const inAll = `${sheet.replace(/^\t\t/gm, "")}\nhtml { background-color: var(--vscode-editor-background); }\n`;
    await writeFile(
      "test/e2e/panel/themes/webview.css",
      `/* What VS Code ${VERSIONS.newest.vscode} puts into every webview, by capture.mjs. */\n${inAll}`,
    );
    await writeFile(`test/e2e/panel/themes/${name}.css`, `${head}html {\n${lines.join("")}}\n`);
  } finally {
    await code.close();
  }
}
await rm(folder, { recursive: true });
