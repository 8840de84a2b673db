import { mkdir } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { writeWheel } from "../node/python/wheel";
import { jsonLines } from "./support";

let cli: CommandLine;
beforeAll(async () => void (cli = await commandLine({ sandbox: true })));

const python = (...lines: string[]) => ({
  type: "python",
  name: "p",
  source: ["def grade(sample, item):", ...lines.map((line) => `    ${line}`), ""].join("\n"),
});

describe("a python grader", () => {
  it("is graded in the sandbox: numbers as they were written, output captured", async () => {
    await cli.write(
      "p.grader.json",
      python('print("seen")', 'return item["n"] / 4 if str(item["n"]) == "1.0" else -1'),
    );
    const args = ["run", "p.grader.json", "--model-sample", "x", "--item", '{"n": 1.0}'];
    const json = await cli.run([...args, "--format", "json"]);
    expect([json.code, json.stderr]).toEqual([0, ""]);
    expect(jsonLines(json.stdout)[0]).toMatchObject({
      reward: 0.25,
      diagnostics: { python: { stdout: "seen\n" } },
    });
    const text = await cli.run(args);
    expect(text.stdout).toMatch(/0\.25\d* +scored +python · engine/);
    expect(text.stdout).toContain("| seen");
  });

  it("is told of what it caught and of modules of ours", async () => {
    await cli.write(
      "p.grader.json",
      python(
        "from rapidfuzz import fuzz",
        "try: n = float(item['n'])",
        "except ValueError: n = 0.0",
        "return n + fuzz.ratio(sample['output_text'], 'Paris') / 100",
      ),
    );
    const args = ["run", "p.grader.json", "--model-sample", "paris", "--item", '{"n": "x"}'];
    const [result] = jsonLines((await cli.run([...args, "--format", "json"])).stdout);
    expect(result).toMatchObject({
      reward: 0.8,
      diagnostics: { python: { swallowed: [{ type: "ValueError", line: 3, count: 1 }] } },
    });
    const { stdout } = await cli.run(args);
    expect(stdout).toContain("note: rapidfuzz: our own compatible module, not the package itself.");
    expect(stdout).toContain("note: The code caught ValueError from line 3, and went on.");
  });

  it("imports from the wheels of a folder, and none of a folder that is not there", async () => {
    await mkdir(path.join(cli.folder, "wheels"));
    await writeWheel(path.join(cli.folder, "wheels"), "pure-1.0-py3-none-any.whl", {
      "pure.py": "value = 0.5",
    });
    await cli.write("p.grader.json", python("import pure", "return pure.value"));
    const args = ["run", "p.grader.json", "--model-sample", "x", "--wheels"];
    expect(await cli.run([...args, "wheels"])).toMatchObject({ code: 0 });
    const { code, stdout } = await cli.run([...args, "no-wheels"]);
    expect(code).toBe(3);
    expect(stdout).toContain("The folder of wheels, no-wheels, cannot be read");
  });

  it("that fails is errored, with its traceback: 3", async () => {
    await cli.write("p.grader.json", python('return item["gone"]'));
    const { code, stdout } = await cli.run(["run", "p.grader.json", "--model-sample", "x"]);
    expect(code).toBe(3);
    expect(stdout).toContain("python_grader_runtime_error");
    expect(stdout).toMatch(/\| +File "grader\.py", line 2, in grade/);
    expect(stdout).toContain("KeyError: 'gone'");
  });

  it("that gives NaN is errored, not scored: 3", async () => {
    await cli.write("p.grader.json", python('return float("nan")'));
    const { code, stdout } = await cli.run([
      "run",
      "p.grader.json",
      "--model-sample",
      "x",
      "--format",
      "json",
    ]);
    expect(code).toBe(3);
    expect(jsonLines(stdout)[0]).toMatchObject({
      reward: 0,
      metadata: { errors: { python_grader_runtime_error: true } },
    });
  });

  it("that does not end is ended by --timeout: 3", async () => {
    await cli.write("p.grader.json", python("while True: pass"));
    const { code, stdout } = await cli.run(["run", "p.grader.json", "--model-sample", "x", "--timeout", "1"]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/python_grader_runtime_error.*timed out/);
  });

  it("that does not end is ended by an interruption: 130", async () => {
    await cli.write("p.grader.json", python("while True: pass"));
    const child = cli.start(["run", "p.grader.json", "--model-sample", "-"]);
    await new Promise((resolve) => child.stdin.write("x".repeat(2_000_000), resolve));
    child.stdin.end();
    const end = finished(child);
    child.kill("SIGINT");
    expect(await end).toEqual({ code: 130, stdout: "", stderr: "" });
  });

  it("is validated: a syntax error at its place inside the JSON, grade without its parameters", async () => {
    await cli.write("p.grader.json", JSON.stringify(python("return (1"), null, 1));
    const broken = await cli.run(["validate", "p.grader.json"]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^p\.grader\.json:4:\d+: error .*line 2/);
    await cli.write("p.grader.json", { type: "python", source: "def grade(sample):\n    return 1\n" });
    const narrow = await cli.run(["validate", "p.grader.json"]);
    expect(narrow.code).toBe(1);
    expect(narrow.stdout).toMatch(/grade.*two/);
  });
});

describe("without a sandbox", () => {
  it("a python grader is errored with a mend, and never run: 3", async () => {
    const bare = await commandLine();
    await bare.write("p.grader.json", python("return 1"));
    const { code, stdout } = await bare.run([
      "run",
      "p.grader.json",
      "--model-sample",
      "x",
      "--format",
      "json",
    ]);
    expect(code).toBe(3);
    expect(jsonLines(stdout)[0]).toMatchObject({
      reward: 0,
      metadata: {
        errors: { python_grader_server_error: true, python_grader_server_error_type: "local_sandbox_error" },
      },
    });
  });
});
