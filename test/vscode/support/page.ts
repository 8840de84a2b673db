/**
 * The browser's hands, for tests in the extension host: what a user's keyboard, mouse and eyes do to the window
 * this very VS Code is drawn in. scripts/vscode/hands.mjs is the other end. Selectors are Playwright's (CSS,
 * `text=…`, `role=…`); actions and texts wait up to 10 s for their element.
 */
import type { RunReport } from "./report";

const url = process.env.GRADERS_TEST_CONTROL;

/** Is there a page? Not in a desktop VS Code: use `testOnPage` for tests that need one. */
export const pageAvailable = url !== undefined;

async function call(method: string, ...args: unknown[]): Promise<unknown> {
  if (url === undefined) throw new Error("There is no page to drive: run scripts/vscode/test.mjs.");
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ method, args }) });
  const answer = (await response.json()) as { value?: unknown; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}

async function act(method: string, ...args: unknown[]): Promise<void> {
  await call(method, ...args);
}

/** Tells the program that started VS Code how the tests go. */
export async function report(event: RunReport): Promise<void> {
  if (pageAvailable) await call("report", event);
}

/** In the frame of a webview on screen: the first that has the element. */
const webview = {
  click: (selector: string) => act("webview.click", selector),
  /** Focuses the element and presses a key on it. */
  press: (selector: string, key: string) => act("webview.press", selector, key),
  fill: (selector: string, text: string) => act("webview.fill", selector, text),
  text: async (selector: string) => String(await call("webview.text", selector)),
  texts: async (selector: string) => (await call("webview.texts", selector)) as string[],
  attribute: async (selector: string, name: string) =>
    (await call("webview.attribute", selector, name)) as string | null,
  /** The JSON value of an expression, in the webview that has `selector` ("body": any). */
  evaluate: (script: string, selector = "body") => call("webview.evaluate", script, selector),
};

export const page = {
  /** A key or chord as Playwright writes it: "Control+Space". */
  press: (key: string) => act("press", key),
  /** Key by key, as a typist: the editor closes brackets and suggests. */
  type: (text: string) => act("type", text),
  /** All at once, as an input method does. */
  insert: (text: string) => act("insert", text),
  click: (selector: string) => act("click", selector),
  hover: (selector: string) => act("hover", selector),
  text: async (selector: string) => String(await call("text", selector)),
  /** Of all matching elements there are now, without waiting. */
  texts: async (selector: string) => (await call("texts", selector)) as string[],
  count: async (selector: string) => Number(await call("count", selector)),
  attribute: async (selector: string, name: string) =>
    (await call("attribute", selector, name)) as string | null,
  waitFor: (selector: string, state: "visible" | "hidden" = "visible") => act("waitFor", selector, state),
  /** The JSON value of an expression, in VS Code's own document. */
  evaluate: (script: string) => call("evaluate", script),
  /** Sets the window's size in CSS pixels. */
  resize: (width: number, height: number) => act("resize", width, height),
  /** Writes .build/vscode/NAME.png and gives its path. */
  screenshot: async (name: string) => String(await call("screenshot", name)),
  webview,
};
