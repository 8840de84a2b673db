import { describe, expect, it } from "vitest";
import { MAX_TOOL_BYTES } from "../../../../src/core/agents/fit";
import { runAnswer } from "../../../../src/core/agents/runAnswer";
import { validateAnswer } from "../../../../src/core/agents/validateAnswer";
import type { LocatedSample } from "../../../../src/core/dataset/rows";
import { unanswered } from "../../../../src/core/runs/outcome";
import { runPlan, type RowOutcome } from "../../../../src/core/runs/runner";
import { readSamples } from "../../../../src/core/dataset/rows";
import { readGraderDocument } from "../../../../src/core/grader/document";
import { withEvals } from "../../../../src/core/provider/evals";
import { ProviderError } from "../../../../src/core/provider/provider";
import { checkGrader } from "../../../../src/core/validate/validateGrader";
import { createEngine } from "../../../support/createEngine";
import { testPorts } from "../../../support/engine";
import { never } from "../../node/python/support";

const check = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "{{item.a}}",
  operation: "eq",
};
const multi = {
  type: "multi",
  graders: { a: check, b: { ...check, reference: "{{item.b}}" } },
  calculate_output: "0.5 * a + 0.5 * b",
  pass_threshold: 0.75,
};

function validated(grader: object | string, base?: readonly (string | number)[]) {
  const text = typeof grader === "string" ? grader : JSON.stringify(grader, null, 2);
  const document = readGraderDocument("x.json", text, base && { base });
  const problems = checkGrader(document);
  return {
    text,
    answer: JSON.parse(validateAnswer("x.json", [{ document, target: "run", problems }])) as object,
  };
}

describe("the answer of graders_validate", () => {
  it("to a good grader has no findings", () => {
    expect(validated(check).answer).toEqual({
      file: "x.json",
      graders: [{ type: "string_check", target: "run" }],
      ...{ valid: true, errors: 0, warnings: 0, findings: [] },
    });
  });

  it("names code, path, place, and the mend with its edits", () => {
    const { answer } = validated({ ...check, operation: "neq" });
    expect(answer).toMatchObject({
      ...{ valid: false, errors: 1 },
      findings: [
        {
          ...{ code: "schema-enum", severity: "error", path: "operation", line: 5, column: 16 },
          fix: expect.stringContaining("ne") as string,
          edits: [{ start: [5, 16], end: [5, 21], new_text: '"ne"' }],
        },
      ],
    });
  });

  it("has the errors first, and paths from the file's root", () => {
    const grader = { ...check, operation: "neq", strict: 1, input: "{{smaple.x}}" };
    const { answer } = validated({ method: { reinforcement: { grader } } }, [
      "method",
      "reinforcement",
      "grader",
    ]);
    expect(answer).toMatchObject({
      graders: [{ type: "string_check", place: "#/method/reinforcement/grader", target: "run" }],
    });
    const { findings } = answer as { findings: { severity: string; path: string }[] };
    const severities = findings.map(({ severity }) => severity);
    expect(severities).toEqual(["error", "error", "warning", "hint"]);
    expect(findings[0]?.path).toMatch(/^method\.reinforcement\.grader\./);
  });

  it("of hundreds of graders and findings stays within 8 kB and says so", () => {
    const document = readGraderDocument("x.json", JSON.stringify({ ...check, operation: "neq" }));
    const many = Array.from({ length: 500 }, () => ({
      document,
      target: "run" as const,
      problems: checkGrader(document),
    }));
    const text = validateAnswer("x.json", many);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TOOL_BYTES);
    expect(JSON.parse(text)).toMatchObject({
      ...{ graders_in_all: 500, errors: 500 },
      truncated: expect.stringMatching(/^\d\d of 500 are shown/) as string,
    });
  });

  it("leaves out edits that it would have to cut", () => {
    const document = readGraderDocument("x.json", JSON.stringify(check));
    const range = { start: 0, end: 1 };
    const fixes = [{ title: "Replace it", edits: [{ range, newText: "x".repeat(1000) }] }];
    const problem = {
      code: "type-unknown",
      severity: "error",
      message: "",
      range,
      path: [],
      source: "rule",
      fixes,
    } as const;
    const answer = validateAnswer("x.json", [{ document, target: "run", problems: [problem] }]);
    const { findings } = JSON.parse(answer) as { findings: object[] };
    expect(findings[0]).toMatchObject({ fix: "Replace it" });
    expect(findings[0]).not.toHaveProperty("edits");
  });

  it("to what is no JSON says where it breaks", () => {
    expect(validated("{").answer).toMatchObject({
      graders: [{ type: null }],
      findings: [{ code: "json-syntax", line: 1 }],
    });
  });
});

