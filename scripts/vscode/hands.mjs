// What a test, or `npm run try`, does to VS Code's page from outside.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Frame} Frame */

/** A limit, and no wait: far more than a busy machine takes. */
const LIMIT_MS = 30_000;
/** After many editors were closed, VS Code 1.99 was seen to take 29 s until a webview had its page. */
const WEBVIEW_LIMIT_MS = 60_000;
const POLL_MS = 50;
/** Where pictures and logs of runs go. */
export const PICTURES = resolve(".build/vscode");

/** VS Code puts a webview's own document into a frame of this id, inside one of its own. */
const ACTIVE_FRAME = "active-frame";

/**
 * Is it a webview's document, and on screen? A hidden webview lives on with its frame.
 * @param {Frame} frame
 */
async function isShownWebview(frame) {
  const outer = frame.parentFrame();
  if (outer === null || outer.parentFrame() === null) return false;
  const element = await frame.frameElement();
  if ((await element.getAttribute("id")) !== ACTIVE_FRAME) return false;
  return (await outer.frameElement()).isVisible();
}

/**
 * The frame of the shown webview that has such an element, waited for.
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<Frame>}
 */
async function webviewWith(page, selector) {
  const end = Date.now() + WEBVIEW_LIMIT_MS;
  let shown = 0;
  do {
    shown = 0;
    for (const frame of page.frames()) {
      // A frame may go away while we look at it.
      if (!(await isShownWebview(frame).catch(() => false))) continue;
      shown += 1;
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    await page.waitForTimeout(POLL_MS);
  } while (Date.now() < end);
  throw new Error(`No shown webview has "${selector}" (${shown} shown).`);
}

/**
 * By name, with the arguments of their clients in test/vscode/support/page.ts. Selectors are Playwright's: CSS,
 * `text=…`, `role=…`; they reach into open shadow roots.
 * @param {Page} page
 * @returns {Record<string, (...args: any[]) => Promise<unknown>>}
 */
export function handsOf(page) {
  page.setDefaultTimeout(LIMIT_MS);
  const inWebview = async (/** @type {string} */ selector) =>
    (await webviewWith(page, selector)).locator(selector).first();
  return {
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    insert: (text) => page.keyboard.insertText(text),
    click: (selector) => page.locator(selector).first().click(),
    hover: (selector) => page.locator(selector).first().hover(),
    text: (selector) => page.locator(selector).first().innerText(),
    texts: (selector) => page.locator(selector).allInnerTexts(),
    count: (selector) => page.locator(selector).count(),
    attribute: (selector, name) => page.locator(selector).first().getAttribute(name),
    waitFor: (selector, state) => page.locator(selector).first().waitFor({ state }),
    evaluate: (script) => page.evaluate(script),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: (name) => screenshot(page, name),
    "webview.click": async (selector) => (await inWebview(selector)).click(),
    "webview.press": async (selector, key) => (await inWebview(selector)).press(key),
    "webview.fill": async (selector, text) => (await inWebview(selector)).fill(text),
    "webview.text": async (selector) => (await inWebview(selector)).innerText(),
    "webview.texts": async (selector) =>
      (await webviewWith(page, selector)).locator(selector).allInnerTexts(),
    "webview.attribute": async (selector, name) => (await inWebview(selector)).getAttribute(name),
    "webview.evaluate": async (script, selector = "body") =>
      (await webviewWith(page, selector)).evaluate(script),
  };
}

/**
 * Runs the command with that title, from the palette.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget .quick-input-box input").first();
  await input.waitFor();
  await input.fill(`>${title}`);
  // Until the list has followed the keys, Enter would take a command of the list before.
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}

/**
 * Opens a file of the workspace by its name, as Ctrl+P does.
 * @param {Page} page
 * @param {string} name
 */
export async function openFile(page, name) {
  await page.keyboard.press("Control+P");
  const input = page.locator(".quick-input-widget .quick-input-box input").first();
  await input.waitFor();
  await input.fill(name);
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: name.split("/").at(-1) ?? name });
  await row.first().click();
  await page.locator(`.tab.active[data-resource-name="${name.split("/").at(-1)}"]`).waitFor();
  // Keys pressed before the editor has the focus would go to the palette.
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
}

/**
 * Waits until VS Code has drawn its workbench.
 * @param {Page} page
 */
export async function workbenchReady(page) {
  page.setDefaultTimeout(LIMIT_MS);
  await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
  await page.locator('[id="status.host"]').waitFor({ timeout: 60_000 });
}

/**
 * Writes .build/vscode/NAME.png and gives its path.
 * @param {Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  await mkdir(PICTURES, { recursive: true });
  const path = join(PICTURES, `${name.replace(/[^\w.-]+/g, "-").slice(0, 120)}.png`);
  await page.screenshot({ path });
  return path;
}
