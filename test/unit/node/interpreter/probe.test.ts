import { chmod, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findContainment } from "../../../../src/node/containment";
import { findPython } from "../../../../src/node/interpreter/findPython";
import { askVersion, findOtherNode } from "../../../../src/node/python/nodes";
import { interpreter, grade, gradeSource, PYTHON, temporaryFolder } from "./support";

const KEY = "sk-live-9fK2mQ7xTzA4bRh1wY8";
const VARIABLES = ["OPENAI_API_KEY", "GRADERS_JUDGE_API_KEY", "MY_OWN_WORD"];

beforeAll(() => {
  for (const name of VARIABLES) process.env[name] = KEY;
});
afterAll(() => {
  for (const name of VARIABLES) process.env[name] = undefined;
});

/** A program that writes down what it sees each time it is started, and then does something else. */
async function spy(
  name: string,
  then: string,
): Promise<{ program: string; seen: () => Promise<readonly string[]> }> {
  const folder = await temporaryFolder();
  const program = path.join(folder, name);
  const lines = [
    "#!/bin/sh",
    `{ tr '\\0' '\\n' < /proc/self/environ; env; echo net=$(readlink /proc/self/ns/net); pwd; } > "${folder}/seen.$$.$(date +%N).txt"`,
    then,
  ];
  await writeFile(program, `${lines.join("\n")}\n`);
  await chmod(program, 0o755);
  return {
    program,
    async seen() {
      const files = (await readdir(folder)).filter((file) => file.endsWith(".txt"));
      return Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
    },
  };
}

async function expectCaged(seen: readonly string[], starts: number): Promise<void> {
  expect(seen.length).toBeGreaterThanOrEqual(starts);
  const { networkCut } = await findContainment();
  const ours = await readlink("/proc/self/ns/net");
  for (const text of seen) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain("MY_OWN_WORD");
    if (networkCut) expect(text).not.toContain(`net=${ours}`);
  }
}

it("a Python that is asked for its version sees no key and no network", async () => {
  const { program, seen } = await spy("python3", `exec ${PYTHON} "$@"`);
  expect(await findPython(program)).toMatchObject({ executable: PYTHON });
  await expectCaged(await seen(), 1);
});

it("nor does it when it grades", async () => {
  // It names itself, so that it is started again for the grade.
  const { program, seen } = await spy(
    "python3",
    `if [ "$1" = -E ]; then printf "3.12.0\\n$0"; else exec ${PYTHON} "$@"; fi`,
  );
  const outcome = await grade(await interpreter({ interpreter: program }), gradeSource("return 1"));
  expect(outcome.kind).toBe("score");
  await expectCaged(await seen(), 1);
});

it("a Node that is asked for its version sees no key and no network", async () => {
  const { program, seen } = await spy("node", "echo 22.1.0");
  expect(await askVersion(program)).toBe("22.1.0");
  expect(await findOtherNode(process.execPath, path.dirname(program))).toBe(program);
  await expectCaged(await seen(), 1);
});

it("a program that is asked leaves no folder behind", async () => {
  const { program } = await spy("python3", "exit 1");
  const tempDir = await temporaryFolder();
  expect(await findPython(program, { tempDir })).toMatch(/does not run/);
  expect(await readdir(tempDir)).toEqual([]);
});
