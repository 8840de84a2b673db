import { describe, expect, test } from "vitest";
import { preflightView } from "../../../../../src/core/report/panel/preflightView";
import { run, row, type Given } from "../../preflight/support";

const names = { grader: "a.grader.json", training: "train.jsonl", validation: "valid.jsonl" };
const view = async (given: Given) => preflightView(await run(given), names);

describe("a preflight", () => {
  test("in which all is well says that the job is ready", async () => {
    const { heading, summary, state, files } = await view({});
    expect(heading).toMatchObject({ grader: "a.grader.json", sample: "preflight", provider: "foundry-rft" });
    expect([state, summary]).toEqual(["passed", "No check failed: the job is ready."]);
    expect(files.map(({ label, link }) => [label, link.label])).toEqual([
      ["Training rows", "train.jsonl"],
      ["Validation rows", "valid.jsonl"],
    ]);
  });

  test("names the job where there is one", async () => {
    const result = await run({ job: { model: "o4-mini" } });
    expect(preflightView(result, { ...names, job: "a.job.json" }).files.at(-1)).toEqual({
      label: "Job",
      link: { label: "a.job.json", place: { in: "preflight", file: "job", line: 1, column: 1 } },
    });
  });

  test("counts what failed, and leads to each place", async () => {
    const { summary, state, checks } = await view({ training: `${row("a")}\n${row("b", {})}\n{}` });
    expect([state, summary]).toEqual(["failed", "2 of 11 checks failed: the job is not ready."]);
    expect(checks.find(({ title }) => title === "Training rows")).toMatchObject({
      stateText: "failed",
      findings: [
        {
          severity: "error",
          place: { label: "train.jsonl:3", place: { in: "preflight", file: "training", line: 3, column: 1 } },
        },
      ],
    });
    expect(
      (await view({ training: "{}", grader: { type: "python", source: "def grade(a, b): return 1" } }))
        .summary,
    ).toBe("1 of 11 checks failed: the job is not ready.");
  });

  test("with nothing but warnings says so", async () => {
    const { summary, state } = await view({ target: "openai-rft" });
    expect([state, summary]).toEqual([
      "warned",
      "No check failed. Look at the warnings before the job starts.",
    ]);
  });
});
