import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS, type CommandName } from "../../../src/cli/commands";
import { ERROR_KEYS } from "../../../src/core/result/errorFlags";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, jsonLines, writeGraders } from "./support";

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await writeGraders(cli);
});

describe("help and version", () => {
  it("fits one screen", async () => {
    const { code, stdout, stderr } = await cli.run(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeLessThan(50);
    expect(Math.max(...lines.map((line) => line.replace(/[\ud800-\udbff]/g, "").length))).toBeLessThanOrEqual(
      80,
    );
    for (const word of ["validate", "run", "--model-sample", "--judge", "--provider", "Exit codes"])
      expect(stdout).toContain(word);
  });

  it("explains every option of a command, on one screen", async () => {
    for (const [name, { options }] of Object.entries(COMMANDS)) {
      const { code, stdout } = await cli.run([name, "--help"]);
      const lines = stdout.trimEnd().split("\n");
      expect([code, lines[0]]).toEqual([0, `graders ${COMMANDS[name as CommandName].usage}`]);
      expect(lines.length).toBeLessThan(50);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
      for (const option of options) expect(stdout).toMatch(new RegExp(`^ {2}--${option}( |$)`, "m"));
    }
  });

  it("is given for no command, and the version for --version", async () => {
    expect((await cli.run([])).stdout).toBe((await cli.run(["help"])).stdout);
    expect((await cli.run(["--version"])).stdout).toBe("graders 9.9.9\n");
  });

  it("refuses what is no command or option: 2, one line", async () => {
    for (const args of [["grade"], ["run"], ["run", "exact.grader.json", "--fast"], ["validate"]]) {
      const { code, stdout, stderr } = await cli.run(args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(/^graders: /);
    }
  });
});

describe("run, as text", () => {
  it("grades the paired samples, a line each, and sums up: 0", async () => {
    const { code, stdout, stderr } = await cli.run(["run", "exact.grader.json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/✓ +1 +1(\.0+)? +right\n✓ +2 +0(\.0+)? +wrong\n/);
    expect(stdout).toMatch(/2 samples: 2 passed, 2 scored, mean 0\.50?/);
  });

  it("shows one sample in detail", async () => {
    const { code, stdout } = await cli.run(["run", "exact.grader.json", "--sample", "wrong"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^exact\.grader\.json\n {2}0\S* +scored +string_check · engine · exact · \d+ ms\n/,
    );
    expect(stdout).toContain('input: "41"');
    expect(stdout).toContain('reference: "42"');
  });

  it("tells place and mend of a failure below the first of many rows that have it", async () => {
    const right = { item: { answer: "42" }, model_sample: "42" };
    const noItem = { item: {}, model_sample: "42" };
    const expected = { ...noItem, item: { other: 1 }, expect: { errors: ["invalid_variable_error"] } };
    const rows = [expected, noItem, right, noItem].map((row) => JSON.stringify(row));
    await cli.write("some.samples.jsonl", rows.join("\n"));
    const { code, stdout } = await cli.run(["run", "exact.grader.json", "--samples", "some.samples.jsonl"]);
    expect(code).toBe(3);
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      expect.stringMatching(/^✓ +1 +errored/),
      expect.stringMatching(/^! +2 +errored +errored: invalid_variable_error$/),
      '        invalid_variable_error  reference: {{item.answer}} has no value: item has no "answer".',
      expect.stringMatching(/^ {10}Correct the variable/),
      expect.stringMatching(/^✓ +3 /),
      expect.stringMatching(/^! +4 +errored +errored: invalid_variable_error$/),
    ]);
    expect(stdout.split("Correct the variable")).toHaveLength(2);
  });

  it("never shows an errored sub-grader as a bare 0, nor an expectation where there is none", async () => {
    const check = (input: string) => ({ ...exact, input });
    const graders = { fine: check("{{sample.output_text}}"), broken: check("{{sample.output_json.a}}") };
    const multi = JSON.stringify({ type: "multi", graders, calculate_output: "fine + broken" });
    await cli.write("partly.grader.json", multi);
    const args = ["run", "partly.grader.json", "--model-sample", "42", "--item", '{"answer": "42"}'];
    const { code, stdout } = await cli.run(args);
    expect(code).toBe(3);
    expect(stdout).toMatch(/ {4}fine +1\S*\n {4}broken +errored, counts as 0\S*\n/);
    expect(stdout).not.toContain("not as expected");
  });

  it("writes no colour to a pipe, colour to a terminal, none under NO_COLOR", async () => {
    const escape = "\u001b[";
    expect((await cli.run(["run", "exact.grader.json"])).stdout).not.toContain(escape);
    expect(onTerminal({})).toContain(escape);
    expect(onTerminal({ NO_COLOR: "1" })).not.toContain(`${escape}3`);
  });

  /** util-linux's script gives the command a terminal. */
  function onTerminal(env: Record<string, string>): string {
    const command = [process.execPath, cli.script, "run", "exact.grader.json"].join(" ");
    const { stdout, status } = spawnSync("script", ["-qec", command, "/dev/null"], {
      cwd: cli.folder,
      env: { PATH: process.env.PATH, TERM: "xterm-256color", ...env },
      encoding: "utf8",
    });
    expect(status).toBe(0);
    return stdout;
  }
});

describe("run, as JSON", () => {
  it("prints the API's response plus diagnostics, one object a line, in the samples' order", async () => {
    const { code, stdout } = await cli.run(["run", "exact.grader.json", "--format", "json"]);
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines.map(({ reward }) => reward)).toEqual([1, 0]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual([
        "reward",
        "metadata",
        "sub_rewards",
        "model_grader_token_usage_per_model",
        "diagnostics",
      ]);
      expect(Object.keys(line.metadata?.errors ?? {})).toEqual([...ERROR_KEYS]);
    }
    expect(lines[1]?.diagnostics).toMatchObject({
      sample: { index: 1, line: 2, name: "wrong" },
      expectation: { passed: true, reasons: [] },
    });
  });

  it("keeps the order of many rows, whatever their number in flight", async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => ({
      item: { answer: String(index % 2) },
      model_sample: "0",
      name: `n${index}`,
    }));
    await cli.write("many.samples.json", rows);
    const { code, stdout } = await cli.run(
      "run exact.grader.json --samples many.samples.json --format json --concurrency 7".split(" "),
    );
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ diagnostics }) => diagnostics.sample)).toMatchObject(
      rows.map(({ name }) => ({ name })),
    );
  });

  it("has an error in the place of an answer where there is no key: 2", async () => {
    const { code, stdout } = await cli.run(
      "run exact.grader.json --provider openai --format json --sample 1".split(" "),
    );
    expect(code).toBe(2);
    expect(jsonLines(stdout)[0]).toMatchObject({ error: { reason: "key-missing" } });
    expect(stdout).toContain("OPENAI_API_KEY");
  });
});

