import { symlink } from "node:fs/promises";
import path from "node:path";
import { readdirSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { expectKind, grade, gradeSource, interpreter, processesWith, temporaryFolder } from "./support";

const SPIN = gradeSource("while True: pass");
const DEEP_IN_C = gradeSource("return sum(range(10 ** 13))");
const ONE = gradeSource("return 1");
const waits = { timeout: 20_000, interval: 20 };

/** An interpreter whose processes can be told from those of other tests. */
async function ownInterpreter(options: Parameters<typeof interpreter>[0] = {}) {
  const pythonDir = path.join(await temporaryFolder(), "python");
  await symlink(path.resolve("python"), pythonDir);
  const tempDir = await temporaryFolder();
  const grader = await interpreter({ pythonDir, tempDir, ...options });
  return { grader, children: () => processesWith(pythonDir), folders: () => readdirSync(tempDir) };
}

const contained = [
  ["in namespaces of its own", {}],
  ["in its process group alone", { unshare: "/nonexistent" }],
] as const;

describe.each(contained)("a child %s", (_how, options) => {
  it.each([
    ["a busy loop", SPIN],
    ["C code that never looks", DEEP_IN_C],
  ])("in %s is dead once cancelled, and the next grade gets another", async (_name, source) => {
    const { grader, children, folders } = await ownInterpreter(options);
    expectKind(await grade(grader, ONE), "score");
    const before = children();
    const controller = new AbortController();
    const graded = grade(grader, source, { signal: controller.signal });
    controller.abort(new Error("stopped by the user"));
    await expect(graded).rejects.toThrow("stopped by the user");
    await vi.waitFor(() => expect(children().filter((pid) => before.includes(pid))).toEqual([]), waits);
    expectKind(await grade(grader, ONE), "score");
    await vi.waitFor(() => expect(folders()).toHaveLength(1), waits);
    await grader.dispose();
    expect([children(), folders()]).toEqual([[], []]);
  });

  it("takes the programs that a grader started with it", async () => {
    const { grader } = await ownInterpreter(options);
    const mark = `31.${process.pid}${"unshare" in options ? 2 : 1}`;
    const source = `import subprocess\n${gradeSource(`subprocess.run(['sh', '-c', 'sleep ${mark}; true'])`, "return 1")}`;
    const controller = new AbortController();
    const graded = grade(grader, source, { signal: controller.signal });
    await vi.waitFor(() => expect(processesWith(mark).length).toBeGreaterThan(1), waits);
    controller.abort();
    await expect(graded).rejects.toThrow();
    await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), waits);
  });

  it("takes them with it at the time limit", async () => {
    const { grader } = await ownInterpreter({ ...options, timeoutMs: 500 });
    const mark = `32.${process.pid}${"unshare" in options ? 2 : 1}`;
    const source = `import subprocess\n${gradeSource(`subprocess.Popen(['sleep', '${mark}'])`, "sum(range(10 ** 13))")}`;
    const { message } = expectKind(await grade(grader, source), "runtime_error");
    expect(message).toBe("timed out after 0.5 s");
    await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), waits);
  });

  it("of os._exit makes one result errored; those beside it are graded", async () => {
    const { grader } = await ownInterpreter(options);
    expectKind(await grade(grader, ONE), "score");
    const sources = [ONE, gradeSource("import os", "os._exit(0)"), gradeSource("return 0.25")];
    const [before, dead, after] = await Promise.all(sources.map((source) => grade(grader, source)));
    expect([before, dead, after].map((outcome) => outcome?.kind)).toEqual([
      "score",
      "runtime_error",
      "score",
    ]);
  });
});

it("a program that left the process group ends with the child all the same", async () => {
  const { grader } = await ownInterpreter();
  const { runtime } = expectKind(await grade(grader, ONE), "score");
  // Without namespaces nothing holds it; docs/security.md says so.
  expect(runtime).toContain("network cut off");
  const mark = `33.${process.pid}`;
  const start = `subprocess.Popen(['sleep', '${mark}'], start_new_session=True)`;
  const controller = new AbortController();
  const source = `import subprocess\n${gradeSource(start, "while True: pass")}`;
  const graded = grade(grader, source, { signal: controller.signal });
  await vi.waitFor(() => expect(processesWith(mark)).toHaveLength(1), waits);
  controller.abort();
  await expect(graded).rejects.toThrow();
  await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), waits);
});

it("is cancelled also while it starts", async () => {
  const { grader, children, folders } = await ownInterpreter();
  const controller = new AbortController();
  const graded = grade(grader, SPIN, { signal: controller.signal });
  await vi.waitFor(() => expect(children().length).toBeGreaterThan(0), waits);
  controller.abort();
  await expect(graded).rejects.toThrow();
  await vi.waitFor(() => expect(children()).toEqual([]), waits);
  await vi.waitFor(() => expect(folders()).toEqual([]), waits);
});

