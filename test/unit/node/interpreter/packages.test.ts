import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withHostedVersions } from "../../../../src/node/interpreter/packages";
import type { PythonGrader } from "../../../../src/node/interpreter/interpreterRunner";
import { expectKind, grade, gradeSource, interpreter, PYTHON, temporaryFolder } from "./support";

/** A virtual environment without any package, and a grader in it. */
let environment: string;
let bare: PythonGrader;
let folder: string;
beforeAll(async () => {
  environment = path.join(await temporaryFolder(), "venv");
  execFileSync(PYTHON, ["-m", "venv", "--without-pip", environment]);
  const question = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const python = path.join(environment, "bin/python3");
  folder = execFileSync(python, ["-c", question], { encoding: "utf8" }).trim();
  bare = await interpreter({ interpreter: python });
});

async function addPackage(name: string, version: string, source: string): Promise<void> {
  await mkdir(path.join(folder, `${name}-${version}.dist-info`), { recursive: true });
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
  await writeFile(path.join(folder, `${name}-${version}.dist-info/METADATA`), metadata);
  await writeFile(path.join(folder, `${name}.py`), source);
}

describe("a package that is there", () => {
  it("is imported, and its version stands beside the hosted pin", async () => {
    const numpy = await interpreter();
    const source = `import json\nimport numpy as np\n${gradeSource("return np.float32(0.5)")}`;
    const outcome = expectKind(await grade(numpy, source), "score");
    expect(outcome).toMatchObject({ value: 0.5, returned: "float32" });
    const version = execFileSync(PYTHON, ["-c", "import numpy; print(numpy.__version__)"], {
      encoding: "utf8",
    });
    expect(outcome.packages).toEqual([{ name: "numpy", version: version.trim(), hosted: "2.2.4" }]);
  });

  it("is named by its distribution, and on errors too", async () => {
    await addPackage("sqlparse", "0.5.3", "");
    await addPackage("mine", "1.0", "");
    const outcome = await grade(bare, `import sqlparse, mine\n${gradeSource("return item['x']")}`);
    expect(expectKind(outcome, "runtime_error").packages).toEqual([
      { name: "mine", version: "1.0" },
      { name: "sqlparse", version: "0.5.3", hosted: "0.5.3" },
    ]);
  });

  it("may try for others that it can do without", async () => {
    await addPackage("tries", "1", "try:\n    import pandas\nexcept ImportError:\n    pandas = None\n");
    const source = `import tries\n${gradeSource("return tries.pandas is None")}`;
    expect(expectKind(await grade(bare, source), "score").value).toBe(1);
  });
});

describe("a package that is not there", () => {
  it("of the hosted image makes the result errored, and tells how to get it", async () => {
    const outcome = expectKind(
      await grade(bare, `import sklearn\n${gradeSource("return 1")}`),
      "runtime_error",
    );
    const python = path.join(environment, "bin/python3");
    expect(outcome.message).toBe(`The grader imports sklearn, which ${python} does not have.`);
    expect(outcome.mend).toBe(
      `The hosted image has scikit-learn 1.6.1: ${python} -m pip install scikit-learn==1.6.1`,
    );
    expect(outcome.frames.map(({ line }) => line)).toEqual([1]);
  });

  it.each([
    ["import", "import numpy"],
    ["importlib", "import importlib; importlib.import_module('numpy')"],
    ["__import__", "__import__('numpy.linalg')"],
  ])("is no silent zero where the grader caught the error (%s)", async (_how, line) => {
    const source = gradeSource("try:", `    ${line}`, "except Exception:", "    return 0", "return 1");
    const { message, frames } = expectKind(await grade(bare, source), "runtime_error");
    expect(message).toMatch(/^The grader imports numpy, which /);
    expect(frames).toEqual([{ line: 3, function: "grade" }]);
  });

  it("in the hosted image either is an import error", async () => {
    const outcome = expectKind(
      await grade(bare, `import nowhere\n${gradeSource("return 1")}`),
      "runtime_error",
    );
    expect(outcome.message).toBe("ModuleNotFoundError: No module named 'nowhere'");
    expect(outcome.mend).toMatch(/^The hosted image lacks it too/);
  });
});

it("neither the user's home nor the current folder decides what is imported", async () => {
  const source = gradeSource(
    "import sys, site",
    "print(sys.flags.isolated, site.ENABLE_USER_SITE, '' in sys.path)",
    "return 1",
  );
  expect(expectKind(await grade(bare, source), "score").stdout).toBe("1 False False\n");
});

it("a list of packages that a grader forged is dropped", () => {
  const outcome = {
    kind: "score",
    value: 1,
    returned: "int",
    notes: [],
    stdout: "",
    stderr: "",
    runtime: "",
  } as const;
  const forged = [7, ["a"], [1, 2], ["b", "1", "x"], null] as never;
  expect(withHostedVersions({ ...outcome, packages: forged })).toMatchObject({
    packages: [{ name: "b", version: "1" }],
  });
  expect(withHostedVersions({ ...outcome, packages: "x" as never })).toMatchObject({ packages: [] });
});
