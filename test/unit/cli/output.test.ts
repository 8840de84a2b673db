import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact } from "./support";

const ROWS = 50_000;

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("many.grader.json", exact);
  const row = JSON.stringify({ item: { answer: "42" }, model_sample: "42" });
  await cli.write("many.samples.jsonl", `${row}\n`.repeat(ROWS));
});

const RUN = ["run", "many.grader.json", "--format", "json"];

describe("a long run that only computes", () => {
  it("ends with 130 at an interruption, in the middle", async () => {
    const child = cli.start(RUN);
    let lines = 0;
    child.stdout.on("data", (chunk: Buffer) => (lines += chunk.toString().split("\n").length - 1));
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(130);
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThan(ROWS);
  });

  it("ends when its reader goes away, without a word", async () => {
    const child = cli.start(RUN);
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = (await once(child, "close")) as [number];
    expect([code, complaints]).toEqual([130, ""]);
  });

  it.skipIf(!existsSync("/dev/full"))("is no success where its output can't be written", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [cli.script, ...RUN], {
      cwd: cli.folder,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^graders: the output can't be written: ENOSPC[^\n]*\n$/);
  });
});
