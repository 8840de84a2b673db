import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureChromium } from "../bootstrap.mjs";
import { startServer } from "./server.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} LaunchOptions
 * @property {import("./versions.mjs").VersionName} version
 * @property {string} [workspace] see {@link startServer}
 * @property {string} extension folder of the extension under development
 * @property {string[]} [installed] see {@link startServer}
 * @property {string} [tests] a CommonJS file with `run()`, for VS Code to run in its extension host
 * @property {boolean} [trust] see {@link startServer}
 * @property {Record<string, unknown>} [settings]
 * @property {Record<string, string>} [env]
 * @property {string} [language] the display language that VS Code tells extensions; its own words stay English,
 *   since their translations come from the gallery
 * @property {{ width: number, height: number }} [viewport] in CSS pixels
 * @property {number} [scale] device pixels a CSS pixel
 * @property {(type: string, text: string) => void} [onLog] what the extension host prints
 */

/**
 * @typedef {object} OpenCode
 * @property {Page} page
 * @property {Promise<number>} exit the tests' exit code, once VS Code tells; rejects when the page or the
 *   server dies
 * @property {() => string} serverLog
 * @property {string} dataDir what the server keeps: settings, storage, backups
 * @property {() => Promise<void>} close ends browser and server and removes their data
 */

const VIEWPORT = { width: 1400, height: 900 };
const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // VS Code looks for galleries and the like: tests reach loopback only.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/**
 * The address that opens a server's folder with an extension under development.
 * @param {import("./server.mjs").RunningServer} server
 * @param {Pick<LaunchOptions, "extension" | "tests">} options
 */
export function addressOf(server, { extension, tests }) {
  const remote = `vscode-remote://${server.authority}`;
  const payload = [
    ["extensionDevelopmentPath", remote + extension],
    ...(tests === undefined ? [] : [["extensionTestsPath", remote + tests]]),
    ["skipWelcome", "true"],
  ];
  return `${server.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/**
 * Starts a VS Code server and opens it in a headless Chromium. The caller closes it, whatever happens.
 * @param {LaunchOptions} options
 * @returns {Promise<OpenCode>}
 */
export async function openCode(options) {
  /** @type {(() => Promise<unknown>)[]} */
  const cleanUps = [];
  const close = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), "graders-vscode-"));
    cleanUps.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    // Tests look through everything that VS Code wrote.
    const env = { ...options.env, GRADERS_TEST_DATA: dataDir };
    const server = await startServer({ ...options, env, dataDir });
    cleanUps.push(server.close);
    const browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: CHROMIUM_ARGUMENTS,
    });
    cleanUps.push(() => browser.close());
    const context = await browser.newContext({
      viewport: options.viewport ?? VIEWPORT,
      deviceScaleFactor: options.scale ?? 1,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    // Where VS Code's page looks for its language, which the server sets with a language pack.
    if (options.language !== undefined)
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
    const { exit } = await watch(page, server, options.onLog);
    await page.goto(addressOf(server, options), { waitUntil: "commit" });
    return { page, exit, serverLog: server.log, dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Offers the page the two functions by which VS Code's web host reports on tests.
 * @param {Page} page
 * @param {import("./server.mjs").RunningServer} server
 * @param {LaunchOptions["onLog"]} onLog
 */
async function watch(page, server, onLog) {
  await page.exposeFunction(
    "codeAutomationLog",
    (/** @type {string} */ type, /** @type {unknown[]} */ values) =>
      onLog?.(
        type,
        values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "),
      ),
  );
  /** @type {(code: number) => void} */
  let reported = () => undefined;
  const exit = /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      reported = resolve;
      page.on("crash", () => reject(new Error("VS Code's page crashed.")));
      page.on("close", () => reject(new Error("VS Code's page was closed.")));
      void server.exited.then(() => reject(new Error(`The VS Code server ended:\n${server.log()}`)));
    })
  );
  // Who does not wait for the tests need not catch their end either.
  exit.catch(() => undefined);
  await page.exposeFunction("codeAutomationExit", reported);
  // In an object, since an async function would wait for a bare promise.
  return { exit };
}
