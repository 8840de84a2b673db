import { describe, expect, it } from "vitest";
import { graded } from "../../../../src/core/runs/outcome";
import { summarize } from "../../../../src/core/runs/tally";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions } from "../../../../src/core/engine/graded";
import type { PythonRunner } from "../../../../src/core/ports";
import { isErrored } from "../../../../src/core/result/flags";
import { MAX_TEMPLATE_LENGTH } from "../../../../src/core/template/parse";
import { MAX_SUB_GRADERS } from "../../../../src/core/validate/rules/limits";
import { gradeRow, noPython } from "../../../support/engine";

const check = (input: string) => ({ type: "string_check", input, reference: "1", operation: "eq" });
const good = check("{{sample.output_text}}");
const broken = check("{{item.nothing}}");
const multi = (calculate_output: string, graders: object) => ({ type: "multi", graders, calculate_output });
const row = { item: {}, model_sample: "1" };
const withOptions = (options: Partial<EngineOptions>) => ({
  engine: { ...DEFAULT_ENGINE_OPTIONS, ...options },
});

describe("a multi of which a sub-grader errored", () => {
  it("is errored when its formula uses that one; the API's reward goes into no mean", async () => {
    const errored = await gradeRow(multi("0.75 * good + broken", { good, broken }), row);
    const scored = await gradeRow(multi("good", { good }), row);
    expect([errored.reward, isErrored(errored)]).toEqual([0.75, true]);
    expect(errored.sub_rewards).toEqual({ good: 1, broken: 0 });
    expect(summarize([errored, scored].map(graded))).toEqual({
      rows: 2,
      scored: 1,
      errored: 1,
      notAsked: 0,
      mean: 1,
    });
  });

  it("is scored when its formula does not use that one, and says so", async () => {
    const result = await gradeRow(multi("good", { good, broken }), row);
    expect([result.reward, isErrored(result)]).toEqual([1, false]);
    expect(result.diagnostics.failures).toEqual([]);
    expect(result.diagnostics.notes).toEqual([
      'The sub-grader "broken" errored; the formula does not use it, so the reward stands.',
    ]);
    expect(result.diagnostics.sub_graders.broken?.errors.invalid_variable_error).toBe(true);
  });

  it("is errored by any of them when asked to", async () => {
    const options = withOptions({ subGraderErrors: "all" });
    const result = await gradeRow(multi("good", { good, broken }), row, options);
    expect([result.reward, isErrored(result), result.diagnostics.notes]).toEqual([1, true, []]);
  });
});

describe("the sub-graders of a multi", () => {
  it("run side by side", async () => {
    let waiting: (() => void)[] = [];
    const python: PythonRunner = {
      ...noPython,
      // Answers nobody before all three have asked: one after the other would never end.
      grade: (request, signal) =>
        new Promise((resolve) => {
          waiting.push(() => void noPython.grade(request, signal).then(resolve));
          if (waiting.length < 3) return;
          for (const answer of waiting) answer();
          waiting = [];
        }),
    };
    const sub = { type: "python", source: "def grade(sample, item): return 1" };
    const result = await gradeRow(multi("a + b + c", { a: sub, b: sub, c: sub }), row, { python });
    expect(Object.keys(result.sub_rewards)).toEqual(["a", "b", "c"]);
  });

  it("are refused above their number, with the number", async () => {
    const many = (count: number) =>
      multi("k0", Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, good])));
    expect((await gradeRow(many(MAX_SUB_GRADERS), row)).reward).toBe(1);
    await expect(gradeRow(many(MAX_SUB_GRADERS + 1), row)).rejects.toMatchObject({
      reason: "rejected",
      message: "A multi may have 100 sub-graders; this one has 101.",
    });
  });

  it("have templates up to a length", async () => {
    const length = (characters: number) => gradeRow(check("x".repeat(characters)), row);
    expect((await length(MAX_TEMPLATE_LENGTH)).reward).toBe(0);
    await expect(length(MAX_TEMPLATE_LENGTH + 1)).rejects.toMatchObject({ reason: "rejected" });
  });
});

describe("open questions are options", () => {
  it("how strongly ^ binds", async () => {
    const formula = multi("good + 2 ^ 2 * 3", { good });
    expect((await gradeRow(formula, row)).reward).toBe(13);
    expect((await gradeRow(formula, row, withOptions({ powers: "python" }))).reward).toBe(3 ** 6);
  });

  it("whether an output that is a JSON scalar fills output_json", async () => {
    const whole = check("{{sample.output_json}}");
    const object = withOptions({ outputJson: "object" });
    expect((await gradeRow(whole, row)).reward).toBe(1);
    const { diagnostics } = await gradeRow(whole, row, object);
    expect(diagnostics.rendered[0]?.text).toBe("null");
    const nested = await gradeRow(
      check("{{sample.output_json.a}}"),
      { item: {}, model_sample: '{"a": 1}' },
      object,
    );
    expect(nested.reward).toBe(1);
  });
});
