import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PythonRunner } from "../../../../src/core/ports";
import { fetchPublic } from "../../../../src/node/http/nodeFetch";
import { PackageDepot } from "../../../../src/node/python/packages/depot";
import { PackageError } from "../../../../src/node/python/packages/packageError";
import {
  debianPackage,
  packageMirror,
  type MirrorFault,
  type PackageMirror,
} from "../../../support/packageMirror";
import { expectKind, grade, gradeSource, never, sandbox, sandboxScript, temporaryFolder } from "./support";

let mirror: PackageMirror;
let script: string;
let folder: string;

beforeAll(async () => {
  script = await sandboxScript();
  mirror = await packageMirror(await temporaryFolder(), {
    mpmath: { version: "1.2.1", files: await debianPackage("mpmath") },
    jsonschema: {
      version: "4.10.3",
      files: await debianPackage("jsonschema"),
      depends: ["attrs", "Py_Rsistent"],
    },
    attrs: { files: await debianPackage("attr", "attrs"), modules: ["attr", "attrs"] },
    "py-rsistent": { files: await debianPackage("pyrsistent"), modules: ["pyrsistent"] },
    small: { files: { "small.py": "def double(x):\n    return 2 * x\nseen = []\n" }, depends: ["base"] },
    base: { files: { "base/__init__.py": "value = 1\n", "base/old.py": "print 'Python 2'\n" } },
    fast: { files: { "fast.py": "" }, tag: "cp314-cp314-pyemscripten_2026_0_wasm32" },
    onFast: { files: { "onFast.py": "" }, depends: ["fast"] },
    torn: { files: { "torn.py": "" }, depends: ["nowhere"] },
    ring: { files: { "ring.py": "import gnir\n" }, depends: ["gnir"] },
    gnir: { files: { "gnir.py": "" }, depends: ["ring"] },
  });
});

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), "packages");
  mirror.faults.clear();
  mirror.asked.length = 0;
});

function depot(silenceMs?: number): PackageDepot {
  const host = { fetch: fetchPublic, baseUrl: mirror.url, ...(silenceMs !== undefined && { silenceMs }) };
  const snapshotDir = path.resolve(".build/test-sandbox/snapshots");
  return new PackageDepot({ folder, host, launch: { script, pyodideDir: mirror.pyodideDir, snapshotDir } });
}

async function get(...names: string[]): Promise<void> {
  const one = depot();
  await one.get(await one.offer(names, never), never, () => undefined);
}

