// The little language of `npm run try -- --do "…"`.
import { setTimeout as wait } from "node:timers/promises";
import { handsOf, openFile, runCommand, screenshot } from "./hands.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** What each step does with the rest of its line. */
export const STEP_HELP = `  open FILE           opens a file of the folder, by its name
  command TITLE       runs the command of that title from the palette
  press KEYS          Control+Space, Escape, ArrowDown …
  type TEXT           key by key, where the cursor is
  find TEXT           puts the cursor at the end of that text in the editor
  hover SELECTOR      Playwright's selectors: CSS, text=…, role=…
  click SELECTOR
  clickin SELECTOR    in the panel (a webview)
  waitfor SELECTOR
  waitin SELECTOR     in the panel
  size WIDTHxHEIGHT   of the window
  wait MILLISECONDS
  screenshot NAME     a further picture, .build/vscode/NAME.png
`;

/** @type {Record<string, (page: Page, rest: string) => Promise<unknown>>} */
const STEPS = {
  open: openFile,
  command: runCommand,
  press: (page, keys) => page.keyboard.press(keys),
  type: (page, text) => page.keyboard.type(text),
  find,
  hover: (page, selector) => hand(page, "hover", selector),
  click: (page, selector) => hand(page, "click", selector),
  clickin: (page, selector) => hand(page, "webview.click", selector),
  waitfor: (page, selector) => hand(page, "waitFor", selector),
  waitin: (page, selector) => hand(page, "webview.text", selector),
  size: (page, size) => {
    const [width = 0, height = 0] = size.split("x").map(Number);
    return page.setViewportSize({ width, height });
  },
  wait: (_page, milliseconds) => wait(Number(milliseconds)),
  screenshot,
};

/**
 * @param {Page} page
 * @param {string} name
 * @param {string} selector
 */
function hand(page, name, selector) {
  return /** @type {(selector: string) => Promise<unknown>} */ (handsOf(page)[name])(selector);
}

/**
 * @param {Page} page
 * @param {string} text
 */
async function find(page, text) {
  await page.keyboard.press("Control+F");
  const input = page.locator(".find-widget.visible textarea").first();
  await input.fill(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

/**
 * Reads steps: one a line, or several with "; " between.
 * @param {readonly string[]} texts
 * @returns {{ step: string, run: (page: Page) => Promise<unknown> }[]}
 */
export function readSteps(texts) {
  const lines = texts.flatMap((text) => text.split(/;\s+|;$|\n/)).map((line) => line.trim());
  return lines.filter(Boolean).map((step) => {
    const [verb = "", ...rest] = step.split(" ");
    const run = STEPS[verb];
    if (run === undefined) {
      throw new Error(`No step is called "${verb}". Steps: ${Object.keys(STEPS).join(", ")}.`);
    }
    return { step, run: (page) => run(page, rest.join(" ")) };
  });
}
