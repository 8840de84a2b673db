import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openFile, runCommand, workbenchReady } from "../../../scripts/vscode/hands.mjs";
import { openCode, type OpenCode } from "../../../scripts/vscode/launch.mjs";

const GRADE = "def grade(sample, item):\n    return 1.0\n";
const single = (source: string) => `{"type": "python", "source": ${JSON.stringify(source)}}`;

describe.each(["1.99", "newest"] as const)("Python beside its grader, in VS Code %s", (version) => {
  let folder: string;
  let code: OpenCode;

  const grader = (name: string) => join(folder, `${name}.grader.json`);
  const inGrader = (name: string) => readFile(grader(name), "utf8");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "graders-window-"));
    for (const name of ["kept", "moved"]) await writeFile(grader(name), single(GRADE));
    const settings = { "files.autoSave": "off" };
    code = await openCode({ version, workspace: folder, extension: resolve("."), settings });
    await workbenchReady(code.page);
  });

  afterAll(async () => {
    await code.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => runCommand(code.page, "View: Close All Editors"));

  /** Opens a grader's Python, types in it without saving, and closes the grader, so that only the Python is open. */
  async function typeInPython(name: string, text: string): Promise<void> {
    const { page } = code;
    await openFile(page, `${name}.grader.json`);
    await page.locator('.codelens-decoration a:has-text("Edit Python Source")').first().click();
    await page.locator(`.tab.active[data-resource-name="${name}.py"]`).waitFor();
    await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(text);
    await page.locator(`.tab.dirty[data-resource-name="${name}.py"]`).waitFor();
    await page.locator(`.tab[data-resource-name="${name}.grader.json"] .codicon-close`).first().click();
  }

  async function reload(name: string): Promise<void> {
    const { page } = code;
    await runCommand(page, "Developer: Reload Window");
    await page.waitForEvent("load");
    await workbenchReady(page);
    const tab = page.locator(`.tab.dirty[data-resource-name="${name}.py"]`);
    await tab.waitFor({ timeout: 60_000 });
    await tab.click();
    // It is linked again: the grader's name stands above it.
    await page
      .locator(`.codelens-decoration a:has-text("${name}.grader.json")`)
      .first()
      .waitFor({ timeout: 60_000 });
  }

  async function save(name: string): Promise<void> {
    const { page } = code;
    await page.locator(`.tab.active[data-resource-name="${name}.py"]`).click();
    await page.locator(".editor-instance .view-lines").first().click();
    await page.keyboard.press("Control+S");
  }

  test("unsaved Python is linked to its grader again after a restart", async () => {
    await typeInPython("kept", "# unsaved");
    await reload("kept");
    expect(await inGrader("kept")).toBe(single(GRADE));
    await save("kept");
    await expect.poll(() => inGrader("kept"), { timeout: 30_000 }).toBe(single(`${GRADE}# unsaved`));
  });

  test("where the grader has changed meanwhile, saving asks", async () => {
    await typeInPython("moved", "# mine");
    await writeFile(grader("moved"), single("# theirs"));
    await reload("moved");
    await save("moved");
    const { page } = code;
    await page
      .locator('.quick-input-widget .monaco-list-row:has-text("Keep Python")')
      .waitFor({ timeout: 30_000 });
    expect(await inGrader("moved")).toBe(single("# theirs"));
    await page.locator(".quick-input-widget input:focus").waitFor();
    await page.keyboard.type("Keep");
    await page.keyboard.press("Enter");
    await expect.poll(() => inGrader("moved"), { timeout: 30_000 }).toBe(single(`${GRADE}# mine`));
  });
});