const runnerHere = (): Promise<PythonRunner> => sandbox({ packages: folder, pyodideDir: mirror.pyodideDir });
const kept = () => readdir(folder).catch(() => []);
const error = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe("getting packages", () => {
  test("names host, files and sizes, asks for no file before, and works offline from then on", async () => {
    const one = depot();
    const offer = await one.offer(["jsonschema"], never);
    expect(offer.host).toBe(new URL(mirror.url).host);
    expect(offer.files.map((file) => file.one.name)).toEqual(["attrs", "py-rsistent", "jsonschema"]);
    const sizes = await Promise.all(
      offer.files.map(
        async (file) => (await readFile(path.join(mirror.pyodideDir, "../wheels", file.one.file))).length,
      ),
    );
    expect(offer.files.map((file) => file.bytes)).toEqual(sizes);
    expect(offer.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(mirror.asked.every((line) => line.startsWith("HEAD /full/"))).toBe(true);
    await one.get(offer, never, () => undefined);
    expect((await one.list()).map(({ name }) => name)).toEqual(["jsonschema", "attrs", "py-rsistent"]);
    expect((await one.offer(["jsonschema"], never)).files).toEqual([]);

    const asked = mirror.asked.length;
    const runner = await runnerHere();
    const source = gradeSource(
      "import jsonschema",
      "try: jsonschema.validate(item, {'type': 'object', 'required': ['a']})",
      "except jsonschema.ValidationError as error: return len(error.validator)",
      "return 1",
    );
    const valid = expectKind(await grade(runner, source, { item: '{"a": 1}' }), "score");
    expect(valid.value).toBe(1);
    expect(valid.packages).toEqual([{ name: "jsonschema", version: "4.10.3", hosted: "4.23.0" }]);
    expect(expectKind(await grade(runner, source), "score").value).toBe("required".length);
    expect(mirror.asked.length).toBe(asked);
  });

  test.each<[MirrorFault, string]>([
    ["changed", "is not the file that Pyodide's lock file lists: its SHA-256 is"],
    ["short", "is not the file that Pyodide's lock file lists: its SHA-256 is"],
    ["cut off", "small-1.0-py3-none-any.whl could not be had from 127.0.0.1:"],
    ["missing", "it answered with status 404"],
    ["redirect", "it answered with status 302"],
    ["silent", "nothing came for 0.3 s"],
  ])("a file that is %s keeps nothing, and is told", async (fault, says) => {
    mirror.faults.set("small-1.0-py3-none-any.whl", fault);
    const one = depot(fault === "silent" ? 300 : undefined);
    const thrown = await error(one.get(await one.offer(["small"], never), never, () => undefined));
    expect(thrown).toBeInstanceOf(PackageError);
    expect((thrown as PackageError).message).toContain(says);
    expect((thrown as PackageError).mend).toContain("Nothing was kept");
    expect(await kept()).toEqual([]);
    expect(await one.list()).toEqual([]);
  });

  test("a host that is not there is told before any question", async () => {
    const host = { fetch: fetchPublic, baseUrl: "http://127.0.0.1:1/" };
    const one = new PackageDepot({ folder, host, launch: { script, pyodideDir: mirror.pyodideDir } });
    expect(await error(one.offer(["small"], never))).toMatchObject({
      message: expect.stringMatching(/could not be had from 127\.0\.0\.1:1: .*ECONNREFUSED/) as unknown,
    });
  });

  test("cancelled, it keeps nothing", async () => {
    const one = depot();
    const offer = await one.offer(["small"], never);
    const controller = new AbortController();
    const getting = one.get(offer, controller.signal, () => {
      controller.abort(new Error("enough"));
    });
    expect(await error(getting)).toMatchObject({ message: "enough" });
    expect(await kept()).toEqual([]);
  });

  test.each([
    [["fast"], "fast is compiled (fast-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl)"],
    [["small", "onFast"], "onFast needs fast, which is compiled"],
    [["torn"], "torn needs nowhere, which Pyodide's lock file does not list."],
    [["smal"], "Pyodide's lock file lists no package smal."],
  ])("%s is refused, and nobody is asked", async (names, says) => {
    expect(await error(depot().offer(names, never))).toMatchObject({
      message: expect.stringContaining(says) as unknown,
    });
    expect(mirror.asked).toEqual([]);
  });

  test("what others need stays until they go, and what lacks something is not here", async () => {
    await get("small", "ring");
    const one = depot();
    expect(await error(one.remove(["base"]))).toMatchObject({ message: "base is needed by small." });
    expect((await one.remove(["small", "base"])).map(({ name }) => name)).toEqual(["small", "base"]);
    expect((await one.list()).map(({ name }) => name)).toEqual(["ring", "gnir"]);
    expect(await error(one.remove(["small"]))).toMatchObject({ message: "There is no package small here." });
  });
});

describe("packages that are here", () => {
  test("are seen by the sources that import them, and by no other, in whatever order", async () => {
    await get("small");
    const runner = await runnerHere();
    const uses = gradeSource("import small", "return small.double(2)");
    const computed = gradeSource("import sys", "name = 'sma' + 'll'", "return float(name in sys.modules)");
    const tries = gradeSource(
      "name = 'sma' + 'll'",
      "try: __import__(name)",
      "except ImportError: return 0",
      "return 1",
    );
    for (let round = 0; round < 2; round++) {
      const told = expectKind(await grade(runner, tries), "runtime_error");
      expect(told.message).toBe(
        "The grader imports small by a name that it makes: the sandbox loaded no such package.",
      );
      expect(told.mend).toBe("Write import small in the source.");
      expect(expectKind(await grade(runner, uses), "score").value).toBe(4);
      expect(expectKind(await grade(runner, computed), "score").value).toBe(0);
    }
    const named = gradeSource(
      "import importlib",
      "return float(bool(importlib.import_module('base').value))",
    );
    expect(expectKind(await grade(runner, named), "score").value).toBe(1);
    expect(
      expectKind(await grade(runner, gradeSource("import json", "return 1")), "score").packages,
    ).toBeUndefined();
  });

  test("keep nothing from one grade to the next, and cannot be changed", async () => {
    await get("small");
    const runner = await runnerHere();
    const source = gradeSource(
      "import small",
      "small.seen.append(1)",
      "try: open(small.__file__, 'w')",
      "except OSError: return len(small.seen)",
      "return 0",
    );
    for (let row = 0; row < 3; row++) expect(expectKind(await grade(runner, source), "score").value).toBe(1);
  });

  test("that were changed since are told where they are imported, and damaged code is not used", async () => {
    await get("small");
    for (const name of await kept())
      if (name.endsWith(".compiled")) await writeFile(path.join(folder, name), "0".repeat(200));
    const source = gradeSource("import small", "return small.double(4)");
    expect(expectKind(await grade(await runnerHere(), source), "score").value).toBe(8);
    const wheel = (await kept()).find((name) => name.endsWith("small-1.0-py3-none-any.whl")) ?? "";
    await writeFile(path.join(folder, wheel), "no zip");
    const outcome = expectKind(await grade(await runnerHere(), source), "runtime_error");
    expect(outcome.message).toBe(
      "The grader imports small: small-1.0-py3-none-any.whl was changed since it was downloaded. Get it again.",
    );
  });

  test("and those that are not: an import in a branch that is not taken does no harm", async () => {
    const runner = await runnerHere();
    const source = gradeSource("if item.get('deep'):", "    import sympy", "return 1");
    expect(expectKind(await grade(runner, source), "score").value).toBe(1);
    const taken = expectKind(await grade(runner, source, { item: '{"deep": 1}' }), "runtime_error");
    expect(taken.message).toContain("The grader imports sympy, which the sandbox does not have");
    expect(taken.mend).toContain("graders packages add sympy");
  });

  test("a real package of many modules computes", async () => {
    await get("mpmath");
    const outcome = await grade(
      await runnerHere(),
      gradeSource("from mpmath import mp", "mp.dps = 30", "return float(str(mp.pi)[28:31])"),
    );
    expect(expectKind(outcome, "score").value).toBe(328);
  });
});
