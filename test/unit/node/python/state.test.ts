import { beforeAll, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

/** Each source leaves something behind and returns how often it finds it: always 0 in a fresh state. */
test.each([
  ["a global", "seen = []\ndef grade(s, i):\n    seen.append(1)\n    return len(seen) - 1\n"],
  [
    "a module's attribute",
    "import json\ndef grade(s, i):\n    n = getattr(json, 'n', 0)\n    json.n = n + 1\n    return n\n",
  ],
  [
    "a replaced function",
    "import math\ndef grade(s, i):\n    n = math.floor(0.5)\n    math.floor = lambda x: 7\n    return n\n",
  ],
  [
    "a replaced builtin",
    "import builtins\ndef grade(s, i):\n    n = sum([])\n    builtins.sum = lambda x: 5\n    return n\n",
  ],
  [
    "a module reached without an import statement",
    "import importlib\ndef grade(s, i):\n    m = importlib.import_module('textwrap')\n    n = getattr(m, 'n', 0)\n    m.n = n + 1\n    return n\n",
  ],
  [
    "a made-up module",
    "import sys, types\ndef grade(s, i):\n    n = 'mine' in sys.modules\n    sys.modules['mine'] = types.ModuleType('mine')\n    return int(n)\n",
  ],
  [
    "a removed module",
    "import sys\ndef grade(s, i):\n    n = 'math' not in sys.modules\n    sys.modules.pop('math', None)\n    return int(n)\n",
  ],
  [
    "the environment",
    "import os\ndef grade(s, i):\n    n = int(os.environ.get('N', 0))\n    os.environ['N'] = str(n + 1)\n    return n\n",
  ],
  [
    "another environment in its place, reached by another module",
    "import shutil\ndef grade(s, i):\n    n = int('N' in shutil.os.environ)\n    shutil.os.environ = {'N': '1'}\n    return n\n",
  ],
  [
    "a module under another name",
    "import sys, zipfile\ndef grade(s, i):\n    last = list(sys.modules)[-2]\n    n = 'other' in sys.modules\n    sys.modules['other'] = sys.modules.pop(last)\n    return int(n)\n",
  ],
  [
    "a handler of interrupts",
    "import signal\ndef grade(s, i):\n    n = signal.getsignal(signal.SIGINT) is signal.SIG_IGN\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    return int(n)\n",
  ],
  [
    "a file",
    "import os\ndef grade(s, i):\n    n = int(os.path.exists('left.txt'))\n    open('left.txt', 'w').write('x')\n    return n\n",
  ],
  [
    "a folder",
    "import os\ndef grade(s, i):\n    n = int(os.path.exists('/tmp/left'))\n    os.makedirs('/tmp/left/deep', exist_ok=True)\n    return n\n",
  ],
  [
    "the working directory",
    "import os\ndef grade(s, i):\n    n = int(os.getcwd() != '/home/grader')\n    os.chdir('/tmp')\n    return n\n",
  ],
  [
    "the path",
    "import sys\ndef grade(s, i):\n    n = sys.path.count('/x')\n    sys.path.append('/x')\n    return n\n",
  ],
  [
    "the recursion limit",
    "import sys\ndef grade(s, i):\n    n = int(sys.getrecursionlimit() == 77)\n    sys.setrecursionlimit(77)\n    return n\n",
  ],
  [
    "a seed",
    "import random\ndef grade(s, i):\n    n = int(random.random() == 0.3580493746949883)\n    random.seed(4)\n    random.random()\n    random.seed(8)\n    return n\n",
  ],
  [
    "decimal's context",
    "import decimal\ndef grade(s, i):\n    n = int(decimal.getcontext().prec == 3)\n    decimal.getcontext().prec = 3\n    return n\n",
  ],
  [
    "a logger's handlers",
    "import logging\ndef grade(s, i):\n    n = len(logging.getLogger().handlers)\n    logging.basicConfig()\n    return n\n",
  ],
  [
    "a trace function",
    "import sys\ndef grade(s, i):\n    n = int(sys.gettrace() is not None)\n    sys.settrace(lambda *a: None)\n    return n\n",
  ],
  [
    "standard streams",
    "import sys\ndef grade(s, i):\n    n = int(sys.stdout is None)\n    sys.stdout = None\n    return n\n",
  ],
  [
    "the library's own files",
    "import os\ndef grade(s, i):\n    path = '/lib/left.py'\n    n = int(os.path.exists(path))\n    open(path, 'w').write('x')\n    return n\n",
  ],
])("%s does not pass to the next grade", async (_name, source) => {
  for (let round = 0; round < 3; round++) {
    expect(expectKind(await grade(runner, source), "score").value).toBe(0);
  }
});

test("one source does not see what another left, nor its names", async () => {
  const patching = "import re, math\nleft = 1\nmath.sqrt = lambda x: 99\ndef grade(s, i): return 1\n";
  expectKind(await grade(runner, patching), "score");
  const looking = `import math\n${gradeSource("return math.sqrt(4) + ('left' in globals())")}`;
  expect(expectKind(await grade(runner, looking), "score").value).toBe(2);
});

test("after an error the next grade starts clean", async () => {
  const source = "import json\ndef grade(s, i):\n    json.n = 1\n    print('first')\n    raise ValueError\n";
  expectKind(await grade(runner, source), "runtime_error");
  const next = `import json\n${gradeSource("print('second')", "return hasattr(json, 'n') * 1.0")}`;
  expect(expectKind(await grade(runner, next), "score")).toMatchObject({ value: 0, stdout: "second\n" });
});
