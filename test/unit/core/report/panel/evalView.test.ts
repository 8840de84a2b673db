import { describe, expect, it } from "vitest";
import { readGraderDocument } from "../../../../../src/core/grader/document";
import { graded } from "../../../../../src/core/runs/outcome";
import { readSamples } from "../../../../../src/core/dataset/rows";
import { copyAs } from "../../../../../src/core/report/copyAs/copyAs";
import { partTitle } from "../../../../../src/core/report/panel/partTitle";
import { runView } from "../../../../../src/core/report/panel/runView";
import { stripView } from "../../../../../src/core/report/panel/stripView";
import { resultWords, subResultWords } from "../../../../../src/core/report/resultWords";
import { CLOSE, engineRun, EXACT } from "../support";

const EVAL = {
  name: "capitals",
  testing_criteria: [EXACT, { ...CLOSE, name: "close", pass_threshold: 0.75 }],
};
const row = (output: string) => ({ item: { answer: "Paris" }, model_sample: output });

describe("an eval in the panel", () => {
  it("says how many criteria passed, and which did not", async () => {
    const view = runView({ ...(await engineRun(EVAL, row("paris"))), previousReward: 1 });
    expect(view.reward).toMatchObject({
      text: "1 of 2",
      label: "criteria passed",
      errored: false,
      passed: { yes: false, text: "not passed: exact" },
      was: "was passed",
    });
    expect(view.reward.scale).toBeUndefined();
    expect(view.parts.map(({ key, reward, passed }) => [key, reward, passed?.text])).toEqual([
      ["exact", "0.00", "not passed"],
      ["close", "0.80", "passed (≥ 0.75)"],
    ]);
    expect(view.copyAs.map(({ id }) => id)).toEqual(["command-line", "markdown", "powershell-command-line"]);
  });

  it("leads to each criterion, explains it and offers its mends", async () => {
    const view = runView(await engineRun(EVAL, row("paris")));
    const [exact] = view.parts;
    expect(exact?.place.place).toEqual({ in: "grader", path: ["testing_criteria", 0] });
    expect(exact?.rendered.map(({ label, place }) => [label, place.place])).toEqual([
      ["input", { in: "grader", path: ["testing_criteria", 0, "input"] }],
      ["reference", { in: "grader", path: ["testing_criteria", 0, "reference"] }],
    ]);
    expect(exact?.why?.summary).toMatch(/case/);
    expect(exact?.why?.mends).not.toEqual([]);
  });

  it("says nothing of passing where a criterion errored", async () => {
    const broken = { testing_criteria: [EXACT, { ...EXACT, name: "broken", reference: "{{item.none}}" }] };
    const view = runView({ ...(await engineRun(broken, row("paris"))), previousReward: 0 });
    expect(view.reward).toMatchObject({ text: "0.00", errored: true, was: "was not passed" });
    expect(view.reward.passed).toBeUndefined();
    expect(view.parts.map(({ errored, passed }) => [errored, passed?.yes])).toEqual([
      [false, false],
      [true, undefined],
    ]);
    expect(view.failures[0]?.places[0]?.place).toMatchObject({
      path: ["testing_criteria", 1, "reference"],
    });
  });

  it("counts the rows that passed", async () => {
    const outputs = ["Paris", "paris", "Rome"];
    const text = outputs.map((output) => JSON.stringify(row(output))).join("\n");
    const runs = await Promise.all(outputs.map((output) => engineRun(EVAL, row(output))));
    const strip = stripView({
      document: runs[0]!.document,
      rows: readSamples(text, "x.samples.jsonl").samples,
      ids: ["0", "1", "2"],
      outcomeOf: (id) => runs[Number(id)] && graded(runs[Number(id)]!.result),
    });
    expect(strip.cells.map(({ text: shown, fraction, passed }) => [shown, fraction, passed])).toEqual([
      ["2/2", 1, true],
      ["1/2", 0.5, false],
      ["0/2", 0, false],
    ]);
    expect(strip.summary).toBe("3 samples: 3 scored, 1 passed");
  });

  it("is told in a few words, whole and in parts", async () => {
    const { result } = await engineRun(EVAL, row("paris"));
    expect(resultWords(result)).toBe("1 of 2 criteria passed");
    expect(subResultWords(result, "close")).toBe("0.80 passed");
    expect(subResultWords(result, "exact")).toBe("0.00 not passed");
  });

  it("is copied as Markdown with each verdict", async () => {
    const text = copyAs("markdown", await engineRun(EVAL, row("paris")));
    expect(text).toContain("**1 of 2** criteria passed · not passed: exact");
    expect(text).toContain("| close | text\\_similarity | 0.80 passed (≥ 0.75) | exact |");
  });
});

describe("a part of a file", () => {
  const text = JSON.stringify({
    method: { reinforcement: { grader: { type: "multi", graders: { "a b": EXACT } } } },
    testing_criteria: [EXACT, {}],
    deep: [{ reward: EXACT }],
  });

  it.each([
    [[], undefined],
    [["method", "reinforcement", "grader"], "grader"],
    [["method", "reinforcement", "grader", "graders", "a b"], 'sub-grader "a b"'],
    [["testing_criteria", 0], 'criterion "exact"'],
    [["testing_criteria", 1], "criterion 2"],
    [["deep", 0, "reward"], "deep[0].reward"],
  ])("at %j is called %s", (base, title) => {
    expect(partTitle(readGraderDocument("x.json", text, { base }))).toBe(title);
  });

  it("stands in the heading behind its file", async () => {
    const document = readGraderDocument("x.eval.json", text, { base: ["testing_criteria", 0] });
    const run = await engineRun(EXACT, row("Paris"));
    const view = runView({ ...run, document, graderFile: "x.eval.json" });
    expect(view.heading.grader).toBe('x.eval.json › criterion "exact"');
  });
});
