import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, jsonLines, tone } from "./support";

const close = {
  type: "text_similarity",
  name: "close",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: "fuzzy_match",
  pass_threshold: 0.8,
};
const similar = { ...close, pass_threshold: undefined };
const multi = {
  type: "multi",
  graders: { exact, close: similar },
  calculate_output: "0.5 * exact + 0.5 * close",
};
const jobOf = (grader: unknown) => ({ method: { type: "reinforcement", reinforcement: { grader } } });
const rows = [
  { name: "same", item: { answer: "Paris" }, model_sample: "Paris" },
  { name: "case", item: { answer: "Paris" }, model_sample: "paris" },
];
const ROW = ["--model-sample", "Paris", "--item", '{"answer": "Paris"}'];

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await cli.write("y.eval.json", { name: "capitals", testing_criteria: [exact, close] });
  await cli.write("y.samples.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
  await cli.write("x.job.json", jobOf(multi));
  await cli.write("x.samples.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
});

describe("an eval on the command line", () => {
  it("is validated with all its criteria", async () => {
    const { code, stdout } = await cli.run(["validate", "y.eval.json"]);
    expect([code, stdout]).toEqual([0, "y.eval.json: eval with 2 criteria, valid\n"]);
  });

  it("gets the findings of each criterion, at its path in the file", async () => {
    const wrong = { ...exact, operation: "neq" };
    await cli.write("bad.eval.json", JSON.stringify({ testing_criteria: [exact, wrong] }, null, 1));
    const { code, stdout } = await cli.run(["validate", "--format", "json", "bad.eval.json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      file: "bad.eval.json",
      valid: false,
      problems: [{ code: "schema-enum", path: ["testing_criteria", 1, "operation"], start: { line: 15 } }],
    });
  });

  it("is run as a whole: a row passes when all criteria do, and one that does not is unmet", async () => {
    const { code, stdout, stderr } = await cli.run(["run", "y.eval.json"]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/✓ +1 +passed +same\n✗ +2 +failed +case +failed: exact\n/);
    expect(stdout).toMatch(/2 samples: 1 passed, 2 scored, mean 0\.50?/);
  });

  it("tells in detail which criteria passed", async () => {
    const { code, stdout } = await cli.run(["run", "y.eval.json", "--sample", "case"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^y\.eval\.json\n {2}failed +1 of 2 criteria passed +testing_criteria · engine · exact · \d+ ms\n/,
    );
    expect(stdout).toMatch(/ {4}exact +0\S*, not passed\n {4}close +0\.80?\S*, passed\n/);
  });

  it("gives one result a row in the shape of every other", async () => {
    const { stdout } = await cli.run(["run", "y.eval.json", "--format", "json"]);
    const [same, other] = jsonLines(stdout);
    expect(same).toMatchObject({ reward: 1, diagnostics: { passed: true } });
    expect(other).toMatchObject({
      reward: 0,
      metadata: { name: "capitals", type: "testing_criteria" },
      sub_rewards: { exact: 0, close: 0.8 },
      diagnostics: {
        passed: false,
        sub_graders: {
          exact: { type: "string_check", pass_threshold: 1, passed: false },
          close: { type: "text_similarity", pass_threshold: 0.8, passed: true },
        },
      },
    });
  });

  it("meets what its rows expect", async () => {
    const expects = [
      { passed: false, sub_rewards: { close: 0.8 } },
      { passed: true },
      { sub_rewards: { exact: 0 } },
      { reward: 0 },
    ];
    const samples = expects.map((expectation) => JSON.stringify({ ...rows[1], expect: expectation }));
    await cli.write("expect.jsonl", samples.join("\n"));
    const { code, stdout } = await cli.run(["run", "y.eval.json", "--samples", "expect.jsonl"]);
    expect(code).toBe(1);
    expect(stdout.match(/^[✓✗!]/gm)).toEqual(["✓", "✗", "✓", "✓"]);
  });

  it("is errored where a criterion is, never failed: 3", async () => {
    await cli.write("tone.eval.json", { testing_criteria: [exact, { ...tone, pass_threshold: 0.5 }] });
    const { code, stdout } = await cli.run(["run", "tone.eval.json", "--model-sample", "x", "--item", "{}"]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}errored +no score/m);
    expect(stdout).toMatch(/ {4}exact +errored\n {4}tone +errored\n/);
    expect(stdout).not.toContain("not passed");
  });

  it.each([
    ["no list", { a: exact }, 3, /^f\.eval\.json:1:21: testing_criteria is a list/],
    ["none", [], 3, /^f\.eval\.json:1:21: testing_criteria is empty/],
    ["of unknown types", [{ type: "ai_evaluator" }], 3, /no grader type "ai_evaluator"/],
    ["no objects", ["exact"], 3, /this file holds a text|A grader is a JSON object/],
  ])("with criteria that are %s is not run", async (_, criteria, expected, message) => {
    await cli.write("f.eval.json", { testing_criteria: criteria });
    const { code, stdout, stderr } = await cli.run(["run", "f.eval.json", ...ROW]);
    expect([code, stdout]).toEqual([expected, ""]);
    expect(stderr).toMatch(message);
    expect((await cli.run(["validate", "f.eval.json"])).code).toBe(1);
  });

  it("whose JSON is broken is not run", async () => {
    await cli.write("f.eval.json", '{"testing_criteria": [');
    const { code, stderr } = await cli.run(["run", "f.eval.json", ...ROW]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^f\.eval\.json:1:\d+: /);
  });
});

