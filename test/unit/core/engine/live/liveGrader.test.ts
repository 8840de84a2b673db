import { describe, expect, it } from "vitest";
import { readRow } from "../../../../../src/core/dataset/row";
import { DEFAULT_ENGINE_OPTIONS, type GradeContext } from "../../../../../src/core/engine/graded";
import { GradeMemo } from "../../../../../src/core/engine/live/gradeMemo";
import { LiveGrader } from "../../../../../src/core/engine/live/liveGrader";
import { livePart } from "../../../../../src/core/engine/live/livePart";
import type { Grader } from "../../../../../src/core/grader/types";
import type { PythonOutcome, PythonRunner } from "../../../../../src/core/ports";
import { sampleNamespace } from "../../../../../src/core/sample/namespace";
import { testPorts } from "../../../../support/engine";
import { objectOf } from "../../report/support";

const CHECK = {
  type: "string_check",
  input: "{{sample.output_text}}",
  reference: "a",
  operation: "eq",
} as const;
const FUZZY = {
  type: "text_similarity",
  input: "{{sample.output_text}}",
  reference: "aaa",
  evaluation_metric: "fuzzy_match",
} as const;
const CODE = { type: "python", source: "def grade(sample, item): return 0.5" } as const;
const JUDGE = { type: "score_model", model: "m", input: [{ role: "user", content: "{{item.a}}" }] } as const;
const multi = (graders: Record<string, unknown>, calculate_output: string): Grader =>
  ({ type: "multi", graders, calculate_output }) as Grader;

describe("the part of a grader that is graded while it is edited", () => {
  it.each([CHECK, FUZZY])("is all of a $type", (grader) => {
    expect(livePart(grader, false)).toBe(grader);
  });

  it("has Python only where that counts", () => {
    expect(livePart(CODE, true)).toBe(CODE);
    expect(livePart(CODE, false)).toBeUndefined();
  });

  it.each([
    JUDGE,
    { ...JUDGE, type: "label_model", labels: ["x"], passing_labels: ["x"] },
    { type: "endpoint", url: "https://example.com" },
    { ...FUZZY, evaluation_metric: "cosine" },
  ] as Grader[])("has no $type $evaluation_metric, whose answer comes from elsewhere", (grader) => {
    expect(livePart(grader, true)).toBeUndefined();
    expect(livePart(multi({ grader }, "grader"), true)).toBeUndefined();
    expect(livePart(multi({ grader, CHECK }, "grader"), true)).toMatchObject({ graders: { CHECK } });
  });
});

/** Python that answers what it is told, and counts. */
function countingPython(outcome: Partial<PythonOutcome> = {}) {
  const asked: string[] = [];
  const grade: PythonRunner["grade"] = ({ source }) => {
    asked.push(source);
    const score = {
      kind: "score",
      value: 0.5,
      returned: "float",
      notes: [],
      stdout: "",
      stderr: "",
      runtime: "",
    };
    return Promise.resolve({ ...score, ...outcome } as PythonOutcome);
  };
  return { asked, python: { ...testPorts.python, grade } };
}

function contextOf(row: unknown, python: PythonRunner = testPorts.python): GradeContext {
  const sample = readRow(objectOf(row));
  const { signal } = new AbortController();
  return {
    data: { item: sample.item, sample: sampleNamespace(sample) },
    ports: { ...testPorts, python },
    options: DEFAULT_ENGINE_OPTIONS,
    signal,
  };
}

function gradeWith(grader: Grader, context: GradeContext, memo = new GradeMemo()) {
  const live = new LiveGrader(grader, memo, context.options);
  memo.use(live.memoTexts);
  return live.grade(context);
}

const ROW = { item: { a: "x" }, model_sample: "a" };

describe("grading while editing", () => {
  it("tells the whole and its parts", async () => {
    const graders = { CHECK, FUZZY, BROKEN: { ...CHECK, input: "{{item.b}}" } };
    const grader = { ...multi(graders, "0.5 * CHECK + 0.5 * FUZZY"), pass_threshold: 0.9 } as Grader;
    expect(await gradeWith(grader, contextOf(ROW))).toEqual({
      whole: { kind: "scored", reward: 0.75, passed: false },
      parts: {
        CHECK: { kind: "scored", reward: 1 },
        FUZZY: { kind: "scored", reward: 0.5 },
        BROKEN: { kind: "errored", flag: "invalid_variable_error" },
      },
    });
  });

  it("never takes an errored sub-grader for a 0", async () => {
    const grader = multi({ CHECK, BROKEN: { ...CHECK, input: "{{item.b}}" } }, "CHECK + BROKEN");
    expect((await gradeWith(grader, contextOf(ROW))).whole).toEqual({
      kind: "errored",
      flag: "invalid_variable_error",
    });
  });

  it.each(["CHECK + judge", "CHECK +", "judge"])("tells no whole of %s, but its parts", async (formula) => {
    const part = livePart(multi({ CHECK, judge: JUDGE }, formula), true);
    const { whole, parts } = await gradeWith(part ?? CODE, contextOf(ROW));
    expect(whole?.kind).not.toBe("scored");
    expect(whole?.kind).not.toBe("errored");
    expect(parts).toEqual({ CHECK: { kind: "scored", reward: 1 } });
  });

  it("tells the whole where the formula needs no judge", async () => {
    const part = livePart(multi({ CHECK, judge: JUDGE }, "2 * CHECK"), true);
    expect((await gradeWith(part ?? CODE, contextOf(ROW))).whole).toEqual({ kind: "scored", reward: 2 });
  });

  it.each([
    ["local_sandbox_error", false],
    ["timeout", true],
  ] as const)("waits for Python that does not run (%s)", async (type, slow) => {
    const { python } = countingPython({ kind: "unavailable", type });
    const grader = multi({ CHECK, CODE }, "CHECK + CODE");
    expect(await gradeWith(grader, contextOf(ROW, python))).toEqual({
      whole: { kind: "waiting", slow },
      parts: { CHECK: { kind: "scored", reward: 1 }, CODE: { kind: "waiting", slow } },
    });
  });

  it("grades nothing again that has not changed", async () => {
    const { asked, python } = countingPython();
    const memo = new GradeMemo();
    const context = contextOf(ROW, python);
    const other = { ...CODE, source: "def grade(sample, item): return 1" };
    await gradeWith(multi({ CODE, CHECK }, "CODE + CHECK"), context, memo);
    const { whole } = await gradeWith(multi({ CODE, CHECK }, "2 * CODE + CHECK"), context, memo);
    expect(whole).toEqual({ kind: "scored", reward: 2 });
    expect(asked).toEqual([CODE.source]);
    await gradeWith(multi({ CODE: other, CHECK }, "CODE"), context, memo);
    await gradeWith(multi({ CODE, CHECK }, "CODE"), context, memo);
    expect(asked).toEqual([CODE.source, other.source]);
    await gradeWith(multi({ CODE, CHECK }, "CODE"), contextOf(ROW, python), memo);
    expect(asked).toHaveLength(3);
  });

  it("forgets what was not used for long", async () => {
    const { asked, python } = countingPython();
    const memo = new GradeMemo();
    const context = contextOf(ROW, python);
    for (let key = 0; key < 40; key++) await gradeWith({ ...CODE, source: `# ${key}` }, context, memo);
    await gradeWith({ ...CODE, source: "# 39" }, context, memo);
    await gradeWith({ ...CODE, source: "# 0" }, context, memo);
    expect(asked).toHaveLength(41);
  });
});
