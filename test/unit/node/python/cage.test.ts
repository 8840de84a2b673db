import { chmod, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../../../../src/node/python/sandboxRunner";
import {
  expectKind,
  grade,
  gradeSource,
  never,
  sandbox,
  sandboxScript,
  sandboxScriptWithout,
  temporaryFolder,
} from "./support";

const ONE = gradeSource("return 1.0");

/** What an outcome without a sandbox says: the reason, and the three offers. */
async function refusal(options: Partial<SandboxOptions>) {
  const runner = await sandbox(options);
  const outcome = expectKind(await grade(runner, ONE), "unavailable");
  expect(outcome.type).toBe("local_sandbox_error");
  expect(outcome.mend).toContain("graders.python.sandboxNode");
  expect(outcome.mend).toContain('graders.python.runtime to "interpreter"');
  expect(outcome.mend).toContain("hosted provider");
  expect(await runner.parse(ONE, never)).toMatchObject({ kind: "unavailable", type: "local_sandbox_error" });
  return outcome;
}

/** A program in the place of Node. */
async function program(...lines: string[]): Promise<string> {
  const file = path.join(await temporaryFolder(), "node");
  await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  await chmod(file, 0o755);
  return file;
}

/** A Node that takes a flag and ignores it, as some Electron might. */
const ignoring = (pattern: string) =>
  program(
    'for flag do shift; case "$flag" in',
    `${pattern}) ;;`,
    '*) set -- "$@" "$flag" ;;',
    "esac; done",
    `exec ${process.execPath} "$@"`,
  );

/** A Node that lets more through than it was told. */
const adding = (flag: string) =>
  program(
    `case "$1" in -p) exec ${process.execPath} "$@" ;; *) exec ${process.execPath} ${flag} "$@" ;; esac`,
  );

describe.runIf(process.platform !== "win32")("the cage is proved at every start", () => {
  test("a Node that heeds every flag is accepted", async () => {
    const runner = await sandbox({ node: await ignoring("--no-such-flag") });
    expectKind(await grade(runner, ONE), "score");
  });

  test.each([
    [
      "--*permission|--allow-*",
      ["use Node's modules without permission", "read a file outside", "start a program"],
    ],
    ["--disallow-code-generation-from-strings", ["make JavaScript from text"]],
  ])("without %s nothing is graded", async (flag, holes) => {
    const node = await ignoring(flag);
    const { message } = await refusal({ node });
    for (const hole of holes) expect(message).toContain(hole);
  });

  test.each([
    ["--allow-fs-read=*", "read a file outside"],
    ["--allow-fs-write=*", "write a file"],
    ["--allow-child-process", "start a program"],
    ["--allow-worker", "start a thread"],
  ])("with %s nothing is graded", async (flag, hole) => {
    const { message } = await refusal({ node: await adding(flag) });
    expect(message).toBe(`The Python sandbox does not hold here: it could ${hole}.`);
  });

  test.each([
    ["cutNetwork();", ["connect to the network"]],
    ["silenceConsole();", ["write by Node's console"]],
    ["gates.shut();", ["load code that a grader wrote as a library"]],
    ["freezeRealm();", ["change a prototype of the language", "change a prototype of Node's"]],
    ["removeWaysOut(machine.files);", ["send a signal to its parent", "open a debugger's door"]],
  ])("without %s nothing is graded", async (call, holes) => {
    const { message } = await refusal({ script: await sandboxScriptWithout(call) });
    expect(message).toBe(`The Python sandbox does not hold here: it could ${holes.join(", ")}.`);
  });

  test.runIf(process.platform === "linux")(
    "says where the machine gives no namespaces, and grades",
    async () => {
      // A script is no program that could start in a root without a shell.
      const node = await ignoring("--no-such-flag");
      const outcome = expectKind(await grade(await sandbox({ node }), ONE), "score");
      expect(outcome.runtime).toMatch(/^Pyodide [\d.]+, Python [\d.]+, without namespaces of its own$/);
    },
  );

  test("a Node that refuses a flag is not run without it", async () => {
    const node = await program(
      `case "$1" in -p) echo 22.20.0 ;; *) echo "bad option: $1" >&2; exit 9 ;; esac`,
    );
    expect((await refusal({ node })).message).toBe(
      "The Python sandbox did not start: bad option: --permission",
    );
  });

  test("without the files that it may read it does not start", async () => {
    const node = await ignoring("--allow-fs-read=*");
    expect((await refusal({ node })).message).toContain("The Python sandbox did not start");
  });
});

describe.runIf(process.platform !== "win32")("a sandbox that can't start says why", () => {
  test("a Node that is too old", async () => {
    const node = await program("echo 18.20.1");
    expect((await refusal({ node })).message).toBe(`${node} is Node 18.20.1: the sandbox needs 20 or newer.`);
  });

  test("a program that is no Node", async () => {
    const node = path.join(await temporaryFolder(), "nothing");
    expect((await refusal({ node })).message).toBe(`${node} is no Node that runs here.`);
  });

  test("an installation without its files", async () => {
    // By name; where we are installed is not told to whoever asks a server.
    for (const missing of [{ pyodideDir: "/no/such/folder" }, { script: "/no/such/sandbox.mjs" }]) {
      const { message } = await refusal(missing);
      expect(message).toMatch(/realpath '(folder|sandbox\.mjs)'/);
      expect(message).not.toContain("/no/such");
    }
  });

  test("names a Node found on PATH", async () => {
    const folder = await temporaryFolder();
    await symlink(process.execPath, path.join(folder, "node"));
    const before = process.env.PATH;
    process.env.PATH = `${folder}:${before ?? ""}`;
    try {
      const { mend } = await refusal({ node: await program("echo 18.20.1") });
      expect(mend).toContain(`such as ${path.join(folder, "node")},`);
    } finally {
      process.env.PATH = before;
    }
  });
});

test("a link on the way to our files does not matter", async () => {
  const folder = await temporaryFolder();
  await symlink(path.dirname(await sandboxScript()), path.join(folder, "link"));
  await symlink(path.resolve("node_modules/pyodide"), path.join(folder, "pyodide"));
  const script = path.join(folder, "link", path.basename(await sandboxScript()));
  const runner = await sandbox({ script, pyodideDir: path.join(folder, "pyodide") });
  expectKind(await grade(runner, ONE), "score");
});
