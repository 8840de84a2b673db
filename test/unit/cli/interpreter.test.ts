import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { processesWith } from "../node/python/support";
import { jsonLines } from "./support";

const PYTHON = "/usr/bin/python3";

let cli: CommandLine;
beforeAll(async () => void (cli = await commandLine()));

const python = (...lines: string[]) => ({ type: "python", name: "p", source: lines.join("\n") });

const NUMPY = python(
  "import numpy as np",
  "def grade(sample, item):",
  "    print('seen')",
  "    return np.mean([0.0, 1.0])",
);
const ONE = ["--model-sample", "x"];

describe("--python interpreter", () => {
  it("grades in the user's Python, with its packages, and says which", async () => {
    await cli.write("p.grader.json", NUMPY);
    const args = ["run", "p.grader.json", ...ONE, "--python", "interpreter", "--python-path", PYTHON];
    const json = await cli.run([...args, "--format", "json"]);
    expect([json.code, json.stderr]).toEqual([0, ""]);
    const [line] = jsonLines(json.stdout);
    expect(line).toMatchObject({
      reward: 0.5,
      diagnostics: {
        python: {
          stdout: "seen\n",
          runtime: expect.stringMatching(/^interpreter \/usr\/bin\/python3, Python 3\./) as string,
          packages: [{ name: "numpy", hosted: "2.2.4" }],
        },
      },
    });
    const { stdout } = await cli.run(args);
    expect(stdout).toMatch(
      / {2}python: interpreter .*, network (not )?cut off · numpy \S+ \(hosted 2\.2\.4\)/,
    );
  });

  it("takes python3 of PATH where no path is given", async () => {
    await cli.write("p.grader.json", python("def grade(sample, item):", "    return 1"));
    const folder = path.join(cli.folder, "bin");
    await mkdir(folder);
    await writeFile(path.join(folder, "python3"), `#!/bin/sh\nexec ${PYTHON} "$@"\n`);
    await chmod(path.join(folder, "python3"), 0o755);
    const env = { PATH: `${folder}:${process.env.PATH ?? ""}` };
    const args = ["run", "p.grader.json", ...ONE, "--python", "interpreter", "--format", "json"];
    const { code, stdout } = await cli.run(args, { env });
    expect(code).toBe(0);
    expect(stdout).toContain(`interpreter ${PYTHON}, `);
  });

  it("grades many rows", async () => {
    await cli.write("p.grader.json", python("def grade(sample, item):", "    return item['n'] % 2"));
    const rows = Array.from({ length: 1_000 }, (_, n) => JSON.stringify({ item: { n }, model_sample: "" }));
    await cli.write("p.samples.jsonl", rows.join("\n"));
    const { code, stdout } = await cli.run(["run", "p.grader.json", "--python-path", PYTHON]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1000 samples: 1000 passed, 1000 scored, mean 0\.50?/);
  });

  it("is no score of ours where the Python is missing: errored, with a mend", async () => {
    await cli.write("p.grader.json", NUMPY);
    const { code, stdout } = await cli.run([
      "run",
      "p.grader.json",
      ...ONE,
      "--python-path",
      "/nowhere/python",
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain("python_grader_server_error");
    expect(stdout).toContain("There is no Python at /nowhere/python.");
    expect(stdout).toContain("--python-path");
  });

  it("names the package that is missing, and how to get it", async () => {
    await cli.write("p.grader.json", python("import rdkit", "def grade(sample, item):", "    return 1"));
    const { code, stdout } = await cli.run(["run", "p.grader.json", ...ONE, "--python-path", PYTHON]);
    expect(code).toBe(3);
    expect(stdout).toContain("The grader imports rdkit, which /usr/bin/python3 does not have.");
    expect(stdout).toContain("/usr/bin/python3 -m pip install rdkit==2024.9.6");
  });

  it("leaves nothing running when it is interrupted, or killed", async () => {
    const spin = "while True: pass";
    await cli.write("p.grader.json", python("def grade(sample, item):", `    ${spin}`));
    const main = path.join(path.dirname(cli.script), "python/interpreter/main.py");
    const temporary = path.join(cli.folder, "temporary");
    // Not ours to sweep: of a process that lives, and by names that only look like it.
    const others = ["graders-python-AbCdEf", "graders-python-0123456789ab-1-AbCdEf"];
    for (const name of others) await mkdir(path.join(temporary, name), { recursive: true });
    const left = async () => (await readdir(temporary)).filter((name) => !others.includes(name));
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      const env = { TMPDIR: temporary };
      const child = cli.start(["run", "p.grader.json", ...ONE, "--python-path", PYTHON], { env });
      await vi.waitFor(() => expect(processesWith(main).length).toBeGreaterThan(0), { timeout: 20_000 });
      child.kill(signal);
      await vi.waitFor(() => expect(processesWith(main)).toEqual([]), { timeout: 20_000 });
      // Who is killed can't remove its child's folder: the next one does.
      await vi.waitFor(async () => expect(await left()).toHaveLength(signal === "SIGINT" ? 0 : 1));
    }
    await cli.write("p.grader.json", python("def grade(sample, item):", "    return 1"));
    const args = ["run", "p.grader.json", ...ONE, "--python-path", PYTHON];
    expect((await cli.run(args, { env: { TMPDIR: temporary } })).code).toBe(0);
    expect([await left(), (await readdir(temporary)).sort()]).toEqual([[], others.sort()]);
  });
});

describe("its arguments", () => {
  it("are not for serve, whose port others may reach: 2", async () => {
    const { code, stderr } = await cli.run(["serve", "--port", "0", "--python", "interpreter"]);
    expect(code).toBe(2);
    expect(stderr).toContain("graders serve runs Python in the sandbox only");
  });

  it.each([
    [["--python", "cpython"], /--python takes sandbox, interpreter: "cpython" is none of them/],
    [["--python", "sandbox", "--python-path", PYTHON], /--python-path goes with --python interpreter/],
    [["--python-path", ""], /--python-path takes the path/],
  ])("%j are refused: 2", async (args, message) => {
    await cli.write("p.grader.json", NUMPY);
    const { code, stderr } = await cli.run(["run", "p.grader.json", ...ONE, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
