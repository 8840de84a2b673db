import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { runAnswer } from "../../src/core/agents/runAnswer";
import { readSamples, type LocatedSample } from "../../src/core/dataset/rows";
import { readGraderDocument } from "../../src/core/grader/document";
import { withEvals } from "../../src/core/provider/evals";
import { runView } from "../../src/core/report/panel/runView";
import { stripView } from "../../src/core/report/panel/stripView";
import { resultWords } from "../../src/core/report/resultWords";
import { runPlan, type RowOutcome } from "../../src/core/runs/runner";
import { verdictOf } from "../../src/core/runs/verdict";
import { commandLine, type CommandLine } from "../support/cli";
import { createEngine } from "../support/createEngine";
import { testPorts } from "../support/engine";

/** A row, and what is right of it: the same wherever it is told. */
interface Case {
  readonly name: string;
  readonly grader: string;
  readonly row: object;
  readonly reward?: number;
  readonly errored?: boolean;
  readonly passed: boolean;
  readonly by: "expect" | "criteria" | "threshold" | "scored";
  readonly exit: 0 | 1 | 3;
}

const { graders, cases } = JSON.parse(
  readFileSync(new URL("../conformance/verdicts/verdicts.json", import.meta.url), "utf8"),
) as { readonly graders: Readonly<Record<string, object>>; readonly cases: readonly Case[] };

let cli: CommandLine;
beforeAll(async () => {
  cli = await commandLine();
  for (const [name, grader] of Object.entries(graders)) {
    const kind = "testing_criteria" in grader ? "eval" : "grader";
    await cli.write(`${name}.${kind}.json`, grader);
  }
});

const documentOf = (grader: string) =>
  readGraderDocument(`${grader}.grader.json`, JSON.stringify(graders[grader]));

async function outcomeOf({ grader, row }: Case): Promise<RowOutcome<LocatedSample>> {
  const { samples } = readSamples(JSON.stringify([row]), "a.samples.json");
  const plan = { provider: withEvals(createEngine(testPorts)), grader: documentOf(grader).root! };
  for await (const event of runPlan(plan, samples, { concurrency: 1, signal: new AbortController().signal }))
    if (event.kind === "ended") return event;
  throw new Error("a row has an outcome");
}

describe.each(cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
  const { passed, by, exit, errored = false } = one;
  /** Nothing is marked where nothing says what a good reward is. */
  const mark = by === "scored" ? undefined : passed;

  it("is the verdict", async () => {
    const { row, outcome } = await outcomeOf(one);
    expect(verdictOf(outcome, row.sample.expect)).toMatchObject({ passed, by });
    expect(outcome.kind).toBe(errored ? "errored" : "scored");
    if (one.reward !== undefined) expect(outcome.result?.reward).toBe(one.reward);
  });

  it("stands in the panel, its strip and the line above the grader", async () => {
    const { row, outcome } = await outcomeOf(one);
    const { result } = outcome;
    const document = documentOf(one.grader);
    const strip = stripView({ document, rows: [row], ids: ["row"], outcomeOf: () => outcome });
    expect(strip.cells[0]?.passed).toBe(mark);
    const { reward } = runView({
      document,
      graderFile: "a.grader.json",
      sample: row.sample,
      result: result!,
    });
    expect(reward.expectation?.met ?? reward.passed?.yes).toBe(mark);
    const words = resultWords(result!, row.sample.expect);
    if (!errored && by !== "criteria" && !("testing_criteria" in graders[one.grader]!) && mark !== undefined)
      expect(words.endsWith(" not passed")).toBe(!passed);
  });

  it("is told to agents", async () => {
    const facts = { provider: "engine", notGraded: 0, withoutOutput: 0 };
    const answer = JSON.parse(runAnswer(facts, [await outcomeOf(one)])) as {
      readonly summary: { readonly passed: number };
      readonly rows: readonly { readonly passed?: boolean }[];
    };
    expect(answer.summary.passed).toBe(passed ? 1 : 0);
    expect(answer.rows[0]?.passed).toBe(mark);
  });

  it("stands in the terminal, in its JSON and in the exit code", async () => {
    const kind = "testing_criteria" in graders[one.grader]! ? "eval" : "grader";
    const file = `${one.grader}.${kind}.json`;
    // Twice, for a line a row.
    const samples = await cli.write("verdict.samples.jsonl", `${JSON.stringify(one.row)}\n`.repeat(2));
    const text = await cli.run(["run", file, "--samples", samples]);
    expect(text.code).toBe(exit);
    expect(text.stdout).toContain(`2 samples: ${passed ? 2 : 0} passed`);
    expect(text.stdout.startsWith(passed ? "✓" : errored ? "!" : "✗")).toBe(true);
    const json = await cli.run(["run", file, "--samples", samples, "--format", "json"]);
    expect(json.code).toBe(exit);
    expect(JSON.parse(json.stdout.split("\n")[0] ?? "")).toMatchObject({
      diagnostics: { verdict: { passed, by } },
    });
  });
});