it("ends with dispose, and what it did is refused, not lost", async () => {
  const { grader, children } = await ownInterpreter();
  expectKind(await grade(grader, ONE), "score");
  const busy = grade(grader, SPIN);
  const queued = grade(grader, ONE);
  await grader.dispose();
  expect(children()).toEqual([]);
  for (const outcome of [await busy, await queued, await grade(grader, ONE)]) {
    expect(outcome).toMatchObject({ kind: "unavailable", message: "The Python interpreter was closed." });
  }
});

it("is closed before its first child has begun, and leaves nothing", async () => {
  const { grader, children, folders } = await ownInterpreter();
  const early = grade(grader, ONE);
  await grader.dispose();
  expect(await early).toMatchObject({ kind: "unavailable", message: "The Python interpreter was closed." });
  // Longer than a folder is made and removed in.
  expectKind(await grade(await interpreter(), ONE), "score");
  await vi.waitFor(() => expect([children(), folders()]).toEqual([[], []]), waits);
});

describe("the time limit", () => {
  it("ends a busy loop with the line where it was, and the child lives on", async () => {
    const { grader, children } = await ownInterpreter({ timeoutMs: 300 });
    expectKind(await grade(grader, ONE), "score");
    const before = children();
    const outcome = expectKind(await grade(grader, SPIN), "runtime_error");
    expect(outcome).toMatchObject({
      message: "timed out after 0.3 s",
      frames: [{ line: 2, function: "grade" }],
    });
    expectKind(await grade(grader, ONE), "score");
    expect(children()).toEqual(before);
  });

  it.each([
    ["a sleep", gradeSource("import time", "time.sleep(60)")],
    ["C code that never looks", DEEP_IN_C],
    ["a grader that took our alarm", gradeSource("import signal", "signal.alarm(0)", "while True: pass")],
    [
      "a grader that ignores interrupts",
      gradeSource("import signal", "signal.signal(signal.SIGINT, signal.SIG_IGN)", "while True: pass"),
    ],
  ])("ends %s", async (_name, source) => {
    const { grader } = await ownInterpreter({ timeoutMs: 300 });
    expect(expectKind(await grade(grader, source), "runtime_error").message).toBe("timed out after 0.3 s");
    expectKind(await grade(grader, ONE), "score");
  });

  it("leaves a grader its own alarm", async () => {
    const { grader } = await ownInterpreter();
    const source = `import signal\nclass Late(Exception): pass\ndef late(*a): raise Late()\n${gradeSource(
      "signal.signal(signal.SIGALRM, late)",
      "signal.setitimer(signal.ITIMER_REAL, 0.05)",
      "try:",
      "    while True: signal.pause()",
      "except Late:",
      "    return 0.5",
    )}`;
    expect(expectKind(await grade(grader, source), "score").value).toBe(0.5);
  });
});

describe("many at once", () => {
  it("1,000 rows take one start", async () => {
    const { grader } = await ownInterpreter();
    const source = gradeSource("import os", "print(os.getcwd())", "return item['n']");
    const numbers = Array.from({ length: 1_000 }, (_, n) => n);
    const outcomes = await Promise.all(numbers.map((n) => grade(grader, source, { item: `{"n":${n}}` })));
    const scores = outcomes.map((outcome) => expectKind(outcome, "score"));
    expect(scores.map(({ value }) => value)).toEqual(numbers);
    // Each child has a folder of its own.
    expect(new Set(scores.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it("a slow one does not hold up the others where there may be two children", async () => {
    const { grader } = await ownInterpreter({ poolSize: 2 });
    const controller = new AbortController();
    const slow = grade(grader, SPIN, { signal: controller.signal });
    const others = await Promise.all([grade(grader, ONE), grade(grader, ONE)]);
    expect(others.map(({ kind }) => kind)).toEqual(["score", "score"]);
    controller.abort();
    await expect(slow).rejects.toThrow();
  });

  it("a signal that is aborted already starts nothing", async () => {
    const { grader, children } = await ownInterpreter();
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(grade(grader, ONE, { signal })).rejects.toThrow("too late");
    expect(children()).toEqual([]);
  });
});

describe("a fork", () => {
  it.each([
    ["of Python's", "import os, time", "pid = os.fork()"],
    ["of the C library's", "import ctypes, os, time", "pid = ctypes.CDLL(None).fork()"],
  ])("%s has no part in the answers", async (_name, head, fork) => {
    const { grader } = await ownInterpreter();
    const source = `${head}\n${gradeSource(
      "try:",
      `    ${fork}`,
      "except Exception:",
      "    return 0",
      // The fork comes to its end first.
      "if pid: os.waitpid(pid, 0)",
      "return 0.25 if pid == 0 else item['n']",
    )}`;
    const outcomes = [];
    for (const n of [1, 2, 3]) outcomes.push(await grade(grader, source, { item: `{"n":${n}}` }));
    expect(outcomes.map((outcome) => expectKind(outcome, "score").value)).toEqual([1, 2, 3]);
  });
});
