import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, type CommandLine } from "../../support/cli";
import { exact, writeGraders } from "./support";

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  await writeGraders(cli);
});

describe("validate", () => {
  it("finds nothing: 0", async () => {
    const { code, stdout, stderr } = await cli.run(["validate", "exact.grader.json"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "exact.grader.json: string_check, valid\n",
      stderr: "",
    });
  });

  it("finds an error: 1, at its place", async () => {
    await cli.write("bad.grader.json", JSON.stringify({ ...exact, operation: "neq" }, null, 2));
    const { code, stdout } = await cli.run(["validate", "bad.grader.json", "exact.grader.json"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad\.grader\.json:6:16: error .*\bne\b.*\[schema-enum\]\n/);
    expect(stdout).toContain("bad.grader.json: string_check, 1 error, 0 warnings\n");
    expect(stdout).toContain("exact.grader.json: string_check, valid\n");
  });

  it.each(["with.grader.jsonc", "with.grader.json"])("reads comments in %s", async (name) => {
    await cli.write(name, `// exact\n${JSON.stringify(exact)}`);
    expect((await cli.run(["validate", name])).code).toBe(0);
    expect((await cli.run(["run", name, "--model-sample", "a", "--item", '{"answer": 1}'])).code).toBe(0);
  });

  it("counts warnings against --max-warnings: 1", async () => {
    await cli.write("odd.grader.json", { ...exact, strict: true });
    expect((await cli.run(["validate", "odd.grader.json"])).code).toBe(0);
    const { code, stderr } = await cli.run(["validate", "odd.grader.json", "--max-warnings", "0"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/1 warning.*--max-warnings allows 0/);
  });

  it("prints one object a file as JSON", async () => {
    await cli.write("bad.grader.json", JSON.stringify({ ...exact, operation: "neq" }, null, 2));
    const { stdout } = await cli.run([
      "validate",
      "bad.grader.json",
      "exact.grader.json",
      "--format",
      "json",
    ]);
    const [bad, good] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(bad).toMatchObject({
      file: "bad.grader.json",
      provider: "engine",
      valid: false,
      problems: [
        { code: "schema-enum", severity: "error", path: ["operation"], start: { line: 6, column: 16 } },
      ],
    });
    expect(good).toEqual({ file: "exact.grader.json", provider: "engine", valid: true, problems: [] });
  });

  it("goes on after a file that is not there: 2", async () => {
    const { code, stdout, stderr } = await cli.run(["validate", "gone.grader.json", "exact.grader.json"]);
    expect(code).toBe(2);
    expect(stderr).toBe("graders: gone.grader.json: there is no such file.\n");
    expect(stdout).toContain("exact.grader.json: string_check, valid");
  });

  it("applies a target's rules", async () => {
    const cosine = { ...exact, type: "text_similarity", operation: undefined, evaluation_metric: "cosine" };
    await cli.write("cosine.grader.json", cosine);
    const run = (target: string) => cli.run(["validate", "cosine.grader.json", "--target", target]);
    expect((await run("evals")).stdout).not.toContain("[cosine");
    expect((await run("openai-rft")).stdout).toContain("cosine");
  });

  it("looks for the grader's variables in the samples beside it", async () => {
    await cli.write("rows.grader.json", exact);
    await cli.write(
      "rows.samples.jsonl",
      '{"item": {"anwser": 1}, "model_sample": ""}\n{"item": {}}\nnot a row\n',
    );
    const { code, stdout, stderr } = await cli.run(["validate", "rows.grader.json"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /warning None of the 2 rows .* Did you mean item\.anwser\? \[template-path-unknown\]\n/,
    );
    expect(stderr).toContain("rows.samples.jsonl: what can't be read in it (1) is passed over");
  });

  it("gives findings another severity: --rule", async () => {
    await cli.write("same.grader.json", { ...exact, reference: exact.input });
    const run = async (...rules: string[]) => {
      const { code, stdout } = await cli.run([
        "validate",
        "same.grader.json",
        ...rules.flatMap((rule) => ["--rule", rule]),
      ]);
      return [code, stdout.split(" ")[1]];
    };
    expect(await run()).toEqual([0, "warning"]);
    expect(await run("same-sides=error")).toEqual([1, "error"]);
    expect(await run("same-sides=error", "sample-unused=off", "same-sides=hint")).toEqual([0, "hint"]);
    expect(await run("same-sides=off")).toEqual([0, "string_check,"]);
  });

  it.each([
    ["same-side=off", /no finding has the code "same-side"\. Did you mean same-sides\?/],
    ["nothing-like-it=off", /docs\/lint\/README\.md lists them/],
    ["same-sides=loud", /"loud" is none of them/],
    ["same-sides", /CODE=error\|warning\|information\|hint\|off/],
    ["schema-enum=off", /does not run, so it stays an error/],
  ])("refuses --rule %s: 2", async (rule, message) => {
    const { code, stderr } = await cli.run(["validate", "exact.grader.json", "--rule", rule]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("a source that no service takes", () => {
  it("is not parsed, and that is said", async () => {
    const source = `def grade(sample, item):\n    return 1\n${"x = [1, 2, 3]\n".repeat(200_000)}`;
    await cli.write("large.grader.json", { type: "python", source });
    const { code, stdout } = await cli.run(["validate", "large.grader.json"]);
    expect(code).toBe(1);
    expect(stdout).toContain("so its Python was not checked. Move data out of it. [source-size]");
  });
});