describe("the sample on the command line", () => {
  const item = ["--item", '{"answer": 1.0}'];
  const rewardOf = async (args: readonly string[], stdin?: string) => {
    const given = await cli.run(["run", "exact.grader.json", "--format", "json", ...args], {
      ...(stdin !== undefined && { stdin }),
    });
    expect(given.stderr).toBe("");
    return jsonLines(given.stdout)[0]?.reward;
  };

  it("is a text, its item keeping its digits", async () => {
    expect(await rewardOf(["--model-sample", "1.0", ...item])).toBe(1);
    expect(await rewardOf(["--model-sample", "1", ...item])).toBe(0);
  });

  it("is a file's content, line break included", async () => {
    await cli.write("output.txt", "1.0");
    await cli.write("item.json", '{"answer": "1.0"}');
    expect(await rewardOf(["--model-sample", "@output.txt", "--item", "@item.json"])).toBe(1);
    await cli.write("output.txt", "1.0\n");
    expect(await rewardOf(["--model-sample", "@output.txt", ...item])).toBe(0);
  });

  it("is standard input", async () => {
    expect(await rewardOf(["--model-sample", "-", ...item], "1.0")).toBe(1);
  });

  it("begins with @ after @@, and with a dash after =", async () => {
    expect(await rewardOf(["--model-sample", "@@home", "--item", '{"answer": "@home"}'])).toBe(1);
    expect(await rewardOf(["--model-sample=-1", "--item", '{"answer": -1}'])).toBe(1);
  });

  it("may be empty", async () => {
    expect(await rewardOf(["--model-sample", "", "--item", '{"answer": ""}'])).toBe(1);
  });

  it("is a whole row, from the line, a file or standard input", async () => {
    const row = '{\n  "item": {"answer": "a"},\n  "model_sample": "a"\n}';
    await cli.write("row.json", row);
    expect(await rewardOf(["--row", row])).toBe(1);
    expect(await rewardOf(["--row", "@row.json"])).toBe(1);
    expect(await rewardOf(["--row", "-"], row)).toBe(1);
  });

  it("may be of twenty megabytes", async () => {
    const output = "\\n".repeat(10_000_000);
    await cli.write("big.jsonl", `{"item": {"answer": "x"}, "model_sample": "${output}"}`);
    const { code, stdout, stderr } = await cli.run("run exact.grader.json --samples big.jsonl".split(" "));
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.length).toBeLessThan(2000);
  });

  it("is picked by number or name", async () => {
    expect(await rewardOf(["--sample", "2"])).toBe(0);
    expect(await rewardOf(["--sample", "right"])).toBe(1);
  });
});

