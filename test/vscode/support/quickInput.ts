/** VS Code's quick picks and input boxes, as a keyboard drives them. */
import * as vscode from "vscode";
import { eventually } from "./runner";
import { page } from "./page";

const WIDGET = ".quick-input-widget";

/** Python's sandbox, asked before some questions, takes its time to start on a busy machine. */
const LIMIT_MS = 25_000;

/** Waits for the question of that title. */
export async function asked(title: string): Promise<void> {
  const selector = `${WIDGET} .quick-input-title:has-text("${title}")`;
  await eventually(
    `the question ${title}`,
    async () => ((await page.count(selector)) > 0 ? true : undefined),
    LIMIT_MS,
  );
  await page.waitFor(`${WIDGET} input:focus`);
}

/** The labels that a quick pick offers, icons apart. */
export async function offered(): Promise<readonly string[]> {
  await page.waitFor(`${WIDGET} .monaco-list-row`);
  return (await page.texts(`${WIDGET} .monaco-list-row .quick-input-list-row:first-child .label-name`)).map(
    (label) => label.trim(),
  );
}

/** Types until the wanted item is the first, and takes it. */
export async function choose(label: string): Promise<void> {
  await page.waitFor(`${WIDGET} .monaco-list-row:has-text("${label}")`);
  await page.type(label);
  await page.waitFor(`${WIDGET} .monaco-list-row.focused:has-text("${label}")`);
  await page.press("Enter");
}

/** Waits for an input box, and for what it suggests. */
export async function suggested(value: string): Promise<void> {
  await page.waitFor(`${WIDGET} .quick-input-list`, "hidden");
  await eventually(`the suggestion ${value}`, async () => (await inputValue()) === value || undefined);
}

/** Replaces what an input box suggests. */
export async function fillIn(text: string): Promise<void> {
  await page.waitFor(`${WIDGET} .quick-input-list`, "hidden");
  // What the box suggests may come after the first try, and take its place.
  await eventually(`the typed ${text}`, async () => {
    await page.press("Control+a");
    await page.insert(text);
    return (await inputValue()) === text || undefined;
  });
}

/** What stands in the input box. */
async function inputValue(): Promise<string> {
  return String(
    await page.evaluate(`document.querySelector(${JSON.stringify(`${WIDGET} input[type=text]`)}).value`),
  );
}

/** Waits for the message below an input box. */
export async function inputMessage(words: string): Promise<void> {
  await page.waitFor(`${WIDGET} .quick-input-message:has-text("${words}")`);
}

/** Waits for a message in VS Code's list: in a driven window none pops up. */
export async function told(words: string): Promise<void> {
  await eventually(
    `the message ${words}`,
    async () => {
      await vscode.commands.executeCommand("notifications.showList");
      const selector = `.notification-list-item:has-text(${JSON.stringify(words)})`;
      return (await page.count(selector)) > 0 ? true : undefined;
    },
    LIMIT_MS,
  );
}
