import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unpackedExtension } from "../../../scripts/packing/vsix.mjs";
import { handsOf, openFile, runCommand, workbenchReady } from "../../../scripts/vscode/hands.mjs";
import { openCode, type OpenCode } from "../../../scripts/vscode/launch.mjs";

/** A limit, and no wait: far more than a busy machine takes. */
const LIMIT = { timeout: 150_000 };

describe.each(["1.99", "newest"] as const)("a window of VS Code %s", (version) => {
  let folder: string;
  let code: OpenCode;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "graders-window-"));
    await cp("examples", join(folder, "examples"), { recursive: true });
    code = await openCode({
      version,
      workspace: join(folder, "examples"),
      extension: await unpackedExtension(),
    });
    await workbenchReady(code.page);
  });

  afterAll(async () => {
    await code.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("shows a reward at the first click, and again after a reload", async () => {
    const { page } = code;
    const hands = handsOf(page);
    const text = (selector: string) =>
      (hands["webview.text"] as (selector: string) => Promise<string>)(selector);
    await openFile(page, "product-name.grader.json");
    await page.locator('.codelens-decoration a:has-text("Run on Sample")').first().click();
    expect(await text(".reward")).toMatch(/^\d/);
    const before = await text("graders-heading h1");

    // Awaited before it can come.
    const loaded = page.waitForEvent("load");
    await runCommand(page, "Developer: Reload Window");
    await loaded;
    await workbenchReady(page);
    const notice = () => text("graders-heading .notice").catch(() => "");
    await expect.poll(notice, LIMIT).toMatch(/before the reload/);
    expect(await text("graders-heading h1")).toBe(before);
    expect(await text(".reward")).toMatch(/^\d/);

    await runCommand(page, "Graders: Run Grader on All Samples");
    const strip = () => text("graders-strip h2").catch(() => "");
    await expect.poll(strip, LIMIT).toMatch(/\d samples: \d scored/);
  });
});
