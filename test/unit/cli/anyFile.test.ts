import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { findWheels } from "../../../src/node/python/wheels";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { jsonLines, writeGraders } from "./support";

const DATA = ["--train", "exact.samples.jsonl", "--valid", "exact.samples.jsonl"];

/** Every argument that names a file, with X in its place. */
const ARGUMENTS: readonly (readonly string[])[] = [
  ["validate", "X"],
  ["run", "X"],
  ["run", "exact.grader.json", "--samples", "X"],
  ["run", "exact.grader.json", "--row", "@X"],
  ["run", "exact.grader.json", "--model-sample", "@X"],
  ["run", "exact.grader.json", "--model-sample", "42", "--item", "@X"],
  ["preflight", "--target", "openai-rft", "X", ...DATA],
  ["preflight", "--target", "openai-rft", "--job", "X", ...DATA],
  ["preflight", "--target", "openai-rft", "exact.grader.json", "--train", "X", ...DATA.slice(2)],
  ["preflight", "--target", "openai-rft", "exact.grader.json", ...DATA.slice(0, 2), "--valid", "X"],
];

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await writeGraders(cli);
  execFileSync("mkfifo", ["pipe", "tone.judge.jsonl"], { cwd: cli.folder });
});

const named = (args: readonly string[], name: string) => args.map((arg) => arg.replace("X", name));

/** In a process of its own: see `openStream`. */
it("a pipe with a name is read to its end", async () => {
  execFileSync("mkfifo", ["samples.pipe"], { cwd: cli.folder });
  const running = cli.run(["run", "exact.grader.json", "--samples", "samples.pipe", "--format", "json"]);
  const row = JSON.stringify({ item: { answer: "42" }, model_sample: "42" });
  await writeFile(path.join(cli.folder, "samples.pipe"), `${row}\n${row}\n`);
  const { code, stdout } = await running;
  expect([code, jsonLines(stdout).map(({ reward }) => reward)]).toEqual([0, [1, 1]]);
});

describe("what is no file", () => {
  it.each(ARGUMENTS.map((args) => [args.join(" "), args]))("ends with a word: %s", async (_, args) => {
    const server = createServer().listen(path.join(cli.folder, "socket"));
    try {
      for (const [name, words] of [
        ["/dev/zero", "it is a device"],
        ["/dev/full", "it is a device"],
        ["socket", "it is a socket"],
        [".", "it is a directory"],
      ] as const) {
        // A folder stands for the files in it.
        if (name === "." && args[0] === "validate") continue;
        const { code, stderr, stdout } = await cli.run(named(args, name));
        expect([code, stderr + stdout]).toEqual([
          args[0] === "preflight" ? code : 2,
          expect.stringContaining(words),
        ]);
        expect(code).not.toBe(0);
      }
    } finally {
      server.close();
    }
  });

  it("beside a grader is not waited for", async () => {
    const { code, stderr } = await cli.run(["run", "tone.grader.json", "--model-sample", "x"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("tone.judge.jsonl: it is a pipe")]);
  });

  it("is no wheel", async () => {
    const wheels = path.join(cli.folder, "wheels");
    mkdirSync(wheels);
    execFileSync("mkfifo", ["a-1.0-py3-none-any.whl"], { cwd: wheels });
    expect(await findWheels(wheels)).toMatchObject({
      kind: "unavailable",
      message: `The folder of wheels, ${wheels}, cannot be read (a-1.0-py3-none-any.whl is no file).`,
    });
  });
});

describe("a pipe", () => {
  it.each(ARGUMENTS.map((args) => [args.join(" "), args]))(
    "is waited for until Ctrl+C: %s",
    async (_, args) => {
      const child = cli.start(named(args, "pipe"));
      const end = finished(child);
      const opened = () => openSync(path.join(cli.folder, "pipe"), constants.O_WRONLY | constants.O_NONBLOCK);
      // The pipe can be opened so once its reader is there.
      const writer = await vi.waitFor(opened, { timeout: 30_000 });
      child.kill("SIGINT");
      expect(await end).toEqual({ code: 130, stdout: "", stderr: "" });
      closeSync(writer);
    },
  );

  it("is read to its end: of a shell, by its name, as standard input", async () => {
    const shell = (script: string) => {
      const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
        cwd: cli.folder,
        encoding: "utf8",
      });
      expect([status, stderr]).toEqual([0, ""]);
      return stdout;
    };
    const graders = `"${process.execPath}" "${cli.script}"`;
    const two = "2 samples: 2 passed";
    const samples = "exact.samples.jsonl";
    expect(shell(`${graders} run exact.grader.json --samples <(cat ${samples})`)).toContain(two);
    expect(shell(`${graders} run <(cat exact.grader.json) --samples <(cat ${samples})`)).toContain(two);
    expect(shell(`cat ${samples} | ${graders} run exact.grader.json --samples /dev/stdin`)).toContain(two);
    expect(shell(`${graders} run exact.grader.json --samples /dev/stdin < ${samples}`)).toContain(two);
    expect(shell(`${graders} run exact.grader.json --samples pipe & cat ${samples} > pipe; wait`)).toContain(
      two,
    );
    expect(shell(`${graders} validate <(cat exact.grader.json)`)).toContain("valid");
    // A socket, as other programs give their children.
    const socket = { stdin: `{"item": {"answer": "42"}, "model_sample": "42"}` };
    const { code } = await cli.run(["run", "exact.grader.json", "--samples", "/dev/stdin"], socket);
    expect(code).toBe(0);
  });

  it("is read once", async () => {
    const args = ["run", "/dev/stdin", "--samples", "/dev/stdin"];
    const { code, stderr } = await cli.run(args, {
      stdin: '{"type":"string_check","name":"a","input":"a","reference":"a","operation":"eq"}',
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("it has been read already")]);
  });
});