describe("exit codes of run", () => {
  const row = (model_sample: string, expectation?: object, answer: unknown = "42") =>
    JSON.stringify({ item: { answer }, model_sample, ...(expectation && { expect: expectation }) });
  const noItem = '{"item": {}, "model_sample": "x"}';
  const noItemButExpected =
    '{"item": {}, "model_sample": "x", "expect": {"errors": ["invalid_variable_error"]}}';
  const noItemOtherExpected = '{"item": {}, "model_sample": "x", "expect": {"errors": ["other_error"]}}';

  it.each<[string, number, readonly string[]]>([
    ["all as expected", 0, [row("42", { reward: 1 }), row("41", { reward: 0 })]],
    ["scored, nothing expected, whatever the reward", 0, [row("41")]],
    ["an unmet expectation", 1, [row("42", { reward: 1 }), row("41", { reward: 1 })]],
    ["an errored result", 3, [row("42"), noItem]],
    ["an errored result and an unmet expectation", 3, [noItem, row("41", { reward: 1 })]],
    ["an errored result that was expected", 0, [noItemButExpected]],
    ["an errored result where another flag was expected", 3, [noItemOtherExpected]],
    ["a scored result where a flag was expected", 1, [row("42", { errors: ["other_error"] })]],
    ["a row without an output", 3, ['{"item": {"answer": "42"}}']],
    ["a broken row among others", 3, [row("42", { reward: 0 }), "{"]],
    ["nothing but broken rows", 2, ["{", "["]],
  ])("%s: %i", async (_, code, rows) => {
    await cli.write("these.jsonl", rows.join("\n"));
    const given = await cli.run(["run", "exact.grader.json", "--samples", "these.jsonl"]);
    expect(given.code).toBe(code);
  });

  it("an invalid grader: 3, nothing run", async () => {
    await cli.write("bad.grader.json", { ...exact, operation: "neq" });
    const { code, stdout, stderr } = await cli.run(["run", "bad.grader.json", "--model-sample", "x"]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^bad\.grader\.json:1:\d+: .*\bne\b/);
    expect(stderr).toContain("nothing was run");
  });
});
