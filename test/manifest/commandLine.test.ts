import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TARBALL } from "../../scripts/packing/npmPackage.mjs";
import { getServer } from "../../scripts/vscode/getServer.mjs";

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The Node that runs this, and the newest that we have: the one of the newest VS Code, where it comes with one. */
const newest = await getServer("newest").catch(() => ({ node: process.execPath }));
const NODES = [...new Set([process.execPath, newest.node])];
const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };

let folder: string;
/** Empty but for what the tests write. */
let work: string;

/** An environment in which nothing is installed, and no registry is reached. */
function environment(node = process.execPath): Record<string, string> {
  return {
    PATH: [join(folder, "prefix", "bin"), dirname(node), dirname(process.execPath), "/usr/bin", "/bin"].join(
      delimiter,
    ),
    HOME: join(folder, "home"),
    npm_config_prefix: join(folder, "prefix"),
    npm_config_cache: join(folder, "cache"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
}

function run(program: string, args: readonly string[], env: Record<string, string>): Promise<Finished> {
  return new Promise((done) => {
    execFile(program, args, { cwd: work, env, encoding: "utf8" }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "graders-npm-"));
  work = join(folder, "work");
  for (const name of ["work", "home", "prefix"]) await mkdir(join(folder, name));
  const installed = await run("npm", ["install", "--global", resolve(TARBALL)], environment());
  expect(installed.code, installed.stderr).toBe(0);
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

async function writeGrader(name: string, grader: object, output: string): Promise<string> {
  const row = { item: { answer: "a cat sat" }, model_sample: output, expect: { reward: 1 } };
  await writeFile(join(work, `${name}.grader.json`), JSON.stringify(grader));
  await writeFile(join(work, `${name}.samples.jsonl`), JSON.stringify(row));
  return `${name}.grader.json`;
}

const SIDES = { input: "{{sample.output_text}}", reference: "{{item.answer}}" };
const CHECK = { type: "string_check", name: "exact", operation: "eq", ...SIDES };
const METEOR = { type: "text_similarity", name: "words", evaluation_metric: "meteor", ...SIDES };
const PYTHON = {
  type: "python",
  name: "py",
  source: "import json\ndef grade(sample, item):\n    return float(sample['output_text'] == item['answer'])",
};

describe.each(NODES)("the command line out of its tarball, with %s", (node) => {
  const graders = (...args: string[]) => run("graders", args, environment(node));

  test("tells its version and its help", async () => {
    expect(await graders("--version")).toEqual({ code: 0, stdout: `graders ${version}\n`, stderr: "" });
    expect((await graders("--help")).stdout).toContain("graders run FILE");
  });

  test("validates, Python in the sandbox too", async () => {
    const valid = await writeGrader("valid", PYTHON, "");
    expect(await graders("validate", valid)).toMatchObject({ code: 0, stderr: "" });
    const broken = await writeGrader("broken", { ...PYTHON, source: "def grade(sample, item:" }, "");
    const { code, stdout } = await graders("validate", broken);
    expect([code, stdout]).toEqual([1, expect.stringContaining("[python-syntax]")]);
  });

  test.each([
    ["a string_check", CHECK],
    ["meteor, which reads WordNet", METEOR],
    ["Python in the sandbox", PYTHON],
  ])("grades by %s", async (_, grader) => {
    const output = grader === METEOR ? "a cat sat down" : "a cat sat";
    const file = await writeGrader("graded", grader, output);
    const { code, stdout, stderr } = await graders("run", file, "--format", "json");
    const { reward, metadata } = JSON.parse(stdout) as { reward: number; metadata: { errors: object } };
    expect(stderr).toBe("");
    expect(Object.values(metadata.errors)).not.toContain(true);
    if (grader === METEOR) expect([code, reward > 0.5]).toEqual([1, true]);
    else expect([code, reward]).toEqual([0, 1]);
  });
});

test("runs by npx without being installed", async () => {
  const env = { ...environment(), npm_config_prefix: join(folder, "no-prefix") };
  const ran = await run("npx", ["--package", resolve(TARBALL), "graders", "--version"], env);
  expect(ran).toMatchObject({ code: 0, stdout: `graders ${version}\n` });
});
