import { build } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { resolution } from "../../../../scripts/resolution.mjs";
import {
  expectKind,
  grade,
  gradeSource,
  never,
  processesWith,
  sandbox,
  sandboxScript,
  temporaryFolder,
} from "./support";

const SPIN = gradeSource("while True: pass");
const DEEP_IN_C = gradeSource("return sum(range(10 ** 13))");
const ONE = gradeSource("return 1.0");
const waits = { timeout: 20_000, interval: 20 };

/** A sandbox whose processes can be told from those of other tests. */
async function ownSandbox(options: Parameters<typeof sandbox>[0] = {}) {
  const script = path.join(await temporaryFolder(), "sandbox.mjs");
  await copyFile(await sandboxScript(), script);
  const runner = await sandbox({ script, ...options });
  return { runner, script, children: () => processesWith(script) };
}

describe.runIf(process.platform === "linux")("a child", () => {
  test.each([
    ["a busy loop", SPIN],
    ["C code that never looks", DEEP_IN_C],
  ])("in %s is dead once cancelled, and the next grade gets another", async (_name, source) => {
    const { runner, children } = await ownSandbox();
    expectKind(await grade(runner, ONE), "score");
    const [child] = children();
    const controller = new AbortController();
    const graded = grade(runner, source, { signal: controller.signal });
    controller.abort(new Error("stopped by the user"));
    await expect(graded).rejects.toThrow("stopped by the user");
    await vi.waitFor(() => expect(children()).not.toContain(child), waits);
    expectKind(await grade(runner, ONE), "score");
    expect(children()).toHaveLength(1);
  });

  test("is cancelled also while it starts", async () => {
    const { runner, children } = await ownSandbox();
    const controller = new AbortController();
    const graded = grade(runner, SPIN, { signal: controller.signal });
    await vi.waitFor(() => expect(children()).toHaveLength(1), waits);
    controller.abort();
    await expect(graded).rejects.toThrow();
    await vi.waitFor(() => expect(children()).toEqual([]), waits);
  });

  test("ends with dispose, and what it did is refused, not lost", async () => {
    const { runner, children } = await ownSandbox();
    expectKind(await grade(runner, ONE), "score");
    const busy = grade(runner, SPIN);
    const queued = grade(runner, ONE);
    await runner.dispose();
    expect(children()).toEqual([]);
    for (const outcome of [await busy, await queued, await grade(runner, ONE)]) {
      expect(outcome).toMatchObject({ kind: "unavailable", message: "The Python sandbox was closed." });
    }
    expect(await runner.parse(ONE, never)).toMatchObject({ kind: "unavailable" });
  });

  test.each([
    ["a busy loop", SPIN],
    ["C code that never looks", DEEP_IN_C],
  ])("in %s does not outlive a parent that was killed", async (_name, source) => {
    const folder = await temporaryFolder();
    const script = path.join(folder, "sandbox.mjs");
    await copyFile(await sandboxScript(), script);
    const parent = path.join(folder, "parent.mjs");
    await build({
      ...resolution,
      stdin: {
        contents: `
          import { createSandboxRunner } from "./src/node/python/sandboxRunner";
          const runner = createSandboxRunner({ script: ${JSON.stringify(script)}, pyodideDir: "node_modules/pyodide" });
          const { signal } = new AbortController();
          const grade = (source) => runner.grade({ source, sample: "{}", item: "{}" }, signal);
          await grade(${JSON.stringify(ONE)});
          const busy = grade(${JSON.stringify(source)});
          setTimeout(() => console.log("busy"), 100);
          await busy;
        `,
        resolveDir: process.cwd(),
        loader: "ts",
      },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: parent,
      logLevel: "error",
    });
    const running = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
    await once(running.stdout, "data");
    expect(processesWith(script)).toHaveLength(1);
    running.kill("SIGKILL");
    await vi.waitFor(() => expect(processesWith(script)).toEqual([]), waits);
  });
});

describe("the time limit", () => {
  test("ends a busy loop with the line where it was, and the child lives on", async () => {
    const runner = await sandbox({ timeoutMs: 300 });
    const outcome = expectKind(await grade(runner, SPIN), "runtime_error");
    expect(outcome).toMatchObject({
      message: "timed out after 0.3 s",
      frames: [{ line: 2, function: "grade" }],
    });
    expect(outcome.traceback).toContain('File "grader.py", line 2, in grade');
  });

  test("ends a loop that catches everything", async () => {
    const runner = await sandbox({ timeoutMs: 300 });
    const source = gradeSource(
      "while True:",
      "    try:",
      "        while True: pass",
      "    except BaseException:",
      "        pass",
    );
    expect(expectKind(await grade(runner, source), "runtime_error").message).toBe("timed out after 0.3 s");
    expectKind(await grade(runner, ONE), "score");
  });

  test("ends C code that never looks", async () => {
    const runner = await sandbox({ timeoutMs: 300 });
    const outcome = expectKind(await grade(runner, DEEP_IN_C), "runtime_error");
    expect(outcome).toMatchObject({ message: "timed out after 0.3 s", frames: [] });
    expectKind(await grade(runner, ONE), "score");
  });

  test("ends a catastrophic regular expression", async () => {
    const runner = await sandbox({ timeoutMs: 300 });
    const source = `import re\n${gradeSource("return bool(re.match('(a+)+$', 'a' * 60 + 'b'))")}`;
    expect(expectKind(await grade(runner, source), "runtime_error").message).toBe("timed out after 0.3 s");
  });
});