async function graded(
  grader: object,
  rows: readonly object[],
): Promise<readonly RowOutcome<LocatedSample>[]> {
  const document = readGraderDocument("x.json", JSON.stringify(grader));
  const { samples } = readSamples(JSON.stringify(rows), "x.json");
  const plan = { provider: withEvals(createEngine(testPorts)), grader: document.root ?? new Map() };
  const outcomes: RowOutcome<LocatedSample>[] = [];
  for await (const event of runPlan(plan, samples, { concurrency: 4, signal: never }))
    if (event.kind === "ended") outcomes.push(event);
  return outcomes;
}

const facts = { file: "x.json", provider: "engine", notGraded: 0, withoutOutput: 0 };
const answer = (outcomes: readonly RowOutcome<LocatedSample>[], more: object = {}) =>
  JSON.parse(runAnswer({ ...facts, ...more }, outcomes)) as object;

describe("the answer of graders_run", () => {
  it("gives reward, passed and sub-rewards, and keeps errored rows apart", async () => {
    const outcomes = await graded(multi, [
      { name: "both", item: { a: "x", b: "x" }, model_sample: "x" },
      { item: { a: "x", b: "y" }, model_sample: "x", expect: { reward: 1 } },
      { item: { a: "x" }, model_sample: "x" },
    ]);
    expect(answer(outcomes)).toEqual({
      file: "x.json",
      provider: "engine",
      summary: {
        ...{ graded: 3, scored: 2, mean_reward_of_scored: 0.75, passed: 1 },
        ...{ not_as_expected: 1, errored: 1 },
      },
      rows: [
        { row: 1, name: "both", reward: 1, passed: true, sub_rewards: { a: 1, b: 1 } },
        {
          ...{ row: 2, reward: 0.5, passed: false, sub_rewards: { a: 1, b: 0 } },
          not_as_expected: ["reward 0.5, expected 1"],
        },
        {
          row: 3,
          errored: [
            {
              flag: "invalid_variable_error",
              message: expect.stringContaining("{{item.b}} has no value") as string,
              mend: expect.any(String) as string,
              path: "graders.b.reference",
            },
          ],
          sub_rewards: { a: 1, b: "errored" },
        },
      ],
    });
  });

  it("says what was not graded, and why", async () => {
    const outcomes = await graded(check, [{ item: { a: "x" }, model_sample: "x" }]);
    expect(answer(outcomes, { notGraded: 12, withoutOutput: 3 })).toMatchObject({
      summary: {
        without_output: 3,
        not_graded: "12 rows: a call grades 50 at most. Go on with first_row.",
      },
    });
  });

  it("tells of a provider that could not be asked, row by row", async () => {
    const [first] = await graded(check, [{ item: { a: "x" }, model_sample: "x" }]);
    const error = new ProviderError("network", "No route.", { mend: "Try again." });
    expect(answer([{ row: first!.row, outcome: unanswered(error) }])).toMatchObject({
      summary: { graded: 1, scored: 0, errored: 1 },
      rows: [{ row: 1, errored: [{ flag: "network", message: "No route. Try again." }] }],
    });
    const missing = new ProviderError("key-missing", "No key.", { mend: "Store one." });
    expect(answer([{ row: first!.row, outcome: unanswered(missing) }])).toMatchObject({
      summary: { graded: 1, scored: 0, errored: 0, not_asked: 1 },
      rows: [{ row: 1, not_asked: [{ flag: "key-missing", message: "No key. Store one." }] }],
    });
  });

  it("names an eval's criteria that failed", async () => {
    const criteria = [
      { ...check, name: "same" },
      { ...check, name: "other", operation: "ne" },
    ];
    const outcomes = await graded({ testing_criteria: criteria }, [{ item: { a: "x" }, model_sample: "x" }]);
    expect(answer(outcomes)).toMatchObject({
      summary: { scored: 1, passed: 0, not_as_expected: 1 },
      rows: [{ reward: 0, passed: false, not_as_expected: ["failed: other"] }],
    });
  });

  it("tells of a row with many sub-graders only the first", async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    const big = {
      type: "multi",
      graders: Object.fromEntries(keys.map((key) => [key, check])),
      calculate_output: keys.join(" + "),
    };
    const outcomes = await graded(big, [{ item: {}, model_sample: "x" }]);
    const { rows } = answer(outcomes) as { rows: Record<string, object>[] };
    expect(rows[0]).toMatchObject({ sub_rewards: { k0: "errored" }, sub_rewards_left_out: 40 });
    expect(rows[0]?.errored).toHaveLength(3);
  });

  it("of 50 rows with long names and failures stays within 8 kB and says so", async () => {
    const rows = Array.from({ length: 50 }, () => ({ name: "n".repeat(300), item: {}, model_sample: "x" }));
    const text = runAnswer(facts, await graded(multi, rows));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TOOL_BYTES);
    expect(JSON.parse(text)).toMatchObject({
      summary: { graded: 50, errored: 50 },
      truncated: expect.stringMatching(/^\d+ of 50 are shown/) as string,
    });
  });
});
