import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findPython } from "../../../../src/node/interpreter/findPython";
import {
  expectKind,
  grade,
  gradeSource,
  interpreter,
  otherPythons,
  PYTHON,
  temporaryFolder,
} from "./support";

const ONE = gradeSource("return 1");

async function script(...lines: string[]): Promise<string> {
  const file = path.join(await temporaryFolder(), "python3");
  await writeFile(file, `#!/bin/sh\n${lines.join("\n")}\n`);
  await chmod(file, 0o755);
  return file;
}

async function refusal(options: Parameters<typeof interpreter>[0]) {
  const outcome = expectKind(await grade(await interpreter(options), ONE), "unavailable");
  expect(outcome.type).toBe("local_sandbox_error");
  expect(outcome.mend).toContain("graders.python.interpreterPath (command line: --python-path)");
  expect(outcome.mend).toContain('graders.python.runtime to "sandbox"');
  return outcome.message;
}

describe("a Python that is not usable is refused with a mend", () => {
  it("missing", async () => {
    expect(await refusal({ interpreter: "/nowhere/python3" })).toBe(
      "There is no Python at /nowhere/python3.",
    );
  });

  it("no program", async () => {
    const file = path.join(await temporaryFolder(), "python3");
    await writeFile(file, "text");
    expect(await refusal({ interpreter: file })).toBe(`${file} is no program that may be started.`);
  });

  it("another program", async () => {
    expect(await refusal({ interpreter: "/bin/echo" })).toBe("/bin/echo is no Python.");
  });

  it("one that fails", async () => {
    const file = await script("echo trouble >&2", "exit 1");
    expect(await refusal({ interpreter: file })).toBe(`${file} does not run: trouble`);
  });

  it.each(otherPythons("2.7", "3.7"))("too old: %s", async (python) => {
    const [, version] = /versions\/([\d.]+)\//.exec(python) ?? [];
    expect(await refusal({ interpreter: python })).toBe(
      `${python} is Python ${version}: graders need 3.8 or newer.`,
    );
  });

  it("too old, by what it says", async () => {
    const file = await script("printf '3.7.9\\n/usr/bin/python3.7'");
    expect(await refusal({ interpreter: file })).toBe(`${file} is Python 3.7.9: graders need 3.8 or newer.`);
  });

  it("dying at its start", async () => {
    // Tells that it is a Python, as a launcher would, and then names itself as the program behind.
    const file = await script(
      'if [ "$1" = -E ]; then printf "3.12.0\\n$0"; else echo "no such encoding" >&2; exit 1; fi',
    );
    expect(await refusal({ interpreter: file })).toBe(`${file} did not start: no such encoding`);
  });

  it("with our files gone", async () => {
    const pythonDir = await temporaryFolder();
    expect(await refusal({ pythonDir })).toMatch(/^\/usr\/bin\/python3 did not start: .*main\.py/);
  });

  it("with no room for its folder", async () => {
    expect(await refusal({ tempDir: "/nowhere" })).toMatch(/could not be started: .*ENOENT/);
  });
});

it("is looked for anew by the next grade", async () => {
  const file = path.join(await temporaryFolder(), "bin", "python3");
  const grader = await interpreter({ interpreter: file });
  expectKind(await grade(grader, ONE), "unavailable");
  await mkdir(path.dirname(file));
  await writeFile(file, `#!/bin/sh\nexec ${PYTHON} "$@"\n`);
  await chmod(file, 0o755);
  expectKind(await grade(grader, ONE), "score");
});

it("a launcher is asked what it launches", async () => {
  const launcher = await script(`exec ${PYTHON} "$@"`);
  expect(await findPython(launcher)).toMatchObject({ executable: PYTHON });
});

it("a name is looked for on PATH", async () => {
  expect(await findPython("python3")).toMatchObject({ version: expect.stringMatching(/^3\./) as string });
});

it("a module in the current folder is not imported when it is asked", async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, "json.py"), "raise SystemExit('hijacked')");
  await writeFile(path.join(folder, "platform.py"), "raise SystemExit('hijacked')");
  const launcher = await script(`cd ${folder} && exec ${PYTHON} "$@"`);
  expect(await findPython(launcher)).toMatchObject({ executable: PYTHON });
});
