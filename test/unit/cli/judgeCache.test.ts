import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { completion, startJudgeServer, verdict, type JudgeServer } from "../../support/judgeServer";
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

  it("are asked no more at once than --concurrency says, by a multi too", async () => {
    let open = 0;
    let most = 0;
    // Answers take a while, so that calls at once would meet.
    const slow = createServer((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(completion(verdict(1)).body));
      }, 50);
    });
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const { port } = slow.address() as AddressInfo;
    const graders = Object.fromEntries(["a", "b", "c"].map((key) => [key, { ...tone, name: key }]));
    const multi = { type: "multi", name: "m", graders, calculate_output: "a + b + c" };
    await cli.write("three.grader.json", multi);
    const url = `http://127.0.0.1:${port}/v1`;
    const words = ["run", "three.grader.json", "--model-sample", "x", "--judge-url", url, "--format", "json"];
    try {
      const { stdout } = await cli.run([...words, "--concurrency", "2"]);
      expect(jsonLines(stdout)).toMatchObject([{ reward: 3 }]);
      expect(most).toBe(2);
    } finally {
      slow.close();
    }
  });
});
