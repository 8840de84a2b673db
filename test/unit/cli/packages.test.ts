import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { packageMirror, type PackageMirror } from "../../support/packageMirror";
import { jsonLines } from "./support";

let cli: CommandLine;
let mirror: PackageMirror;
let cache: string;
beforeAll(async () => {
  cli = await commandLine({ sandbox: true });
  cache = await mkdtemp(path.join(tmpdir(), "graders-cache-"));
  afterAll(() => rm(cache, { recursive: true, force: true }));
  mirror = await packageMirror(path.join(cli.folder, "mirror"), {
    sympy: {
      version: "1.14.0",
      files: { "sympy.py": "import mpmath\nhalf = mpmath.one / 2\n" },
      depends: ["mpmath"],
    },
    mpmath: { files: { "mpmath/__init__.py": "one = 1\n" } },
    other: { files: { "other.py": "" } },
    numpy: { files: {}, tag: "cp314-cp314-pyemscripten_2026_0_wasm32" },
  });
  const pyodide = path.join(path.dirname(cli.script), "pyodide");
  await rm(pyodide);
  await symlink(mirror.pyodideDir, pyodide);
  const source = "import sympy\ndef grade(sample, item):\n    return sympy.half\n";
  await cli.write("s.grader.json", { type: "python", name: "s", source });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  cli.run(args, { env: { GRADERS_PACKAGES_URL: mirror.url, ...env } });
const here = () => ["--packages", path.join(cache, "graders", "packages")];
const grade = () => ["run", "s.grader.json", "--model-sample", "x", "--format", "json", ...here()];

it("gets what a grader imports, once it was allowed, and grades with it from then on, also offline", async () => {
  const before = await run(grade());
  expect(before.code).toBe(3);
  expect(before.stdout).toContain("graders packages add sympy");

  const unasked = await run(["packages", "add", "sympy", ...here()]);
  expect([unasked.code, unasked.stdout]).toEqual([2, ""]);
  expect(unasked.stderr).toMatch(/^From 127\.0\.0\.1:\d+, 2 files, 1 kB, each checked/);
  expect(unasked.stderr).toContain("  sympy-1.14.0-py3-none-any.whl  1 kB\n");
  expect(unasked.stderr).toContain("Nobody can be asked here: say --yes");
  expect(mirror.asked.filter((line) => line.startsWith("GET"))).toEqual([]);

  const added = await run(["packages", "add", "sympy", "--yes", ...here()]);
  expect([added.code, added.stdout]).toEqual([0, "added mpmath 1.0\nadded sympy 1.14.0\n"]);
  await mirror.close();
  const listed = await run(["packages", "list", "--format", "json"], { XDG_CACHE_HOME: cache });
  expect(jsonLines(listed.stdout)).toEqual([
    { name: "sympy", version: "1.14.0", modules: ["sympy"] },
    { name: "mpmath", version: "1.0", modules: ["mpmath"] },
  ]);
  const after = await run(grade());
  expect([after.code, after.stderr]).toEqual([0, ""]);
  expect(jsonLines(after.stdout)[0]).toMatchObject({
    reward: 0.5,
    diagnostics: { python: { packages: [{ name: "sympy", version: "1.14.0", hosted: "1.13.3" }] } },
  });
  expect((await run(["packages", "add", "sympy", ...here()])).stdout).toContain("Nothing to download");
  expect((await run(["packages", "remove", "sympy", ...here()])).stdout).toBe("removed sympy 1.14.0\n");
  expect((await run(["packages", "list", ...here()])).stdout).toBe("mpmath 1.0  import mpmath\n");
});

it.each([
  [["add", "numpy"], "numpy is compiled (numpy-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl)"],
  [["add", "sympyy"], "Pyodide's lock file lists no package sympyy. Did you mean sympy?"],
  [["remove", "sympy"], "There is no package sympy here."],
  [["add"], "Name at least one package: graders packages add NAME…"],
  [["list", "sympy"], '"sympy" is too much'],
  [["get", "sympy"], "graders packages takes list, add, remove"],
  [[], "Say what to do: graders packages list, add or remove."],
  [["add", "other", "--mirror", "http://127.0.0.1:1"], "could not be had from 127.0.0.1:1"],
  [["add", "other", "--mirror", "http://me:secret@127.0.0.1:1"], "a key does not go there"],
])("packages %j is refused with words", async (words, says) => {
  const { code, stdout, stderr } = await run(["packages", ...words, ...here()]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(says);
});
