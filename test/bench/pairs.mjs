// Holds this build to another one, in pairs: a window of each is open, and each key goes to one and then to the other,
// so that a busy machine is busy for both. By the clock, and by the processor time of the window's extension host.
// `git worktree add .build/before COMMIT && (cd .build/before && npm ci && npm run build) && npm run build`
// `node test/bench/pairs.mjs .build/before [PAIRS, 40 by default]`
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openFile, workbenchReady } from "../../scripts/vscode/hands.mjs";
import { openCode } from "../../scripts/vscode/launch.mjs";

/** @typedef {import("../../scripts/vscode/launch.mjs").OpenCode} OpenCode */
/** @typedef {{ clock: number, processor: number }} Cost milliseconds */

const [before, count = "40"] = process.argv.slice(2);
if (before === undefined) throw new Error("Name the folder of the build before.");
const PAIRS = Number(count);
/** Milliseconds of a clock tick in /proc. */
const TICK_MS = 10;
const GRADER = "product-name.grader.json";

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * @param {string} name
 * @param {readonly number[]} old milliseconds
 * @param {readonly number[]} now
 */
function tellTimes(name, old, now) {
  const ratios = now.map((time, index) => time / Math.max(old[index] ?? NaN, 1));
  const words = `${median(old).toFixed(0)} ms → ${median(now).toFixed(0)} ms`;
  process.stdout.write(
    `${name.padEnd(48)} ${words}, median of the ratios ${median(ratios).toFixed(2)} (${ratios.length} pairs)\n`,
  );
}

/**
 * @param {string} name
 * @param {readonly Cost[]} old
 * @param {readonly Cost[]} now
 */
function tell(name, old, now) {
  for (const kind of /** @type {const} */ (["clock", "processor"])) {
    const [from = [], to = []] = [old, now].map((costs) => costs.map((cost) => cost[kind]));
    tellTimes(`${name}, ${kind}`, from, to);
  }
}

/** The process of a window's extensions: a child of the server that has the window's data. @param {string} dataDir */
function extensionHost(dataDir) {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = wordsOf(pid);
    if (!words.includes("--type=extensionHost")) continue;
    const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
    if (wordsOf(parent).includes(dataDir)) return pid;
  }
  throw new Error("There is no extension host.");
}

/** @param {string} pid */
function wordsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} pid */
function processorMs(pid) {
  const [user = "0", system = "0"] =
    readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").slice(11) ?? [];
  return (Number(user) + Number(system)) * TICK_MS;
}

class Window {
  /** @param {OpenCode} code */
  constructor(code) {
    this.code = code;
    this.page = code.page;
    this.host = "";
  }

  async ready() {
    await workbenchReady(this.page);
    await openFile(this.page, GRADER);
    await this.page.locator(".codelens-decoration a").first().waitFor();
    this.host = extensionHost(this.code.dataDir);
  }

  /** @param {() => Promise<void>} act @returns {Promise<Cost>} */
  async cost(act) {
    const used = processorMs(this.host);
    const start = performance.now();
    await act();
    const clock = performance.now() - start;
    // What the key set off ends a little later than what is seen of it.
    await this.page.waitForTimeout(300);
    return { clock, processor: processorMs(this.host) - used };
  }

  /** From the key to the reward of the new run on screen. */
  async paint() {
    for (const frame of this.page.frames())
      for (const reward of await frame
        .locator(".reward")
        .all()
        .catch(() => []))
        await reward.evaluate((element) => element.setAttribute("data-old", ""));
    return this.cost(async () => {
      await this.page.keyboard.press("Control+Alt+Enter");
      while (!(await this.isPainted()));
    });
  }

  async isPainted() {
    for (const frame of this.page.frames()) {
      const fresh = await frame
        .locator(".reward:not([data-old])")
        .count()
        .catch(() => 0);
      if (fresh > 0) return true;
    }
    return false;
  }

  /** From a key that makes a formula's or a template's name wrong, or right again, to the squiggle or its end. */
  async findings() {
    const squiggles = this.page.locator(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning");
    const had = await squiggles.count();
    return this.cost(async () => {
      await this.page.keyboard.press(had > 0 ? "Backspace" : "x");
      while ((await squiggles.count()) > 0 === had > 0);
    });
  }

  /** Puts the cursor behind the letters of the first template's namespace. */
  async atTemplate() {
    await this.page.locator(".editor-instance .monaco-editor").first().click();
    await this.page.keyboard.press("Control+Home");
    await this.page.keyboard.press("Control+F");
    await this.page.keyboard.insertText("{{sample");
    await this.page.keyboard.press("Enter");
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("ArrowRight");
  }
}

/** @param {readonly Window[]} windows @param {(window: Window) => Promise<Cost>} measure */
async function inTurn(windows, measure) {
  /** @type {Cost[][]} */
  const costs = windows.map(() => []);
  for (let pair = 0; pair < PAIRS; pair++)
    for (const index of pair % 2 === 0 ? [0, 1] : [1, 0]) {
      const window = windows[index];
      if (window) costs[index]?.push(await measure(window));
    }
  return costs;
}

/** @param {string} folder @param {readonly string[]} words */
function commandLine(folder, words) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [join(folder, "dist/cli.mjs"), ...words], {
    stdio: "ignore",
  });
  if (status === null || status > 1) throw new Error(`graders ${words.join(" ")} ended with ${status}.`);
  return performance.now() - start;
}

function commandLines() {
  for (const words of [["--version"], ["run", `examples/${GRADER}`]]) {
    /** @type {[number[], number[]]} */
    const times = [[], []];
    for (let pair = 0; pair < PAIRS; pair++) {
      times[0].push(commandLine(before ?? "", words));
      times[1].push(commandLine(".", words));
    }
    tellTimes(`graders ${words[0]}, clock`, ...times);
  }
}

commandLines();
const workspaces = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), "graders-bench-"))));
/** @type {Window[]} */
const windows = [];
try {
  for (const [index, build] of [before, "."].entries()) {
    const workspace = workspaces[index] ?? "";
    await cp("examples", workspace, { recursive: true });
    windows.push(new Window(await openCode({ version: "newest", workspace, extension: resolve(build) })));
    await windows.at(-1)?.ready();
  }
  // The first run of each starts the panel, the thread and the page.
  for (const window of windows) await window.paint();
  const [old = [], now = []] = await inTurn(windows, (window) => window.paint());
  tell("key to painted panel", old, now);
  for (const window of windows) await window.atTemplate();
  const [oldFindings = [], newFindings = []] = await inTurn(windows, (window) => window.findings());
  tell("findings after a key", oldFindings, newFindings);
} finally {
  for (const { code } of windows) await code.close();
  for (const workspace of workspaces) await rm(workspace, { recursive: true, force: true });
}
