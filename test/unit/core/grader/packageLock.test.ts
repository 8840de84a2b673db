import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { obtainablePackage } from "../../../../src/core/grader/obtainable";
import {
  findPackage,
  packageOfModule,
  readPackageLock,
  resolvePackages,
} from "../../../../src/core/grader/packageLock";

const PYODIDE = readPackageLock(readFileSync("node_modules/pyodide/pyodide-lock.json", "utf8"));

interface Made {
  readonly name: string;
  readonly depends?: readonly string[];
  readonly tag?: string;
}

function lockOf(...packages: readonly Made[]) {
  const entries = packages.map(({ name, depends = [], tag = "py3-none-any" }): [string, object] => [
    name,
    {
      ...{ name, version: "1.0", imports: [name], depends, sha256: "0".repeat(64) },
      file_name: `p-1.0-${tag}.whl`,
    },
  ]);
  return readPackageLock(JSON.stringify({ packages: Object.fromEntries(entries) }));
}

describe("Pyodide's own lock file", () => {
  test("has packages by their names, however written, and by their modules", () => {
    expect(findPackage(PYODIDE, "Scikit_Learn")?.name).toBe("scikit-learn");
    expect(findPackage(PYODIDE, "sklearn")?.name).toBe("scikit-learn");
    expect(packageOfModule(PYODIDE, "yaml.loader")?.name).toBe("pyyaml");
    expect(packageOfModule(PYODIDE, "constructor")).toBeUndefined();
  });

  test.each([
    ["sympy", ["mpmath", "sympy"]],
    ["dateutil", ["six", "python-dateutil"]],
  ])("%s can be had", (name, packages) => {
    const resolution = resolvePackages(PYODIDE, [name]);
    expect(resolution.kind === "found" && resolution.packages.map((one) => one.name)).toEqual(packages);
    expect(obtainablePackage(name)).toBe(packages.at(-1));
  });

  test.each([
    ["numpy", /^numpy is compiled \(numpy-/],
    ["jsonschema", /^jsonschema needs \S+, which is compiled/],
    ["pydantic", /^pydantic needs pydantic_core, which is compiled/],
    ["deepdiff", /^Pyodide's lock file lists no package deepdiff\.$/],
  ])("%s cannot", (name, says) => {
    const resolution = resolvePackages(PYODIDE, [name]);
    expect(resolution).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(says) as unknown,
      mend: expect.stringContaining("interpreter") as unknown,
    });
    expect(obtainablePackage(name)).toBeUndefined();
  });

  test("is what the table of obtainable modules says, of every module", () => {
    for (const { name, modules } of PYODIDE.values()) {
      const canBeHad = resolvePackages(PYODIDE, [name]).kind === "found";
      for (const module of modules)
        expect([module, obtainablePackage(module) !== undefined]).toEqual([module, canBeHad]);
    }
    expect(obtainablePackage("constructor")).toBeUndefined();
  });
});

const names = fc.constantFrom("a", "b", "c", "d", "e", "f");
const graphs = fc.uniqueArray(fc.record({ name: names, depends: fc.array(names, { maxLength: 3 }) }), {
  selector: ({ name }) => name,
  minLength: 1,
});

test("what is resolved is closed, each once, and behind what it needs unless that needs it too", () => {
  fc.assert(
    fc.property(graphs, fc.array(names, { minLength: 1, maxLength: 3 }), (graph, asked) => {
      const lock = lockOf(...graph);
      const reach = (name: string, seen = new Set<string>()): Set<string> => {
        if (seen.has(name)) return seen;
        seen.add(name);
        for (const need of lock.get(name)?.needs ?? []) reach(need, seen);
        return seen;
      };
      const all = new Set(asked.flatMap((name) => [...reach(name)]));
      const resolution = resolvePackages(lock, asked);
      expect(resolution.kind).toBe([...all].every((name) => lock.has(name)) ? "found" : "refused");
      if (resolution.kind === "refused") return;
      const order = resolution.packages.map(({ name }) => name);
      expect([...order].sort()).toEqual([...all].sort());
      for (const one of order)
        for (const need of lock.get(one)?.needs ?? [])
          if (!reach(need).has(one)) expect(order.indexOf(need)).toBeLessThan(order.indexOf(one));
    }),
  );
});

test.each([
  ["{", /JSON/],
  ["[]", /the file is no object/],
  ['{"packages": 1}', /packages is no object/],
  ['{"packages": {"a": {}}}', /a lacks its imports/],
  ['{"packages": {"a": {"imports": [], "depends": []}}}', /a lacks a name, a version or a file/],
])("a lock file %s is told", (text, says) => {
  expect(() => readPackageLock(text)).toThrow(says);
});

test.each(["../a.whl", "/a.whl", "a/b.whl", "http://h/a.whl", ".a.whl", "a.exe", "a\\b.whl", ""])(
  "a file named %j is none beside the lock file",
  (file) => {
    const entry = {
      name: "a",
      version: "1",
      imports: [],
      depends: [],
      sha256: "0".repeat(64),
      file_name: file,
    };
    expect(() => readPackageLock(JSON.stringify({ packages: { a: entry } }))).toThrow(/no name of a file/);
  },
);