describe("a grader within a file on the command line", () => {
  it("is a job's, validated and run with the samples beside the job", async () => {
    expect((await cli.run(["validate", "x.job.json"])).stdout).toBe("x.job.json: multi, valid\n");
    const { code, stdout } = await cli.run(["run", "x.job.json", "--format", "json"]);
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ reward }) => reward)).toEqual([1, 0.4]);
  });

  it.each([
    ["x.job.json#/method/reinforcement/grader", 1],
    ["x.job.json#/method/reinforcement/grader/graders/close", 1],
    ["y.eval.json#/testing_criteria/0", 1],
  ])("is named by %s", async (argument, reward) => {
    const { code, stdout } = await cli.run(["run", argument, ...ROW, "--format", "json"]);
    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]?.reward).toBe(reward);
    expect((await cli.run(["validate", argument])).code).toBe(0);
  });

  it("takes the samples and recordings beside its file", async () => {
    const { code, stdout } = await cli.run(["run", "y.eval.json#/testing_criteria/1"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/2 samples/);
  });

  it.each([
    ["y.eval.json#/testing_criteria/2", /nothing at \/testing_criteria\/2/],
    ["x.job.json#/graders", /nothing at \/graders.* For example: 'x\.job\.json#\/method/],
    ["none.json#/a", /none\.json.*(?:not exist|no such)/i],
  ])("is refused where %s names nothing: 2", async (argument, message) => {
    const { code, stdout, stderr } = await cli.run(["run", argument, ...ROW]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  it("is refused where the pointer names no grader: 3", async () => {
    const { code, stderr } = await cli.run(["run", "x.job.json#/method", ...ROW]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^x\.job\.json:1:\d+: There is no grader type "reinforcement"/);
  });

  it("is one of several in a file of the user's, and has to be named to be run", async () => {
    await cli.write("config.json", { rewards: [exact, { "a/b": close }], type: "module" });
    expect((await cli.run(["validate", "config.json"])).stdout).toBe("config.json: 2 graders, valid\n");
    const { code, stderr } = await cli.run(["run", "config.json", ...ROW]);
    expect(code).toBe(2);
    expect(stderr).toContain("'config.json#/rewards/0', 'config.json#/rewards/1/a~1b'");
    expect((await cli.run(["run", "config.json#/rewards/1/a~1b", ...ROW])).code).toBe(0);
  });

  it("does not hide a file whose name has a # in it", async () => {
    await cli.write("odd#1.grader.json", exact);
    expect((await cli.run(["run", "odd#1.grader.json", ...ROW])).code).toBe(0);
  });

  it("is missed in a job without one", async () => {
    await cli.write("none.job.json", { method: { type: "supervised" } });
    const { code, stdout } = await cli.run(["validate", "none.job.json"]);
    expect(code).toBe(1);
    expect(stdout).toContain("method.reinforcement.grader");
  });
});
