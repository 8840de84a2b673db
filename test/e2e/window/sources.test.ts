import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { unpackedExtension } from "../../../scripts/packing/vsix.mjs";
import { openFile, runCommand, workbenchReady } from "../../../scripts/vscode/hands.mjs";
import { openCode, type OpenCode } from "../../../scripts/vscode/launch.mjs";
import { VERSIONS_DRIVEN } from "../../../scripts/vscode/versions.mjs";

const GRADE = "def grade(sample, item):\n    return 1.0\n";
const single = (source: string) => `{"type": "python", "source": ${JSON.stringify(source)}}`;
const LIMIT = { timeout: 150_000 };

describe.each(VERSIONS_DRIVEN)("Python beside its grader, in VS Code %s", (version) => {
  let folder: string;
  let code: OpenCode;

  const grader = (name: string) => join(folder, `${name}.grader.json`);
  const inGrader = (name: string) => readFile(grader(name), "utf8");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "graders-window-"));
    for (const name of ["kept", "moved", "gone", "forgotten", "broken", "both", "other"])
      await writeFile(grader(name), single(GRADE));
    const settings = { "files.autoSave": "off", "files.simpleDialog.enable": true };
    code = await openCode({ version, workspace: folder, extension: await unpackedExtension(), settings });
    await workbenchReady(code.page);
  });

  afterAll(async () => {
    await code.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    const { page } = code;
    // A question that a failed test left open takes all keys.
    await page.keyboard.press("Escape");
    await runCommand(page, "View: Close All Editors");
    await page.locator(".tab").first().waitFor({ state: "detached" });
  });

  const tab = (name: string, state = "") => code.page.locator(`.tab${state}[data-resource-name="${name}"]`);

  /** Opens a grader's Python, types in it without saving, and closes the grader, so that only the Python is open. */
  async function typeInPython(name: string, text: string): Promise<void> {
    const { page } = code;
    await openFile(page, `${name}.grader.json`);
    await page.locator('.codelens-decoration a:has-text("Edit Python Source")').first().click(LIMIT);
    await tab(`${name}.py`, ".active").waitFor(LIMIT);
    await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(text);
    await tab(`${name}.py`, ".dirty").waitFor();
    await runCommand(page, "View: Close Editors in Other Groups");
    await tab(`${name}.grader.json`).waitFor({ state: "detached" });
  }

  /** VS Code writes what is unsaved about a second after the last key; a window of a server asks before it reloads. */
  async function backedUp(text: string): Promise<void> {
    const backups = join(code.dataDir, "data", "User", "Backups");
    const texts = async () => {
      const entries = await readdir(backups, { recursive: true, withFileTypes: true }).catch(() => []);
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
    };
    await expect.poll(async () => (await texts()).some((backup) => backup.includes(text)), LIMIT).toBe(true);
  }

  async function reload(): Promise<void> {
    const { page } = code;
    // Awaited before it can come.
    const loaded = page.waitForEvent("load", LIMIT);
    await runCommand(page, "Developer: Reload Window");
    await loaded;
    await workbenchReady(page);
  }

  /** Unsaved as before, and linked: the grader's name stands above it. */
  async function isLinked(name: string): Promise<void> {
    await tab(`${name}.py`, ".dirty").waitFor(LIMIT);
    await tab(`${name}.py`).click();
    await code.page.locator(`.codelens-decoration a:has-text("${name}.grader.json")`).first().waitFor(LIMIT);
  }

  async function save(name: string): Promise<void> {
    const { page } = code;
    await tab(`${name}.py`, ".active").click();
    await page.locator(".editor-instance .view-lines").first().click();
    await page.keyboard.press("Control+S");
  }

  /** The grader has its Python before VS Code's tab knows that it is saved, and closing the tab would ask till then. */
  async function saved(name: string, text: string): Promise<void> {
    await expect.poll(() => inGrader(name), LIMIT).toBe(single(text));
    await tab(`${name}.py`, ".dirty").waitFor({ state: "detached" });
  }

  /** Which text stays. */
  async function asked(): Promise<void> {
    const { page } = code;
    await page.locator('.quick-input-widget .monaco-list-row:has-text("Keep Python")').waitFor(LIMIT);
    await page.locator(".quick-input-widget input:focus").waitFor(LIMIT);
  }

  async function choosePython(): Promise<void> {
    await asked();
    await code.page.keyboard.type("Keep");
    await code.page.keyboard.press("Enter");
  }

  /** Saves Python once its grader is harmed, and closes it: it lies in the storage then, and nowhere else. */
  async function leaveUnwritten(name: string, text: string, harm: () => Promise<void>): Promise<void> {
    const { page } = code;
    await typeInPython(name, text);
    await harm();
    await save(name);
    await told(`${name}.py is kept`);
    await runCommand(page, "Notifications: Clear All Notifications");
    await runCommand(page, "View: Close All Editors");
    await tab(`${name}.py`).waitFor({ state: "detached" });
  }

  /** In VS Code's list of messages: in a driven window of the newest none pops up. */
  async function told(words: string) {
    const { page } = code;
    const message = page.locator(".notification-list-item", { hasText: words });
    const look = async () => {
      await runCommand(page, "Notifications: Show Notifications");
      return message.count();
    };
    await expect.poll(look, { ...LIMIT, interval: 500 }).toBe(1);
    return message;
  }

  async function saveElsewhere(name: string): Promise<string> {
    const { page } = code;
    const notice = await told(`${name}.py is kept, but belongs to no grader`);
    await notice.locator('.monaco-button:has-text("Save Elsewhere…")').click();
    const target = join(folder, `${name}-elsewhere.py`);
    const input = page.locator(".quick-input-widget input[type=text]");
    await expect.poll(() => input.inputValue(), LIMIT).toContain(`${name}.py`);
    await expect
      .poll(async () => {
        await input.fill(target);
        return input.inputValue();
      }, LIMIT)
      .toBe(target);
    await page.keyboard.press("Enter");
    await tab(`${name}-elsewhere.py`, ".active").waitFor(LIMIT);
    expect(await tab(`${name}.py`).count()).toBe(0);
    return readFile(target, "utf8");
  }

  test("unsaved Python is linked to its grader again after a restart", async () => {
    await typeInPython("kept", "# unsaved");
    await backedUp("# unsaved");
    await reload();
    await isLinked("kept");
    expect(await inGrader("kept")).toBe(single(GRADE));
    await save("kept");
    await saved("kept", `${GRADE}# unsaved`);
  });

  test("where the grader has changed meanwhile, saving asks", async () => {
    await typeInPython("moved", "# mine");
    await backedUp("# mine");
    await writeFile(grader("moved"), single("# theirs"));
    await reload();
    await isLinked("moved");
    await save("moved");
    await asked();
    expect(await inGrader("moved")).toBe(single("# theirs"));
    await choosePython();
    await saved("moved", `${GRADE}# mine`);
  });

  test("where the grader is gone, unsaved Python is offered for saving", async () => {
    await typeInPython("gone", "# still here");
    await backedUp("# still here");
    await rm(grader("gone"));
    await reload();
    expect(await saveElsewhere("gone")).toBe(`${GRADE}# still here`);
  });

  test("and so is Python that was saved and lies closed in the storage, with the first JSON that opens", async () => {
    await leaveUnwritten("forgotten", "# not forgotten", () => rm(grader("forgotten")));
    await reload();
    await openFile(code.page, "other.grader.json");
    expect(await saveElsewhere("forgotten")).toBe(`${GRADE}# not forgotten`);
  });

  test("saved Python comes into a grader that can be read again", async () => {
    await leaveUnwritten("broken", "# later", () => writeFile(grader("broken"), "{"));
    await writeFile(grader("broken"), single(GRADE));
    await reload();
    await openFile(code.page, "other.grader.json");
    await saved("broken", `${GRADE}# later`);
  });

  test("and asks where that has changed too, once it is opened", async () => {
    await leaveUnwritten("both", "# mine", () => writeFile(grader("both"), "{"));
    await writeFile(grader("both"), single("# theirs"));
    await reload();
    await openFile(code.page, "other.grader.json");
    const notice = await told("both.py was saved, but has not come into its grader");
    await notice.locator('.monaco-button:has-text("Open")').click();
    await choosePython();
    await saved("both", `${GRADE}# mine`);
  });
});