describe("a child that dies", () => {
  test.each([
    ["os._exit", gradeSource("import os", "print('before')", "os._exit(0)")],
    [
      "recursion with a raised limit",
      gradeSource("import sys", "sys.setrecursionlimit(10 ** 9)", "f = lambda n: f(n + 1)", "return f(0)"),
    ],
    ["os.abort", gradeSource("import os", "os.abort()")],
  ])("of %s makes one result errored; those beside it are graded", async (_name, source) => {
    const runner = await sandbox();
    expectKind(await grade(runner, ONE), "score");
    const [before, dead, after] = await Promise.all([
      grade(runner, ONE),
      grade(runner, source),
      grade(runner, gradeSource("return 0.25")),
    ]);
    expectKind(before, "score");
    expectKind(dead, "runtime_error");
    expect(expectKind(after, "score").value).toBe(0.25);
  });
});

describe("many at once", () => {
  test("each gets its own answer", async () => {
    const runner = await sandbox({ poolSize: 2 });
    const source = gradeSource("print(item['n'])", "return item['n']");
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    const outcomes = await Promise.all(numbers.map((n) => grade(runner, source, { item: `{"n":${n}}` })));
    expect(outcomes.map((outcome) => expectKind(outcome, "score").value)).toEqual(numbers);
    expect(outcomes.map((outcome) => expectKind(outcome, "score").stdout)).toEqual(
      numbers.map((n) => `${n}\n`),
    );
  });

  test("a slow one does not hold up the others where there may be two children", async () => {
    const runner = await sandbox({ poolSize: 2 });
    const controller = new AbortController();
    const slow = grade(runner, SPIN, { signal: controller.signal });
    const others = await Promise.all([grade(runner, ONE), grade(runner, ONE), runner.parse(ONE, never)]);
    expect(others.map(({ kind }) => kind)).toEqual(["score", "score", "parsed"]);
    controller.abort();
    await expect(slow).rejects.toThrow();
  });

  test("one of many is cancelled, the others are graded", async () => {
    const runner = await sandbox();
    const controller = new AbortController();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        grade(runner, gradeSource(`return ${n}`), n === 7 ? { signal: controller.signal } : {}),
      ).map((promise, n) => {
        if (n === 19) controller.abort();
        return promise;
      }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, n) => (n === 7 ? "rejected" : "fulfilled")),
    );
  });

  test("a signal that is aborted already starts nothing", async () => {
    const runner = await sandbox();
    await expect(grade(runner, ONE, { signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow(
      "too late",
    );
  });
});

describe("the snapshot", () => {
  test("is made at the first use, used at the next, and replaced when it is damaged", async () => {
    const snapshotDir = await temporaryFolder();
    const warnings: string[] = [];
    const ignore = () => undefined;
    const logger = {
      trace: ignore,
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (text: string) => void warnings.push(text),
    };
    const first = await sandbox({ snapshotDir, logger });
    expectKind(await grade(first, ONE), "score");
    const file = await vi.waitFor(async () => {
      const [name = "", ...more] = await readdir(snapshotDir);
      expect(name).toMatch(/^python-[0-9a-f]{20}\.snapshot$/);
      expect(more).toEqual([]);
      return path.join(snapshotDir, name);
    }, waits);
    const whole = await readFile(file);

    const second = await sandbox({ snapshotDir, logger });
    expectKind(await grade(second, ONE), "score");
    expect(warnings).toEqual([]);

    const damaged = Buffer.from(whole);
    damaged[damaged.length - 5000]! ^= 0xff;
    await writeFile(file, damaged);
    const third = await sandbox({ snapshotDir, logger });
    expectKind(await grade(third, ONE), "score");
    expect(warnings).toEqual([expect.stringContaining("was of no use")]);
    await vi.waitFor(async () => expect((await readFile(file)).equals(damaged)).toBe(false), waits);
  });

  test("is not needed", async () => {
    const runner = await sandbox({ snapshotDir: path.join(await sandboxScript(), "no-folder") });
    expectKind(await grade(runner, ONE), "score");
  });
});
