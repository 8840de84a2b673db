import { describe, expect, test } from "vitest";
import { valueAt } from "../../../../../src/core/json/value";
import type { PythonRunner } from "../../../../../src/core/ports";
import { mendsOf, runView } from "../../../../../src/core/report/panel/runView";
import { ERROR_FLAGS } from "../../../../../src/core/result/errorFlags";
import { gradeRow, judgeAt, noPython } from "../../../../support/engine";
import { startApiServer } from "../../../../support/apiServer";
import { CLOSE, engineRun, EXACT, hostedRun, MULTI, ROW } from "../support";

const SCORE = {
  type: "score_model",
  name: "judge",
  model: "gpt-4.1",
  input: [{ role: "user", content: "Rate {{sample.output_text}}" }],
  range: [0, 10],
};

const PYTHON = {
  type: "python",
  name: "code",
  source: "def grade(sample, item):\n    é = item['x']\n    return 1.0\n",
};

/** A sandbox that answers as the real one does; what it answers is this test's data. */
function pythonThat(outcome: Awaited<ReturnType<PythonRunner["grade"]>>): PythonRunner {
  return { ...noPython, grade: () => Promise.resolve(outcome) };
}

describe("a scored check", () => {
  test("has reward, scale, passing and why", async () => {
    const input = await engineRun({ ...EXACT, pass_threshold: 0.8 }, ROW);
    const view = runView(input);
    expect(view.reward).toEqual({
      text: "0.00",
      label: "scored",
      errored: false,
      passed: { yes: false, text: "not passed (≥ 0.8)" },
      scale: { low: "0", high: "1", at: 0, threshold: 0.8 },
    });
    expect(view.heading).toMatchObject({
      grader: "test.grader.json",
      provider: "engine",
      stale: false,
      restored: false,
    });
    expect(view.heading.basis?.text).toBe("exact");
    expect(view.failures).toEqual([]);
    expect(view.quietFlags.map(({ flag }) => flag)).toEqual(ERROR_FLAGS);
    expect(view.parts).toHaveLength(1);
    const [part] = view.parts;
    expect(part).toMatchObject({
      type: "string_check",
      reward: "0.00",
      fraction: 0,
      errored: false,
      basis: "exact",
    });
    expect(part).not.toHaveProperty("key");
    expect(part?.why?.summary).toBe("The texts are equal ignoring case.");
    expect(part?.rendered).toEqual([
      { label: "input", text: "paris", place: { label: "input", place: { in: "grader", path: ["input"] } } },
      {
        label: "reference",
        text: "Paris",
        place: { label: "reference", place: { in: "grader", path: ["reference"] } },
      },
    ]);
    expect(view).toEqual(JSON.parse(JSON.stringify(view)));
  });

  test("offers mends that make the sample pass when they are applied", async () => {
    const input = await engineRun(MULTI, ROW);
    const mends = mendsOf(input);
    expect(mends.map(({ id, title }) => ({ id, title }))).toEqual(runView(input).parts[0]?.why?.mends);
    expect(mends).toHaveLength(1);
    const [change] = mends[0]!.changes;
    expect(change).toEqual({ path: ["graders", "exact", "operation"], value: "ilike" });
    const mended = { ...MULTI, graders: { ...MULTI.graders, exact: { ...EXACT, operation: change!.value } } };
    expect((await gradeRow(mended, ROW)).sub_rewards.exact).toBe(1);
  });

  test("says what the reward was, where it was another", async () => {
    const input = await engineRun(CLOSE, ROW);
    expect(runView({ ...input, previousReward: 0.62 }).reward.was).toBe("was 0.62");
    expect(runView({ ...input, previousReward: input.result.reward }).reward).not.toHaveProperty("was");
    expect(runView(input).reward).not.toHaveProperty("was");
  });

  test("is held to the row's expectation", async () => {
    const expected = { ...ROW, expect: { reward: 1 } };
    expect(runView(await engineRun(EXACT, expected)).reward.expectation).toEqual({
      met: false,
      reasons: ["reward 0, expected 1"],
    });
    expect(runView(await engineRun(EXACT, { ...ROW, expect: { reward: 0 } })).reward.expectation).toEqual({
      met: true,
      reasons: [],
    });
  });
});

