import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { jsonLines, tone, writeGraders } from "./support";

let cli: CommandLine;
let server: JudgeServer;
beforeAll(async () => {
  [cli, server] = await Promise.all([commandLine(), startJudgeServer()]);
  await writeGraders(cli);
});
beforeEach(() => server.replyWith(completion(verdict(0.75))));
afterAll(() => server.close());

describe("judges", () => {
  const judged = ["run", "tone.grader.json", "--model-sample", "Hello.", "--format", "json"];
  const withJudge = () => ["--judge-url", server.baseUrl, "--judge-model", "llama3.1"];

  it("are none at first: errored, with a mend", async () => {
    const { code, stdout } = await cli.run(judged);
    expect(code).toBe(3);
    expect(stdout).toContain("No judge is set for the model gpt-4.1-2025-04-14.");
    expect(stdout).toContain("--judge-url");
  });

  it("are asked with the key of the environment, recorded, and replayed without a call", async () => {
    const coming = server.nextRequest();
    const live = await cli.run([...judged, ...withJudge(), "--judge", "record"], {
      env: { GRADERS_JUDGE_API_KEY: "key-123" },
    });
    expect(live.code).toBe(0);
    expect((await coming).headers.authorization).toBe("Bearer key-123");
    const kept = await readFile(path.join(cli.folder, "tone.judge.jsonl"), "utf8");
    expect(kept.trimEnd().split("\n")).toHaveLength(1);
    expect(kept).not.toContain("key-123");

    const calls = server.requests.length;
    const replayed = await cli.run(judged);
    expect(replayed.code).toBe(0);
    const [a, b] = [live, replayed].map(({ stdout }) => jsonLines(stdout)[0]);
    expect([a?.reward, b?.reward]).toEqual([0.75, 0.75]);
    expect(b?.diagnostics).toMatchObject({
      basis: "substitute judge",
      judge: { source: "recorded", answered_by: "llama3.1", model: "gpt-4.1-2025-04-14" },
    });
    const text = await cli.run(judged.slice(0, -2));
    expect(text.stdout).toContain("recorded judge");

    const missed = await cli.run([
      "run",
      "tone.grader.json",
      "--model-sample",
      "Other.",
      ...withJudge(),
      "--judge",
      "replay",
    ]);
    expect(missed.code).toBe(3);
    expect(missed.stdout).toMatch(/tone\.judge\.jsonl has no recorded answer/);
    expect(server.requests).toHaveLength(calls);
  });

  it("are never taken for a redirect's target", async () => {
    server.replyWith({ status: 307, headers: { location: `${server.origin}/v2` }, body: "" });
    const calls = server.requests.length;
    const { code } = await cli.run([...judged, ...withJudge(), "--judge", "live"]);
    expect(code).toBe(3);
    expect(server.requests).toHaveLength(calls + 1);
  });

  it.each([
    [["--judge-model", "m"], /--judge-model goes with --judge-url/],
    [["--judge-url", "localhost:11434"], /--judge-url takes an address/],
    [["--judge", "always"], /live, replay, record/],
  ])("set wrongly by %j: 2", async (args, message) => {
    const { code, stderr } = await cli.run([...judged, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it("can't be recorded where the file can't be written: 2, in words", async () => {
    await cli.write("held.grader.json", tone);
    spawnSync("mkdir", [path.join(cli.folder, "held.judge.jsonl")]);
    const { code, stderr } = await cli.run([
      "run",
      "held.grader.json",
      "--model-sample",
      "x",
      ...withJudge(),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^graders: held\.judge\.jsonl: it is a directory/);
  });
});

describe("an interruption", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "by %s ends at once with 130, and the judge sees it",
    async (name) => {
      server.replyWith("hang");
      const coming = server.nextRequest();
      const child = cli.start([
        "run",
        "tone.grader.json",
        "--model-sample",
        "Hello?",
        "--judge-url",
        server.baseUrl,
        "--judge",
        "live",
      ]);
      const end = finished(child);
      const { abandoned } = await coming;
      child.kill(name);
      expect(await end).toEqual({ code: 130, stdout: "", stderr: "" });
      expect(await abandoned).toBe(true);
    },
  );

  it("ends a wait for standard input", async () => {
    const child = cli.start(["run", "exact.grader.json", "--model-sample", "-"]);
    // More than a pipe holds: once it is written, the command reads.
    await new Promise((resolve) => child.stdin.write("x".repeat(2_000_000), resolve));
    const end = finished(child);
    child.kill("SIGINT");
    expect(await end).toEqual({ code: 130, stdout: "", stderr: "" });
  });

  it("by a reader that goes away leaves no stack", async () => {
    const rows = Array.from({ length: 20_000 }, () => ({ item: { answer: "a" }, model_sample: "a" }));
    await cli.write("large.samples.json", rows);
    const child = cli.start([
      "run",
      "exact.grader.json",
      "--samples",
      "large.samples.json",
      "--format",
      "json",
    ]);
    child.stdout.once("data", () => child.stdout.destroy());
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    await new Promise((resolve) => child.once("exit", resolve));
    expect(stderr).toBe("");
  });
});
