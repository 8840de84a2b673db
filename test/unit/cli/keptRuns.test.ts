import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { readOutcome } from "../../../src/core/runs/outcomeLog";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, writeGraders } from "./support";

const MANY = 60_000;
/** So long that threads grade it by parts. */
const manyRows = Array.from({ length: MANY }, (_, index) =>
  JSON.stringify({ item: { answer: `${index % 7}`, pad: "x".repeat(120) }, model_sample: `${index % 5}` }),
);

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine({ sandbox: true });
  await writeGraders(cli);
  await cli.write("many.jsonl", `${manyRows.join("\n")}\n`);
  await cli.write("python.grader.json", {
    type: "python",
    source: "def grade(sample, item):\n    return float(sample['output_text'] == item['answer'])\n",
  });
});

const kept = async (folder: string, name: string) => readFile(join(cli.folder, folder, name), "utf8");
const lines = async (folder: string) =>
  (await kept(folder, "rows.jsonl")).split("\n").filter((line) => line !== "");
/** By the rows' order: of what is graded at once, any may end first. */
const outcomes = async (folder: string) =>
  (await lines(folder)).map((line) => readOutcome(line)).sort((a, b) => (a?.at ?? 0) - (b?.at ?? 0));

describe("graders run --out", () => {
  it("keeps the plan and an outcome a row, and says where", async () => {
    const { code, stdout, stderr } = await cli.run(["run", "exact.grader.json", "--out", "two"]);
    expect([code, stdout, stderr]).toEqual([
      0,
      "\n2 samples: 2 passed, 2 scored, mean 0.50, 0 errored, 0 not asked\n",
      "kept in two\n",
    ]);
    expect(JSON.parse(await kept("two", "run.json"))).toMatchObject({
      run: 1,
      graders: [{ file: join(cli.folder, "exact.grader.json"), text: JSON.stringify(exact) }],
      data: { file: join(cli.folder, "exact.samples.jsonl") },
      options: [],
    });
    const kinds = (await outcomes("two")).map((outcome) => ({ ...outcome, row: outcome?.row.length }));
    const scored = { row: 16, kind: "scored", passed: true, erroredAsExpected: false };
    expect(kinds).toEqual([
      { ...scored, at: 0, reward: 1 },
      { ...scored, at: 1, reward: 0 },
    ]);
    for (const line of await lines("two")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it("prints JSON lines as without it", async () => {
    const plain = await cli.run(["run", "exact.grader.json", "--format=json"]);
    const { code, stdout } = await cli.run(["run", "exact.grader.json", "--format=json", "--out=json"]);
    const untimed = (text: string) => text.replaceAll(/"execution_time":[^,]+/g, "");
    expect([code, untimed(stdout)]).toEqual([0, untimed(plain.stdout)]);
    expect(await lines("json")).toHaveLength(2);
  });

  it("overwrites no run unless --force says so", async () => {
    await cli.run(["run", "exact.grader.json", "--out", "once"]);
    const again = await cli.run(["run", "exact.grader.json", "--out", "once"]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("once has a run already: go on with it by graders resume");
    const forced = await cli.run(["run", "exact.grader.json", "--out", "once", "--force"]);
    expect([forced.code, await lines("once")]).toEqual([0, await lines("once")]);
    expect(await lines("once")).toHaveLength(2);
  });

  it.each([
    [["--force"], "--force goes with --out DIR"],
    [["--out=x", "--sample=1"], "--out keeps a run over a whole file"],
    [["--out=x", "--model-sample=a"], "--out keeps a run over a whole file"],
    [["--out=x", "--judge-url=http://me:secret@localhost:1/v1"], "--judge-url: the address would be kept"],
    [["--out=x", "--judge-url=http://localhost:1/v1?key=secret"], "--judge-url: the address would be kept"],
    [["--data=a", "--samples=b"], "--data and --samples name the same thing"],
  ])("refuses %j", async (words, message) => {
    const { code, stderr } = await cli.run(["run", "exact.grader.json", ...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("takes --data for --samples", async () => {
    const { stdout } = await cli.run(["run", "exact.grader.json", "--data", "exact.samples.jsonl"]);
    expect(stdout).toContain("2 samples: 2 passed");
  });
});

describe("graders resume", () => {
  it("has nothing to do after a whole run, and says the same of it", async () => {
    const first = await cli.run(["run", "exact.grader.json", "--out", "whole"]);
    const before = await lines("whole");
    const again = await cli.run(["resume", "whole"]);
    expect([again.code, again.stdout, again.stderr]).toEqual([0, first.stdout, first.stderr]);
    expect(await lines("whole")).toEqual(before);
  });

  it("goes on with the grader that the run began with, whatever became of the file, from any folder", async () => {
    await cli.write("moved.grader.json", exact);
    await cli.run(["run", "moved.grader.json", "--samples=exact.samples.jsonl", "--out", "began"]);
    await truncate(join(cli.folder, "began/rows.jsonl"), 0);
    await cli.write("moved.grader.json", { ...exact, operation: "ne" });
    const { code, stdout } = await cli.run(["resume", join(cli.folder, "began")]);
    expect([code, stdout]).toEqual([
      0,
      "\n2 samples: 2 passed, 2 scored, mean 0.50, 0 errored, 0 not asked\n",
    ]);
  });

  it.each(["{", '{"row":"0123', '{"row":"0123456789abcdef","at":1,"reward":0.5'])(
    "tolerates a last line that broke off: %s",
    async (torn) => {
      await cli.run(["run", "exact.grader.json", "--out", "torn", "--force"]);
      const [first = "", second = ""] = await lines("torn");
      await writeFile(join(cli.folder, "torn/rows.jsonl"), `${first}\n${torn}`);
      expect((await cli.run(["resume", "torn"])).code).toBe(0);
      expect(await kept("torn", "rows.jsonl")).toBe(`${first}\n${second}\n`);
    },
  );

  it("trusts nothing behind a broken line in the middle", async () => {
    await cli.run(["run", "exact.grader.json", "--out", "spoiled"]);
    const [first = "", second = ""] = await lines("spoiled");
    await writeFile(join(cli.folder, "spoiled/rows.jsonl"), `${first}\nhello\n${second}\n`);
    const { code, stderr } = await cli.run(["resume", "spoiled"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("rows.jsonl:2: the line is no outcome of a run."),
    ]);
  });

  it("refuses rows that are others now, and folders without a run", async () => {
    await cli.write("changing.jsonl", '{"item":{"answer":"1"},"model_sample":"1"}\n');
    await cli.run(["run", "exact.grader.json", "--data=changing.jsonl", "--out=changed"]);
    await appendFile(join(cli.folder, "changing.jsonl"), '{"item":{"answer":"2"},"model_sample":"1"}\n');
    const { code, stderr } = await cli.run(["resume", "changed"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("the file was changed since the run began")]);
    expect((await cli.run(["resume", "nowhere"])).stderr).toContain(
      "nowhere has no run: there is no run.json in it.",
    );
    await cli.write("changed/run.json", '{"run": 2}');
    expect((await cli.run(["resume", "changed"])).stderr).toContain(
      "is no plan of a run that this version can read",
    );
  });

  it("leaves a run alone that another process writes", async () => {
    await cli.run(["run", "exact.grader.json", "--out", "locked"]);
    const other = cli.start(["serve", "--port=0"]);
    try {
      const { hostname } = await import("node:os");
      await cli.write("locked/lock", `{"pid":${other.pid},"host":"${hostname()}"}`);
      const refused = await cli.run(["resume", "locked"]);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`process ${other.pid} on`)]);
    } finally {
      other.kill("SIGKILL");
      await once(other, "close");
    }
    expect((await cli.run(["resume", "locked"])).code).toBe(0);
  });

  it.each([
    ["by parts", "exact.grader.json", "many.jsonl", MANY],
    ["row by row", "python.grader.json", "few.jsonl", 1_000],
  ])(
    "after kill -9 in the middle, %s, comes to what an undisturbed run does",
    async (how, grader, data, rows) => {
      await cli.write("few.jsonl", manyRows.slice(0, 1_000).join("\n"));
      const name = how.replaceAll(" ", "-");
      const whole = await cli.run(["run", grader, `--data=${data}`, `--out=${name}`]);
      const killed = cli.start(["run", grader, `--data=${data}`, `--out=${name}-killed`]);
      const file = join(cli.folder, `${name}-killed`, "rows.jsonl");
      while ((await readFile(file, "utf8").catch(() => "")).length < 10_000) await sleep(5);
      killed.kill("SIGKILL");
      await once(killed, "close");
      const before = await readFile(file, "utf8");
      expect(before.length).toBeLessThan((await kept(name, "rows.jsonl")).length);
      const resumed = await cli.run(["resume", `${name}-killed`]);
      expect([resumed.code, resumed.stdout]).toEqual([whole.code, whole.stdout]);
      // What was kept before the kill is still there, byte for byte.
      const complete = before.slice(0, before.lastIndexOf("\n") + 1);
      expect((await readFile(file, "utf8")).startsWith(complete)).toBe(true);
      expect(await lines(name)).toHaveLength(rows);
      expect((await lines(`${name}-killed`)).sort().join()).toBe((await lines(name)).sort().join());
    },
  );
});
