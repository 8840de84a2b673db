import { beforeAll, describe, expect, it, test } from "vitest";
import type { PythonGrader } from "../../../../src/node/interpreter/interpreterRunner";
import { expectKind, grade, gradeSource, interpreter } from "./support";

let grader: PythonGrader;
beforeAll(async () => void (grader = await interpreter()));

const FOLDER = gradeSource("import os", "print(os.getcwd())", "return 1");

/** The folder of the child that grades now: each child has its own. */
async function child(): Promise<string> {
  return expectKind(await grade(grader, FOLDER), "score").stdout.trim();
}

/** Each source leaves something behind and returns how often it finds it: always 0 in a fresh state. */
describe("what does not pass to the next grade", () => {
  test.each([
    ["a global", "seen = []", ["seen.append(1)", "return len(seen) - 1"]],
    ["a module's attribute", "import json", ["n = getattr(json, 'n', 0)", "json.n = n + 1", "return n"]],
    ["a replaced function", "import math", ["n = math.floor(0.5)", "math.floor = lambda x: 7", "return n"]],
    ["a replaced builtin", "import builtins", ["n = sum([])", "builtins.sum = lambda x: 5", "return n"]],
    [
      "a made-up module",
      "import sys, types",
      ["n = 'mine' in sys.modules", "sys.modules['mine'] = types.ModuleType('mine')", "return int(n)"],
    ],
    [
      "a removed module",
      "import sys",
      ["n = 'math' not in sys.modules", "sys.modules.pop('math', None)", "return int(n)"],
    ],
    [
      "the environment",
      "import os",
      ["n = int(os.environ.get('N', 0))", "os.environ['N'] = str(n + 1)", "return n"],
    ],
    ["a file", "import os", ["n = int(os.path.exists('left'))", "open('left', 'w').write('x')", "return n"]],
    ["a folder", "import os", ["n = int(os.path.exists('a'))", "os.makedirs('a/b')", "return n"]],
    ["the working folder", "import os", ["n = int(os.getcwd() == '/')", "os.chdir('/')", "return n"]],
    ["the path", "import sys", ["n = sys.path.count('/x')", "sys.path.append('/x')", "return n"]],
    [
      "the recursion limit",
      "import sys",
      ["n = int(sys.getrecursionlimit() == 77)", "sys.setrecursionlimit(77)", "return n"],
    ],
    [
      "a seed",
      "import random",
      [
        "n = int(random.random() == 0.9560342718892494)",
        "random.seed(1)",
        "random.random()",
        "random.seed(9)",
        "return n * 0",
      ],
    ],
    [
      "decimal's context",
      "import decimal",
      ["n = int(decimal.getcontext().prec == 3)", "decimal.getcontext().prec = 3", "return n"],
    ],
    [
      "a logger's handlers",
      "import logging",
      ["n = len(logging.getLogger().handlers)", "logging.basicConfig()", "return n"],
    ],
    [
      "a trace function",
      "import sys",
      ["n = int(sys.gettrace() is not None)", "sys.settrace(lambda *a: None)", "return n"],
    ],
    ["standard streams", "import sys", ["n = int(sys.stdout is None)", "sys.stdout = None", "return n"]],
    [
      "a working folder that was removed",
      "import os, shutil",
      ["n = len(os.listdir())", "shutil.rmtree(os.getcwd())", "return n"],
    ],
  ])("%s", async (_name, head, body) => {
    const source = `${head}\n${gradeSource(...body)}`;
    for (let round = 0; round < 3; round++) {
      expect(expectKind(await grade(grader, source), "score").value).toBe(0);
    }
  });
});

it("numpy's generator is seeded anew for each grade", async () => {
  const source = `import numpy as np\n${gradeSource("x = np.random.random()", "np.random.seed(4)", "return x")}`;
  const values = new Set<number>();
  for (let round = 0; round < 4; round++) values.add(expectKind(await grade(grader, source), "score").value);
  expect(values.size).toBe(4);
});

it("what a package keeps in its own modules stays, so that it is imported but once", async () => {
  const source = `import numpy\n${gradeSource("numpy.seen = getattr(numpy, 'seen', -1) + 1", "return numpy.seen")}`;
  expect(expectKind(await grade(grader, source), "score").value).toBe(0);
  expect(expectKind(await grade(grader, source), "score").value).toBe(1);
});

it.each([
  [
    "a thread",
    "import threading, time",
    "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
  ],
  ["a program", "import subprocess", "subprocess.Popen(['sleep', '60'])"],
])("%s that goes on ends its child", async (_name, head, line) => {
  const before = await child();
  expectKind(await grade(grader, `${head}\n${gradeSource(line, "return 1")}`), "score");
  expect(await child()).not.toBe(before);
});

it("memory that is kept ends its child once it is half of the limit", async () => {
  const small = await interpreter({ memoryMb: 1024 });
  const keep = (mb: number) =>
    `import os, numpy\n${gradeSource(`numpy.kept = b'x' * (${mb} << 20)`, "print(os.getcwd())", "return 1")}`;
  const folder = async (mb: number) => expectKind(await grade(small, keep(mb)), "score").stdout;
  const first = await folder(200);
  expect(await folder(600)).toBe(first);
  expect(await folder(1)).not.toBe(first);
});

it("a program that has ended does not", async () => {
  const before = await child();
  const source = `import subprocess\n${gradeSource("subprocess.run(['true'])", "return 1")}`;
  expectKind(await grade(grader, source), "score");
  expect(await child()).toBe(before);
});