test("texts too long to draw are cut, and the view stays small", async () => {
  const text = `${"x".repeat(19_999)}😀${"y".repeat(500_000)}`;
  const view = runView(await engineRun(EXACT, { item: { answer: "x" }, model_sample: text }));
  expect(view.parts[0]?.rendered[0]?.text).toBe(`${"x".repeat(19_999)}… (500002 more characters)`);
  expect(JSON.stringify(view).length).toBeLessThan(400_000);
});

describe("a multi", () => {
  test("has its parts, the formula and the numbers put in", async () => {
    const view = runView(await engineRun(MULTI, ROW));
    expect(view.formula).toEqual({
      expression: "0.7 · exact + 0.3·close",
      substituted: "0.7 · 0.00 + 0.3·0.80",
    });
    expect(view.parts.map(({ key, reward, fraction }) => ({ key, reward, fraction }))).toEqual([
      { key: "exact", reward: "0.00", fraction: 0 },
      { key: "close", reward: "0.80", fraction: 0.8 },
    ]);
    expect(view.reward.scale).toEqual({ low: "0", high: "1", at: expect.closeTo(0.24) as number });
    expect(view.parts[1]?.place).toEqual({
      label: "graders.close",
      place: { in: "grader", path: ["graders", "close"] },
    });
    expect(view.parts[0]?.rendered[0]?.label).toBe("input");
  });

  test("with an errored sub-grader is errored as a whole", async () => {
    const view = runView(await engineRun(MULTI, { item: {}, model_sample: "paris" }));
    expect(view.reward.errored).toBe(true);
    expect(view.reward).not.toHaveProperty("scale");
    expect(view.parts.map(({ errored, flags }) => ({ errored, flags }))).toEqual([
      { errored: true, flags: ["Variable not found"] },
      { errored: true, flags: ["Variable not found"] },
    ]);
    expect(view.parts.every((part) => !("fraction" in part) && !("why" in part))).toBe(true);
  });

  test("whose formula can't be read has a place in it and no formula line", async () => {
    const view = runView(await engineRun({ ...MULTI, calculate_output: "exact + foo(close)" }, ROW));
    expect(view).not.toHaveProperty("formula");
    expect(view.failures[0]).toMatchObject({
      flag: "formula_parse_error",
      places: [
        {
          label: "calculate_output: foo",
          place: { in: "grader", path: ["calculate_output"], span: { start: 8, end: 11 } },
        },
      ],
    });
  });
});

