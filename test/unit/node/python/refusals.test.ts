import { beforeAll, describe, expect, test } from "vitest";
import { HOSTED_PACKAGES } from "../../../../src/core/grader/hostedPackages";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

/** A grader that turns every failure into a score. */
const hiding = (...body: string[]) =>
  gradeSource("try:", ...body.map((line) => `    ${line}`), "except:", "    return 0.0", "return 1.0");
const refusal = async (...body: string[]) =>
  expectKind(await grade(runner, hiding(...body)), "runtime_error");

const LACKING = Object.entries(HOSTED_PACKAGES).filter(([name]) => !/rapidfuzz|rouge_score/.test(name));

describe("an import that the hosted image has is no score", () => {
  test.each(LACKING)("%s", async (module, pinned) => {
    const outcome = await refusal(`import ${module}`);
    expect(outcome.message).toBe(
      `The grader imports ${module}, which the sandbox does not have; the hosted image has ${pinned}.`,
    );
    expect(outcome.mend).toContain('graders.python.runtime to "interpreter"');
    expect(outcome.frames).toEqual([{ line: 3, function: "grade" }]);
  });

  test.each([
    ["from dateutil import parser", "imports dateutil", "python-dateutil", "graders packages add"],
    ["import regex as re", "imports regex", "regex", "The hosted image has regex: set"],
    [
      "from typing_extensions import TypedDict",
      "imports typing_extensions",
      "typing-extensions",
      "graders packages add",
    ],
  ])("%s, which others of them require", async (line, imports, name, offers) => {
    const { message, mend } = await refusal(line);
    expect(message).toBe(
      `The grader ${imports}, which the sandbox does not have; the hosted image has ${name}.`,
    );
    expect(mend).toContain(offers);
    expect(mend).toContain(name);
    expect(mend).toContain('graders.python.runtime to "interpreter"');
  });

  test.each([
    "from sklearn.metrics import f1_score",
    "__import__('numpy')",
    "import importlib; importlib.import_module('numpy.linalg')",
    "import importlib.util; assert importlib.util.find_spec('numpy')",
    "exec('import numpy')",
  ])("%s", async (line) => {
    expect((await refusal(line)).message).toMatch(/^The grader imports (sklearn|numpy), /);
  });

  test.each(["readline", "resource", "curses", "ctypes"])("%s, of the library", async (module) => {
    expect((await refusal(`import ${module}`)).message).toContain(`imports ${module}, `);
  });

  test("at the top of the source", async () => {
    const source = `try:\n    import numpy as np\nexcept ImportError:\n    np = None\n${gradeSource("return 0.0")}`;
    expect(expectKind(await grade(runner, source), "runtime_error").frames).toEqual([
      { line: 2, function: "<module>" },
    ]);
  });
});

describe("a score stands", () => {
  test.each(["requests", "winreg", "tkinter", "no_such_module"])(
    "without %s, which the image lacks too",
    async (module) => {
      expect(expectKind(await grade(runner, hiding(`import ${module}`)), "score").value).toBe(0);
    },
  );

  test("though the library tries for modules that it can do without", async () => {
    const modules =
      "cmd pdb tarfile http.client smtplib logging.handlers multiprocessing asyncio sqlite3 pydoc";
    expect(
      expectKind(await grade(runner, hiding(`import ${modules.split(" ").join(", ")}`)), "score").value,
    ).toBe(1);
  });

  test("of asyncio.run, with tasks, time and limits", async () => {
    const source = `import asyncio
async def one(x):
    await asyncio.sleep(0.001)
    return x
async def all():
    return sum(await asyncio.gather(one(1), one(2))) + await asyncio.wait_for(one(4), 5)
${gradeSource("return asyncio.run(all())")}`;
    for (let round = 0; round < 2; round++)
      expect(expectKind(await grade(runner, source), "score").value).toBe(7);
  });

  test("but waiting for what cannot happen is an error", async () => {
    const source =
      "import asyncio\nasync def wait(): await asyncio.Future()\n" +
      gradeSource("return asyncio.run(wait())");
    expect(expectKind(await grade(runner, source), "runtime_error").message).toContain("cannot happen");
  });
});

describe("what the sandbox refuses is no score", () => {
  test.each([
    "import urllib.request; urllib.request.urlopen('http://example.com')",
    "import urllib.request; urllib.request.urlopen('https://example.com')",
    "import urllib.request; urllib.request.urlretrieve('ftp://example.com/x')",
    "import http.client; http.client.HTTPConnection('example.com').request('GET', '/')",
    "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "import socket; socket.gethostbyname('example.com')",
    "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "import smtplib; smtplib.SMTP('example.com')",
    "import ftplib; ftplib.FTP('example.com')",
  ])("the network: %s", async (line) => {
    const outcome = await refusal(line);
    expect(outcome.message).toBe("The grader asked for the network, which graders do not have.");
    expect(outcome.frames).toMatchObject([{ line: 3 }]);
  });

  test.each([
    ["import threading; threading.Thread(target=print).start()", "a thread"],
    ["from concurrent.futures import ThreadPoolExecutor as T; list(T().map(abs, [1]))", "a thread"],
    ["import subprocess; subprocess.run(['true'])", "another program"],
    ["import asyncio; asyncio.run(asyncio.create_subprocess_exec('true'))", "another program"],
    ["import asyncio; asyncio.run(asyncio.create_subprocess_shell('true'))", "another program"],
    ["import multiprocessing; multiprocessing.Pool(2)", "another program"],
    ["import os; os.fork()", "another program"],
  ])("%s", async (line, what) => {
    expect((await refusal(line)).message).toBe(
      `The grader tried to start ${what}, which the sandbox does not allow.`,
    );
  });

  test.each([
    ["import signal; signal.alarm(5)", "tried to set a timer"],
    ["import signal; signal.setitimer(signal.ITIMER_REAL, 0.5)", "tried to set a timer"],
    ["import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')", "asked for a time zone"],
  ])("%s", async (line, what) => {
    expect((await refusal(line)).message).toBe(`The grader ${what}, which the sandbox does not have.`);
  });

  test("memory, also where the grader got some afterwards", async () => {
    const outcome = await refusal(
      "try: bytearray(1 << 30)",
      "except MemoryError: pass",
      "kept = bytearray(1 << 24)",
    );
    expect(outcome.message).toBe("The grader used more memory than the sandbox gives.");
  });

  test("a data: address is no network", async () => {
    const source = hiding("import urllib.request", "assert urllib.request.urlopen('data:,x').read() == b'x'");
    expect(expectKind(await grade(runner, source), "score").value).toBe(1);
  });
});
