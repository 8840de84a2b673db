/** VS Code's quick picks and input boxes, as a keyboard drives them. */
import * as vscode from "vscode";
import { eventually } from "./runner";
import { page } from "./page";

const WIDGET = ".quick-input-widget";
const INPUT = `${WIDGET} input[type=text]`;
const IS_CLOSED = `(() => {
  const widget = document.querySelector("${WIDGET}");
  return widget === null || getComputedStyle(widget).display === "none";
})()`;

/** Python's sandbox, asked before some questions, takes its time to start on a busy machine. */
const LIMIT_MS = 25_000;

/** Waits for the question of that title. */
export async function asked(title: string): Promise<void> {
  const selector = `${WIDGET} .quick-input-title:has-text("${title}")`;
  await eventually(
    `the question ${title}`,
    // Of a question that was answered the title stays behind, hidden.
    async () => ((await page.count(`${selector}:visible`)) > 0 ? true : undefined),
    LIMIT_MS,
  );
  await focused();
}

/** The labels that a quick pick offers, icons apart. */
export async function offered(): Promise<readonly string[]> {
  await page.waitFor(`${WIDGET} .monaco-list-row`);
  return (await page.texts(`${WIDGET} .monaco-list-row .quick-input-list-row:first-child .label-name`)).map(
    (label) => label.trim(),
  );
}

/**
 * Waits until a question has the keyboard: keys pressed before that go nowhere. A webview that loads late takes it
 * away from the question, which a click gives back.
 */
export async function focused(): Promise<void> {
  await page.waitFor(`${INPUT}:focus`).catch(() => page.click(INPUT));
  await page.waitFor(`${INPUT}:focus`);
}

/** Types until the wanted item is the first, and takes it: of a long list only the first items are on screen. */
export async function choose(label: string): Promise<void> {
  await typeOver(label);
  await page.waitFor(`${WIDGET} .monaco-list-row.focused:has-text("${label}")`);
  await page.press("Enter");
}

/** Starts a command as users do who know its name. */
export async function fromPalette(title: string): Promise<void> {
  await page.press("F1");
  await typeOver(`>${title}`);
  // The first may be another whose title is longer.
  await page.click(`${WIDGET} .monaco-list-row :text-is("${title}")`);
}

/** Waits for the first item that is ready to be taken, and takes it. */
export async function takeFirst(): Promise<void> {
  await focused();
  await page.waitFor(`${WIDGET} .monaco-list-row.focused`);
  await page.press("Enter");
}

/**
 * Answers a dialog for a file with that path. It puts in what it suggests some time after it has opened, over what
 * was typed before, looks a path up as it is typed, and takes no Enter before it has.
 */
export async function enterPath(path: string): Promise<void> {
  await focused();
  await eventually("the suggested place", async () => (await inputValue()) !== "" || undefined);
  await accepted(async () => {
    await typeOver(path);
    return staysAs(path);
  });
}

/** Takes the path that a dialog for a file suggests, by its end. */
export async function takePath(end: string): Promise<void> {
  await focused();
  await accepted(async () => (await inputValue()).endsWith(end));
}

/** Presses Enter, each time that the input is ready for it, until the dialog has taken it. */
async function accepted(isReady: () => Promise<boolean>): Promise<void> {
  await eventually(
    "the end of the dialog",
    async () => {
      if (!(await isReady())) return undefined;
      await page.press("Enter");
      return eventually("", isClosed, 1000).catch(() => undefined);
    },
    LIMIT_MS,
  );
}

/** Whether the input keeps its text for a while. */
async function staysAs(text: string): Promise<boolean> {
  for (let look = 0; look < 8; look++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if ((await inputValue()) !== text) return false;
  }
  return true;
}

async function isClosed(): Promise<true | undefined> {
  return (await page.evaluate(IS_CLOSED)) === true || undefined;
}

/** Replaces what is in the input, until it stays. */
async function typeOver(text: string): Promise<void> {
  // What an input suggests may come after the first try, and take its place.
  await eventually(`the typed ${text}`, async () => {
    await focused();
    await page.press("Control+a");
    await page.insert(text);
    return (await inputValue()) === text || undefined;
  });
}

/** Waits for an input box, and for what it suggests. */
export async function suggested(value: string): Promise<void> {
  await focused();
  await page.waitFor(`${WIDGET} .quick-input-list`, "hidden");
  await eventually(`the suggestion ${value}`, async () => (await inputValue()) === value || undefined);
}

/** Replaces what an input box suggests. */
export async function fillIn(text: string): Promise<void> {
  await page.waitFor(`${WIDGET} .quick-input-list`, "hidden");
  await typeOver(text);
}

/** What stands in the input box. */
async function inputValue(): Promise<string> {
  return String(await page.evaluate(`document.querySelector("${INPUT}").value`));
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