describe("an errored run", () => {
  test("leads to the template's variable", async () => {
    const view = runView(await engineRun(EXACT, { item: { answr: "x" }, model_sample: "x" }));
    expect(view.reward).toEqual({ text: "0.00", label: "scored", errored: true });
    expect(view.failures).toEqual([
      {
        flag: "invalid_variable_error",
        title: "Variable not found",
        meaning: "A template or the formula names something that neither item nor sample has.",
        message: '{{item.answer}} has no value: item has no "answer".',
        mend: "It has: answr.",
        places: [
          {
            label: "reference: {{item.answer}}",
            place: { in: "grader", path: ["reference"], span: { start: 0, end: 15 } },
          },
        ],
      },
    ]);
    expect(view.quietFlags).toHaveLength(14);
    expect(view.parts[0]?.flags).toEqual(["Variable not found"]);
  });

  test("says once what fails in the same way in several sub-graders", async () => {
    const multi = {
      type: "multi",
      graders: { one: EXACT, two: { ...EXACT, operation: "ne" } },
      calculate_output: "one + two",
    };
    const { failures } = runView(await engineRun(multi, { item: { answr: "x" }, model_sample: "x" }));
    expect(failures.map(({ places }) => places.map(({ label }) => label))).toEqual([
      ["graders.one.reference: {{item.answer}}", "graders.two.reference: {{item.answer}}"],
    ]);
  });

  test("leads from a traceback into the source", async () => {
    const python = pythonThat({
      kind: "runtime_error",
      message: "KeyError: 'x'",
      traceback: "Traceback …",
      frames: [
        { line: 1, function: "<module>" },
        { line: 2, column: 9, endLine: 2, endColumn: 18, function: "grade" },
      ],
      runtime: "Pyodide",
      stdout: "hello\n",
      stderr: "",
    });
    const input = await engineRun(PYTHON, ROW, { python });
    const view = runView(input);
    const [failure] = view.failures;
    expect(failure).toMatchObject({ flag: "python_grader_runtime_error", message: "KeyError: 'x'" });
    expect(failure).not.toHaveProperty("detail");
    expect(failure?.places.map(({ label }) => label)).toEqual(["line 1, in <module>", "line 2, in grade"]);
    const texts = failure!.places.map(({ place }) => {
      if (place.in !== "grader" || !place.span) throw new Error("a span is expected");
      return (valueAt(input.document.json.value, place.path) as string).slice(
        place.span.start,
        place.span.end,
      );
    });
    expect(texts).toEqual(["def grade(sample, item):", "item['x']"]);
    expect(view.parts[0]?.output).toEqual({
      runtime: "Pyodide",
      stdout: "hello\n",
      stderr: "",
      traceback: "Traceback …",
    });
  });
});

describe("python", () => {
  test("has no invented scale", async () => {
    const python = pythonThat({
      kind: "score",
      value: 3.5,
      returned: "float",
      runtime: "Pyodide",
      stdout: "",
      stderr: "",
      notes: ["A bool."],
    });
    const view = runView(await engineRun(PYTHON, ROW, { python }));
    expect(view.reward).toEqual({ text: "3.50", label: "scored", errored: false });
    expect(view.parts[0]).not.toHaveProperty("fraction");
    expect(view.parts[0]?.notes).toEqual(["A bool."]);
    expect(view.notes).toEqual([]);
  });
});

