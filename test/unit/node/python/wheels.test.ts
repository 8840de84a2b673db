import { beforeAll, describe, expect, test } from "vitest";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox, temporaryFolder } from "./support";
import { writeWheel } from "./wheel";

const INFO = { "pure-1.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: pure\nVersion: 1.2\n" };

let runner: PythonRunner;
beforeAll(async () => {
  const wheels = await temporaryFolder();
  await writeWheel(wheels, "pure-1.2-py3-none-any.whl", {
    ...INFO,
    "pure/__init__.py":
      "from pure.inner import double\nseen = []\ntry:\n    import numpy\nexcept ImportError:\n    numpy = None\n",
    "pure/inner.py": "def double(x): return 2 * x\n",
    "pure/data.txt": "21",
    "single.py": "value = 4\n",
    "json.py": "raise RuntimeError('not the library')\n",
  });
  await writeWheel(wheels, "sklearn_lite-1.0-cp314-cp314-linux_x86_64.whl", {
    "sklearn_lite/__init__.py": "",
    "sklearn_lite/_fast.cpython-314-x86_64-linux-gnu.so": "ELF",
  });
  await writeWheel(wheels, "yaml-6.0-cp39-abi3-any.whl", { "yaml/__init__.py": "" });
  await writeWheel(wheels, "rapidfuzz-9.9-py3-none-any.whl", { "rapidfuzz/__init__.py": "mine = 5\n" });
  await writeFile(path.join(wheels, "broken-1.0-py3-none-any.whl"), "no zip");
  await writeFile(path.join(wheels, "readme.txt"), "no wheel");
  runner = await sandbox({ wheels });
});

const score = async (...body: string[]) => expectKind(await grade(runner, gradeSource(...body)), "score");

describe("a pure wheel", () => {
  test("is imported, with its data and what is known of it, whole and by its parts", async () => {
    const outcome = await score(
      "import importlib.metadata, pure, single",
      "from pure.inner import double",
      "assert importlib.metadata.version('pure') == '1.2'",
      "data = open(pure.__file__.replace('__init__.py', 'data.txt')).read()",
      "return double(int(data)) + single.value",
    );
    expect(outcome.value).toBe(46);
  });

  test("may try for a package that it can do without", async () => {
    expect((await score("import pure", "return pure.numpy is None")).value).toBe(1);
  });

  test("shadows nothing of the standard library, and goes before our own modules", async () => {
    expect((await score("import json, rapidfuzz", "return len(json.dumps([])) + rapidfuzz.mine")).value).toBe(
      7,
    );
    expect((await score("import rapidfuzz", "return 1")).substitutes).toBeUndefined();
  });

  test.each([
    ["import pure", "pure"],
    ["import importlib; pure = importlib.import_module('pure')", "pure"],
  ])("keeps nothing from one grade to the next: %s", async (line, name) => {
    for (let round = 0; round < 3; round++) {
      const source = gradeSource(
        line,
        `n = hasattr(${name}, 'left')`,
        `${name}.left = 1`,
        `${name}.double = None`,
        "return n",
      );
      expect(expectKind(await grade(runner, source), "score").value).toBe(0);
    }
  });

  test("can't be changed", async () => {
    const change = gradeSource(
      "import os, pure",
      "try:",
      "    open(pure.__file__, 'w').write('x = 1')",
      "except OSError:",
      "    os.chmod(pure.__file__, 0o666)",
      "    open(pure.__file__, 'w').write('x = 1')",
      "return 1",
    );
    await grade(runner, change);
    expect((await score("import pure", "return pure.double(2)")).value).toBe(4);
  });
});

describe("a wheel that does not load", () => {
  test.each([
    ["sklearn_lite", "sklearn_lite-1.0-cp314-cp314-linux_x86_64.whl holds native code"],
    ["yaml", "yaml-6.0-cp39-abi3-any.whl is for one kind of machine only, not pure Python"],
    ["broken", "broken-1.0-py3-none-any.whl could not be read as a wheel"],
  ])("%s says why where it is imported, even where that is caught", async (module, says) => {
    const source = gradeSource("try:", `    import ${module}`, "except ImportError:", "    pass", "return 0");
    const outcome = expectKind(await grade(runner, source), "runtime_error");
    expect(outcome.message).toContain(`The grader imports ${module}: ${says}`);
    expect(outcome.mend).toContain('graders.python.runtime to "interpreter"');
  });
});

test("a folder that is not there is said, with the setting's name", async () => {
  const outcome = await grade(await sandbox({ wheels: "/no/such/folder" }), gradeSource("return 1"));
  expect(expectKind(outcome, "unavailable")).toMatchObject({
    type: "local_sandbox_error",
    message: "The folder of wheels, /no/such/folder, cannot be read (ENOENT).",
    mend: expect.stringContaining("graders.python.wheels") as unknown,
  });
});
