/** What VS Code calls in its extension host: runs the bundled suites beside this file and reports. */
import Mocha from "mocha";
import { page, pageAvailable, report } from "./support/page";
import { withSourceLines } from "./support/sourceLines";

/** More than a webview takes at the worst (scripts/vscode/hands.mjs). */
const LIMIT_MS = 90_000;

function suitesToRun(): string[] {
  const listed: unknown = JSON.parse(process.env.GRADERS_TEST_SUITES ?? "[]");
  if (!Array.isArray(listed) || listed.length === 0) throw new Error("GRADERS_TEST_SUITES names no suite.");
  return listed.map(String);
}

/** Reports go out one after another; the run waits for them all. */
class Reports {
  private last = Promise.resolve();

  add(send: () => Promise<unknown>): void {
    this.last = this.last.then(send).then(() => undefined);
  }

  done(): Promise<void> {
    return this.last;
  }
}

/** A name for the picture of a failed test. */
function pictureName(title: string): string {
  return `failed ${process.env.GRADERS_TEST_SESSION ?? "desktop"} ${title}`;
}

function rootHooks(): Mocha.RootHookObject {
  return {
    afterEach: async function (this: Mocha.Context) {
      const current = this.currentTest;
      // The window as it is at the failure, before the suite's own hooks tidy up.
      if (current?.err !== undefined && pageAvailable)
        await page.screenshot(pictureName(current.fullTitle()));
    },
  };
}

function listen(runner: Mocha.Runner, reports: Reports): void {
  runner
    .on("suite", ({ root, title }) => {
      if (!root) reports.add(() => report({ kind: "suite", title }));
    })
    .on("pass", (test) => {
      reports.add(() => report({ kind: "passed", title: test.title, milliseconds: test.duration ?? 0 }));
    })
    .on("retry", (test: Mocha.Test, error: Error) => {
      reports.add(() =>
        report({ kind: "retried", title: test.title, error: withSourceLines(error.stack ?? String(error)) }),
      );
    })
    .on("pending", ({ title }) => {
      reports.add(() => report({ kind: "skipped", title }));
    })
    .on("fail", (test, error: Error) => {
      reports.add(() =>
        report({ kind: "failed", title: test.title, error: withSourceLines(error.stack ?? String(error)) }),
      );
    });
}

/** @throws Error when a test failed: VS Code then ends with another exit code than 0. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    timeout: LIMIT_MS,
    // Tests drive a real window by its keyboard: on a busy machine one may be too early. A fault fails each time.
    retries: 2,
    rootHooks: rootHooks(),
    // Ours goes to whoever started VS Code; a desktop's output goes to its terminal.
    reporter: pageAvailable ? Mocha.reporters.Base : "spec",
    ...(process.env.GRADERS_TEST_GREP ? { grep: process.env.GRADERS_TEST_GREP } : {}),
  });
  for (const file of suitesToRun()) mocha.addFile(file);
  const reports = new Reports();
  const { failures, stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner = mocha.run(() => resolve(runner));
    listen(runner, reports);
  });
  const passed = stats?.passes ?? 0;
  reports.add(() => report({ kind: "end", passed, failed: failures }));
  await reports.done();
  if (failures > 0) throw new Error(`${failures} failed.`);
}