describe("a judge", () => {
  test("is named with its steps, and its score placed on the range", async () => {
    const server = await startApiServer();
    try {
      const view = runView(await engineRun(SCORE, ROW, { judge: judgeAt(`${server.url}/v1`) }));
      expect(view.failures).toEqual([]);
      expect(view.reward.scale).toMatchObject({ low: "0", high: "10" });
      const judge = view.parts[0]?.judge;
      expect(judge?.title).toContain("gpt-4.1");
      expect(judge?.tokens).toMatch(/^\d+ \(\d+ prompt, \d+ completion/);
      expect(view.metadata.map(({ label }) => label)).toContain("tokens of gpt-4.1");
      expect(view.parts[0]?.rendered[0]).toMatchObject({ label: "input[0].content", text: "Rate paris" });
    } finally {
      await server.close();
    }
  });

  test.each([
    ["recorded", /^The judge's answer was read from a recording/],
    ["cached", /^The judge answered the same request before/],
  ] as const)(
    "that is %s and stands in for another is said at the top and at the part",
    async (source, title) => {
      const { result, ...input } = await engineRun(EXACT, ROW);
      const judge = {
        model: "gpt-4.1",
        answered_by: "llama3.1",
        source,
        origin: "http://localhost:11434",
        steps: [],
        result: null,
        raw: "",
        request_hash: "",
        adjustments: [],
      } as const;
      const diagnostics = { ...result.diagnostics, basis: "substitute judge", judge } as const;
      const view = runView({ ...input, result: { ...result, diagnostics } });
      expect(view.heading.basis?.text).toBe(`${source} judge, gpt-4.1 → llama3.1`);
      expect(view.heading.basis?.title).toMatch(title);
      expect(view.parts[0]?.judge).toMatchObject({
        title: `gpt-4.1 → llama3.1, substitute judge · ${source} judge · localhost:11434`,
        result: "none",
      });
    },
  );
});

describe("a hosted answer", () => {
  test("with few keys is shown all the same", () => {
    const view = runView(hostedRun(EXACT, ROW, { reward: 0 }));
    expect(view.heading).toMatchObject({ provider: "openai · api.openai.com", duration: "500 ms" });
    expect(view.heading.basis?.text).toBe("hosted");
    expect(view.failures).toEqual([]);
    expect(view.parts[0]?.why?.summary).toBe("The texts are equal ignoring case.");
    expect(view.parts[0]?.notes).toEqual([
      "The provider returns no rendered texts: these are as the engine renders them.",
    ]);
  });

  test("keeps flags and details that this version does not know", () => {
    const errors = { brand_new_error: true, brand_new_error_details: "It is new.", odd_details: "odd" };
    const view = runView(hostedRun(EXACT, ROW, { reward: 0, metadata: { errors } }));
    expect(view.reward.errored).toBe(true);
    expect(view.failures).toHaveLength(1);
    expect(view.failures[0]).toMatchObject({
      flag: "brand_new_error",
      title: "brand_new_error",
      message: "It is new.",
    });
    expect(view.metadata).toContainEqual({ label: "odd_details", value: "odd" });
    expect(view.metadata.map(({ label }) => label)).not.toContain("brand_new_error_details");
  });

  test("shows a raised flag with the details key's text", () => {
    const errors = {
      python_grader_runtime_error: true,
      python_grader_runtime_error_details: "KeyError: 'x'",
    };
    const view = runView(hostedRun(PYTHON, ROW, { reward: 0, metadata: { errors } }));
    expect(
      view.failures.map(({ flag, message, detail }) => ({ flag, text: `${message} ${detail ?? ""}` })),
    ).toEqual([
      { flag: "python_grader_runtime_error", text: expect.stringContaining("KeyError: 'x'") as string },
    ]);
  });

  test("of an errored multi blames no sub-grader and draws no bars", () => {
    const answer = {
      reward: 0.3,
      sub_rewards: { exact: 0, close: 1 },
      metadata: { errors: { other_error: true } },
    };
    const view = runView(hostedRun(MULTI, ROW, answer));
    expect(view.formula?.substituted).toBe("0.7 · 0.00 + 0.3·1.00");
    expect(view.parts.map(({ reward }) => reward)).toEqual(["0.00", "1.00"]);
    expect(view.parts.some((part) => "fraction" in part)).toBe(false);
    expect(view.parts[0]?.notes).toContain("The provider does not say which sub-grader errored.");
  });

  test("of a multi without sub-rewards says that they are not known", () => {
    const view = runView(hostedRun(MULTI, ROW, { reward: 0.24 }));
    expect(view.parts.map(({ reward }) => reward)).toEqual(["–", "–"]);
    expect(view.formula?.substituted).toBe("0.7 · exact + 0.3·close");
  });

  test("shows every field of the metadata", () => {
    const metadata = {
      name: "n",
      type: "string_check",
      errors: {},
      execution_time: 1.25,
      scores: { a: 1 },
      token_usage: 324,
      sampled_model_name: "gpt-4.1",
    };
    const usage = {
      "gpt-4.1": { total_tokens: 324, prompt_tokens: 190, completion_tokens: 134, cached_tokens: 0 },
    };
    const answer = { reward: 1, metadata, model_grader_token_usage_per_model: usage };
    expect(runView(hostedRun(EXACT, ROW, answer)).metadata).toEqual([
      { label: "name", value: "n" },
      { label: "type", value: "string_check" },
      { label: "execution_time", value: "1.3 s" },
      { label: "sampled_model_name", value: "gpt-4.1" },
      { label: "token_usage", value: "324" },
      { label: "scores", value: '{"a":1}' },
      { label: "tokens of gpt-4.1", value: "324 (190 prompt, 134 completion, 0 cached)" },
    ]);
  });
});
