// One start of VS Code with the suites of one mode.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { noTests } from "../testCounts.mjs";
import { startControl } from "./control.mjs";
import { PICTURES, handsOf, screenshot } from "./hands.mjs";
import { openCode } from "./launch.mjs";
import { VERSIONS } from "./versions.mjs";

/** @typedef {import("../testCounts.mjs").TestCounts} TestCounts */
/** @typedef {import("../../test/vscode/support/report").RunReport} RunReport */

/**
 * @typedef {object} Session
 * @property {import("./versions.mjs").VersionName} version
 * @property {import("./suites.mjs").Mode} mode
 * @property {string} extension
 * @property {string} workspace copied for the session
 * @property {string} index
 * @property {string[]} suites
 * @property {string} [grep]
 * @property {number} limitMs for all its tests
 * @property {boolean} verbose print the extension host's console too
 */

/** Extensions that bring language models, and an interpreter's choice, for tests. */
const INSTALLED = [resolve("test/vscode/models"), resolve("test/vscode/python")];

/** VS Code may take that long until the first suite reports. */
const START_LIMIT_MS = 180_000;

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** Counts what the suites report, and prints it as it comes. */
class Progress {
  counts = noTests();
  started = false;
  ended = false;
  suite = "";

  /** @param {string} where */
  constructor(where) {
    this.where = where;
  }

  /** @param {RunReport} event */
  take(event) {
    this.started = true;
    switch (event.kind) {
      case "suite":
        this.suite = event.title;
        print(`  ${event.title}`);
        break;
      case "passed":
        this.counts.passed += 1;
        print(`    ✓ ${event.title} (${Math.round(event.milliseconds)} ms)`);
        break;
      case "retried":
        print(`    ↻ ${event.title}\n${event.error.replace(/^/gm, "        ")}`);
        break;
      case "skipped":
        print(`    - ${event.title}`);
        break;
      case "failed":
        this.fail(event.title, event.error);
        break;
      case "end":
        this.ended = true;
    }
  }

  /**
   * @param {string} title
   * @param {string} error
   */
  fail(title, error) {
    this.counts.failures.push({ name: [this.where, this.suite, title].filter(Boolean).join(" › "), error });
    print(`    ✗ ${title}\n${error.replace(/^/gm, "        ")}`);
  }
}

/**
 * Waits for the end of the tests; rejects when no suite reports in time, or when all take too long.
 * @param {number} limitMs
 * @param {Progress} progress
 * @param {Promise<number>} exit
 */
async function within(limitMs, progress, exit) {
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  const exceeded = /** @type {Promise<never>} */ (
    new Promise((_, reject) => {
      const late = (/** @type {string} */ what, /** @type {number} */ ms) =>
        reject(new Error(`${what} within ${ms / 1000} s.`));
      timers.push(
        setTimeout(() => progress.started || late("No test started", START_LIMIT_MS), START_LIMIT_MS),
        setTimeout(() => late("The tests did not end", limitMs), limitMs),
      );
    })
  );
  try {
    await Promise.race([exit, exceeded]);
  } finally {
    timers.forEach(clearTimeout);
  }
}

/**
 * Runs the suites inside VS Code; prints and counts their tests. What goes wrong around them counts as one
 * failed test.
 * @param {Session} session
 * @returns {Promise<TestCounts>}
 */
export async function runSession(session) {
  const name = `${session.version}${session.mode === "folder" ? "" : ` ${session.mode}`}`;
  const where = `VS Code ${VERSIONS[session.version].vscode}${MODE_WORDS[session.mode]}`;
  print(where);
  const folder = await mkdtemp(join(tmpdir(), "graders-workspace-"));
  const progress = new Progress(where);
  try {
    await runIn(folder, name, session, progress);
  } catch (error) {
    progress.fail("around the tests", error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return progress.counts;
}

const MODE_WORDS = {
  folder: "",
  untrusted: ", untrusted workspace",
  nofolder: ", no folder",
  multiroot: ", two folders",
  german: ", in German",
};

/**
 * What VS Code opens: a copy of the workspace, a file that names two copies, or nothing.
 * @param {string} folder
 * @param {Session} session
 */
async function makeWorkspace(folder, { workspace, mode }) {
  if (mode === "nofolder") return undefined;
  const copies = mode === "multiroot" ? ["first", "second"] : ["workspace"];
  for (const copy of copies) await cp(workspace, join(folder, copy), { recursive: true });
  if (mode !== "multiroot") return join(folder, "workspace");
  const file = join(folder, "both.code-workspace");
  await writeFile(file, JSON.stringify({ folders: copies.map((path) => ({ path })) }));
  return file;
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Session} session
 * @param {Progress} progress
 */
async function runIn(folder, name, session, progress) {
  const workspace = await makeWorkspace(folder, session);
  /** @type {string[]} */
  const log = [];
  /** @type {import("./control.mjs").Methods} */
  let methods = {};
  const control = await startControl(() => methods);
  /** @type {import("./launch.mjs").OpenCode | undefined} */
  let code;
  try {
    code = await openCode({
      version: session.version,
      ...(workspace === undefined ? {} : { workspace }),
      extension: session.extension,
      installed: INSTALLED,
      tests: session.index,
      trust: session.mode !== "untrusted",
      ...(session.mode === "german" ? { language: "de" } : {}),
      env: {
        GRADERS_TEST_CONTROL: control.url,
        GRADERS_TEST_SUITES: JSON.stringify(session.suites),
        GRADERS_TEST_SESSION: name,
        ...(session.grep === undefined ? {} : { GRADERS_TEST_GREP: session.grep }),
      },
      onLog: (type, text) => {
        log.push(`${type}: ${text}`);
        if (session.verbose) print(`      [${type}] ${text}`);
      },
    });
    methods = {
      ...handsOf(code.page),
      report: (/** @type {RunReport} */ event) => progress.take(event),
    };
    await within(session.limitMs, progress, code.exit);
    if (!progress.ended) throw new Error("The extension host ended before its tests did.");
  } catch (error) {
    if (code !== undefined) await screenshot(code.page, `broken ${name}`).catch(() => undefined);
    log.push("", "--- server ---", code?.serverLog() ?? "");
    throw error;
  } finally {
    await code?.close();
    await control.close();
    await keepLog(name, log);
  }
}

/**
 * @param {string} name
 * @param {string[]} log
 */
async function keepLog(name, log) {
  await mkdir(PICTURES, { recursive: true });
  await writeFile(join(PICTURES, `${name.replace(" ", "-")}.log`), log.join("\n"));
}
