import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../../support/cli";

const cli = await commandLine({ sandbox: true });

const REWARDS = `import re
from trl import GRPOTrainer

PATTERN = re.compile(r"<a>(.*?)</a>")


def accuracy(completions, answer, **kwargs):
    found = [PATTERN.search(c) for c in completions]
    return [1.0 if f and f.group(1) == a else 0.0 for f, a in zip(found, answer)]


def chat(prompts, completions, level, **kwargs):
    return [len(c[0]["content"]) / level[0] for c in completions]


def normed(completions, **kwargs):
    rewards = [len(c) for c in completions]
    return [r - sum(rewards) / len(rewards) for r in rewards]


async def compute_score(data_source, solution_str, ground_truth, extra_info=None):
    return {"score": 0.25 if ground_truth in solution_str else 0.0}


def reward(completion, answer):
    return completion == answer


GRPOTrainer(reward_funcs=[accuracy]).train()
`;

describe("graders import", () => {
  test("writes graders of reward functions that give the right reward, and names the one that can't be one", async () => {
    await cli.write("rewards.py", REWARDS);
    const made = await cli.run(["import", "rewards.py", "--out", "made"]);
    expect(made.stdout.trim().split("\n")).toEqual(
      ["accuracy", "chat", "compute_score", "reward"].map((name) => `made/${name}.grader.json: python`),
    );
    expect(made.stderr).toContain("Line 16, column 1: normed can't be a grader: it looks at all completions");
    expect(made.code).toBe(1);
    const item = {
      answer: "4",
      reward_model: { ground_truth: "7" },
      data_source: "x",
      level: 8,
      prompt: "?",
    };
    for (const [name, output, reward] of [
      ["accuracy", "<a>4</a>", 1],
      ["accuracy", "<a>5</a>", 0],
      ["chat", "abcd", 0.5],
      ["compute_score", "it is 7", 0.25],
      ["reward", "4", 1],
    ] as const) {
      const args = ["--model-sample", output, "--item", JSON.stringify(item), "--format", "json"];
      const run = await cli.run(["run", `made/${name}.grader.json`, ...args]);
      expect(run.code, run.stderr + run.stdout).toBe(0);
      const [line = ""] = run.stdout.split("\n");
      expect(JSON.parse(line), name).toMatchObject({ reward });
    }
  }, 300_000);

  test("reads a job of YAML, and writes over nothing unless told to", async () => {
    const yaml = await readFile("test/fixtures/paste/job.yaml.txt", "utf8");
    await cli.write("math.job.yaml", yaml);
    const first = await cli.run(["import", "math.job.yaml"]);
    expect(first).toEqual({
      code: 0,
      stdout: "exact.grader.json: python\nmath.job.json: the job as a whole\n",
      stderr: "",
    });
    const job: unknown = JSON.parse(await readFile(join(cli.folder, "math.job.json"), "utf8"));
    expect(job).toMatchObject({
      model: "o4-mini",
      method: { reinforcement: { grader: { type: "python" } } },
    });
    await cli.write("exact.grader.json", "mine");
    const again = await cli.run(["import", "math.job.yaml"]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("exact.grader.json is there already");
    expect(await readFile(join(cli.folder, "exact.grader.json"), "utf8")).toBe("mine");
    expect((await cli.run(["import", "math.job.yaml", "--force"])).code).toBe(0);
  }, 60_000);

  test("keeps an eval whole, names what is to be filled in, and what is no grader", async () => {
    await cli.write(
      "e.py",
      `e = dict(name="E 1", testing_criteria=[StringCheckGrader(name="a", input="x", reference=REF, operation="eq")])`,
    );
    const made = await cli.run(["import", "e.py"]);
    expect(made.stdout).toBe("e-1.eval.json: the eval as a whole\n");
    expect(made.stderr).toContain("REF is a variable");
    await cli.write("plain.txt", "hello");
    const nothing = await cli.run(["import", "plain.txt"]);
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain("plain.txt: There is no grader in this text");
  }, 60_000);
});
