import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
import { startSlowModels } from "../../support/slowModels";
import { jsonLines, tone } from "./support";

let cli: CommandLine;
let server: JudgeServer;
let home = "";
beforeAll(async () => {
  [cli, server] = await Promise.all([commandLine(), startJudgeServer()]);
  home = await mkdtemp(path.join(tmpdir(), "graders-home-"));
  await cli.write("sure.grader.json", { ...tone, sampling_params: { temperature: 0 } });
});
beforeEach(() => server.replyWith(completion(verdict(0.75))));
afterAll(() => Promise.all([server.close(), rm(home, { recursive: true, force: true })]));

async function run(...more: string[]) {
  const before = server.requests.length;
  const judge = ["--judge-url", server.baseUrl, "--judge-model", "llama3.1"];
  const words = ["run", "sure.grader.json", "--model-sample", "Hello.", ...judge, ...more];
  const { code, stdout, stderr } = await cli.run(words, { env: { XDG_CACHE_HOME: home } });
  return { code, stdout, stderr, calls: server.requests.length - before };
}

describe("the cache of judges", () => {
  it("answers a second run without a call, and says so", async () => {
    expect(await run()).toMatchObject({ code: 0, calls: 1 });
    const again = await run("--format", "json");
    expect(again).toMatchObject({ code: 0, calls: 0, stderr: "" });
    expect(jsonLines(again.stdout)).toMatchObject([
      { reward: 0.75, diagnostics: { basis: "substitute judge", judge: { source: "cached" } } },
    ]);
    expect((await run()).stdout).toContain("cached judge");
    expect(await readdir(path.join(home, "graders", "judge"))).toHaveLength(1);
  });

  it("is neither read nor written with --no-judge-cache", async () => {
    await run();
    await rm(path.join(home, "graders"), { recursive: true });
    expect(await run("--no-judge-cache")).toMatchObject({ code: 0, calls: 1 });
    expect(await readdir(home)).toEqual([]);
    await run();
    expect(await run("--no-judge-cache")).toMatchObject({ calls: 1 });
  });
});

describe("judges", () => {
  it("that VS Code has are not there", async () => {
    const { code, stderr } = await cli.run(["run", "sure.grader.json", "--judge-url", "vscode"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/VS Code's own models judge only inside VS Code/);
  });

  it("are asked no more at once than --concurrency says, by a multi too, embeddings counted", async () => {
    const models = await startSlowModels();
    const cosine = {
      type: "text_similarity",
      input: "{{sample.output_text}}",
      reference: "x",
      evaluation_metric: "cosine",
    };
    const graders = Object.fromEntries([tone, tone, cosine, cosine].map((grader, n) => [`g${n}`, grader]));
    const multi = { type: "multi", name: "m", graders, calculate_output: "g0 + g1 + g2 + g3" };
    await cli.write("four.grader.json", multi);
    const words = [
      "run",
      "four.grader.json",
      "--model-sample",
      "x",
      "--format",
      "json",
      "--concurrency",
      "2",
    ];
    try {
      const { stdout } = await cli.run([
        ...words,
        ...["--judge-url", models.baseUrl, "--embeddings-url", models.baseUrl],
      ]);
      expect(jsonLines(stdout)).toMatchObject([{ reward: 4 }]);
      expect(models.asked).toHaveLength(4);
      expect(models.most()).toBe(2);
    } finally {
      await models.close();
    }
  });
});
