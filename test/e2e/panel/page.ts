import { mkdir, readFile } from "node:fs/promises";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { inject } from "vitest";
import type { PanelView } from "../../../src/core/report/panel/panelView";
import type { PanelRequest, ToHost, ToWebview } from "../../../src/protocol/messages";
import { servePanel, type Words } from "./server";

export const THEMES = {
  light: "vscode-light",
  dark: "vscode-dark",
  "hc-dark": "vscode-high-contrast",
  "hc-light": "vscode-high-contrast-light vscode-high-contrast",
} as const;

export type Theme = keyof typeof THEMES;

const PICTURES = ".build/panel";

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: "reduce" | "no-preference";
  /** What `getState` gives, as after a reload. */
  readonly state?: unknown;
}

/** The panel's page in Chromium with the test in the host's place. */
export class PanelPage {
  /** What the page's policy refused, and other errors of the console. */
  readonly complaints: string[] = [];
  private version = 0;

  constructor(readonly page: Page) {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  /** Sends as the host does, and waits until it is drawn. */
  async send(message: ToWebview | Record<string, unknown>): Promise<void> {
    await this.evaluate(`new Promise((done) => {
      window.addEventListener("message", () => done(), { once: true });
      window.postMessage(${JSON.stringify(message)}, "*");
    })`);
    await this.drawn();
  }

  show(view: PanelView, resultId?: string): Promise<void> {
    const version = ++this.version;
    return this.send({ type: "view", version, view, ...(resultId !== undefined && { resultId }) });
  }

  /** Lit draws in microtasks, and what is measured after it in the next frame: two frames later all is done. */
  async drawn(): Promise<void> {
    await this.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  posted(): Promise<readonly ToHost[]> {
    return this.evaluate<readonly ToHost[]>("window.posted");
  }

  /** What was asked after the first "ready". */
  async requests(): Promise<readonly PanelRequest[]> {
    return (await this.posted()).slice(1).map(({ request }) => request);
  }

  state(): Promise<unknown> {
    return this.evaluate("window.keptState");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, ...(typeof name === "string" && { exact: true }) });
  }

  /** The focused element's accessible words. */
  async focused(): Promise<string> {
    // Hosts of the focused element match too: the innermost comes last.
    const focused = this.page.locator(":focus").last();
    return (await focused.getAttribute("aria-label")) ?? joinBlanks(await focused.evaluate(readText));
  }

  /** What is read there, through shadow roots, blanks joined; not what is folded away. */
  async text(selector: string): Promise<string> {
    return joinBlanks(await this.page.locator(selector).first().evaluate(readText));
  }

  async picture(name: string): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
  }

  evaluate<Result>(script: string): Promise<Result> {
    return this.page.evaluate(script);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

function joinBlanks(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Runs in the page: the text of an element as it is composed, blocks set apart. */
function readText(node: Node): string {
  const read = (at: Node): string => {
    if (at instanceof Text) return at.data;
    if (at instanceof HTMLSlotElement) return at.assignedNodes().map(read).join("");
    if (!(at instanceof Element) || !at.checkVisibility()) return "";
    const text = [...(at.shadowRoot ?? at).childNodes].map(read).join("");
    return getComputedStyle(at).display.startsWith("inline") ? text : ` ${text} `;
  };
  return read(node);
}

/** One browser and one server of a test file. */
export class PanelBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly server: { url: string; close: () => void },
  ) {}

  static async start(words?: Words): Promise<PanelBrowser> {
    return new PanelBrowser(await chromium.connect(inject("chromium")), await servePanel(words));
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  async open(options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = "light", width = 760, height = 640, reducedMotion = "no-preference", state } = options;
    const viewport = { width, height };
    const context = await this.browser.newContext({ viewport, reducedMotion, deviceScaleFactor: 2 });
    const page = new PanelPage(await context.newPage());
    await page.page.addInitScript(await hostScript(theme, state));
    await page.page.goto(this.server.url);
    await page.page.evaluate("document.fonts.load('16px codicon')");
    return page;
  }
}

/** What VS Code does around a webview's page: its API, its styles, its theme. */
async function hostScript(theme: Theme, state: unknown): Promise<string> {
  const folder = "test/e2e/panel/themes";
  const styles = await Promise.all(
    ["webview", theme].map((name) => readFile(`${folder}/${name}.css`, "utf8")),
  );
  return `
    window.posted = [];
    window.keptState = ${state === undefined ? "undefined" : JSON.stringify(state)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.posted.push(structuredClone(message)),
      getState: () => window.keptState,
      setState: (state) => { window.keptState = structuredClone(state); },
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(styles.join("\n"))});
    document.adoptedStyleSheets.push(sheet);
    document.addEventListener("DOMContentLoaded", () => {
      document.body.className = "vscode-body ${THEMES[theme]}";
      document.body.setAttribute("role", "document");
    });
  `;
}
