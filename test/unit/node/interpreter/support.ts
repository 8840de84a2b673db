import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll } from "vitest";
import {
  createInterpreterRunner,
  type PythonGrader,
} from "../../../../src/node/interpreter/interpreterRunner";
import type { PythonOutcome } from "../../../../src/core/ports";
import { temporaryFolder } from "../python/support";

export { expectKind, gradeSource, never, processesWith, temporaryFolder } from "../python/support";

/** Debian's, by its path: what `python3` means is a test of its own. */
export const PYTHON = "/usr/bin/python3";

const graders: PythonGrader[] = [];
afterAll(async () => {
  await Promise.all(graders.map((grader) => grader.dispose()));
});

type Options = Parameters<typeof createInterpreterRunner>[0];

/** The interpreter runtime as an installation makes it; it ends with the test file. */
export async function interpreter(options: Partial<Options> = {}): Promise<PythonGrader> {
  const grader = createInterpreterRunner({
    interpreter: PYTHON,
    pythonDir: path.resolve("python"),
    timeoutMs: 60_000,
    tempDir: await temporaryFolder(),
    ...options,
  });
  graders.push(grader);
  return grader;
}

export function grade(
  grader: PythonGrader,
  source: string,
  { sample = "{}", item = "{}", signal = new AbortController().signal } = {},
): Promise<PythonOutcome> {
  return grader.grade({ source, sample, item }, signal);
}

/** Pythons of this machine by version, such as pyenv keeps them. */
export function otherPythons(...versions: readonly string[]): string[] {
  const root = path.join(process.env.HOME ?? "", ".pyenv/versions");
  const found = existsSync(root) ? execFileSync("ls", [root], { encoding: "utf8" }).trim().split("\n") : [];
  return versions.flatMap((version) => {
    const name = found.find((folder) => folder.startsWith(`${version}.`));
    return name === undefined ? [] : [path.join(root, name, "bin/python")];
  });
}
