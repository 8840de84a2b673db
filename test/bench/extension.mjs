// Measures the extension in a real VS Code: activation, and command to painted panel.
// `npm run build && npm run package && node test/bench/extension.mjs`
import { cp, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openFile, workbenchReady } from "../../scripts/vscode/hands.mjs";
import { openCode } from "../../scripts/vscode/launch.mjs";

/** @param {string} name @param {string} value */
const print = (name, value) => process.stdout.write(`${name.padEnd(56)} ${value}\n`);
const milliseconds = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** @param {import("../../scripts/vscode/versions.mjs").VersionName} version @param {string} workspace */
async function activation(version, workspace) {
  /** @type {{ wasActive: boolean, activate: number, services: number } | undefined} */
  let measured;
  const code = await openCode({
    version,
    workspace,
    extension: resolve("."),
    tests: resolve("test/bench/activation.cjs"),
    onLog: (_type, text) => {
      const found = /BENCH (\{.*\})/.exec(text)?.[1];
      if (found) measured = JSON.parse(found);
    },
  });
  await code.exit;
  await code.close();
  if (!measured) throw new Error("The extension host told no times.");
  print(`${version}: activate(), entry bundle`, milliseconds(measured.activate));
  print(`${version}: services bundle, at the first grader`, milliseconds(measured.services));
}

/** @param {import("../../scripts/vscode/versions.mjs").VersionName} version @param {string} workspace */
async function paint(version, workspace) {
  const code = await openCode({ version, workspace, extension: resolve(".") });
  const { page } = code;
  await workbenchReady(page);
  await openFile(page, "product-name.grader.json");
  await page.locator(".codelens-decoration a").first().waitFor();
  const first = await runAndPaint(page);
  const later = [];
  for (let round = 0; round < 5; round++) later.push(await runAndPaint(page));
  await code.close();
  print(`${version}: key to painted panel, first`, milliseconds(first));
  print(
    `${version}: key to painted panel, later (median of 5)`,
    milliseconds(later.sort((a, b) => a - b)[2] ?? NaN),
  );
}

/** From the key to the reward of the new run on screen. @param {import("playwright-core").Page} page */
async function runAndPaint(page) {
  const marker = "replaced-by-the-new-run";
  for (const frame of page.frames()) {
    const reward = frame.locator(".reward").first();
    if ((await reward.count().catch(() => 0)) > 0)
      await reward.evaluate((element, text) => element.setAttribute("data-old", text), marker);
  }
  await page.locator(".editor-instance .monaco-editor").first().click();
  const start = performance.now();
  await page.keyboard.press("Control+Alt+Enter");
  for (;;) {
    for (const frame of page.frames()) {
      const fresh = frame.locator(`.reward:not([data-old])`);
      if ((await fresh.count().catch(() => 0)) > 0) return performance.now() - start;
    }
  }
}

const workspace = await mkdtemp(join(tmpdir(), "graders-bench-"));
try {
  await cp("examples", workspace, { recursive: true });
  const { extension, host, webview, sandbox } = JSON.parse(await readFile(".build/bundles.json", "utf8"));
  for (const file of [extension, host, webview, sandbox].flatMap(({ outputs }) => Object.keys(outputs))) {
    print(file, `${((await stat(file)).size / 1000).toFixed(0)} kB`);
  }
  print(".build/graders.vsix", `${((await stat(".build/graders.vsix")).size / 1e6).toFixed(2)} MB`);
  for (const version of /** @type {const} */ (["1.99", "newest"])) {
    await activation(version, workspace);
    await paint(version, workspace);
  }
} finally {
  await rm(workspace, { recursive: true, force: true });
}
