import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrapInMulti } from "../../../../src/core/edit/wrapInMulti";
import { graderAt } from "../../../../src/core/grader/document";
import { toPlain } from "../../../../src/core/json/value";
import { checkGrader } from "../../../../src/core/validate/validateGrader";
import { gradeRow } from "../../../support/engine";
import { changed, commentsOf, layouts, offlineGrader, read, snippets, written } from "../create/graderTexts";

const ROWS = [
  { item: { question: "2 + 2", answer: "4" }, model_sample: "4" },
  { item: { question: "2 + 2", answer: "4" }, model_sample: "It is 4." },
  { item: { question: "3", answer: "x 3", none: "n" }, model_sample: "" },
];

function wrap(text: string): string {
  return changed(text, wrapInMulti(read(text)));
}

const codes = (text: string) => checkGrader(read(text)).map(({ code, message }) => `${code}: ${message}`);

describe("a wrapped grader", () => {
  test("is a valid multi with the old reward on every row, whatever its layout", async () => {
    await fc.assert(
      fc.asyncProperty(offlineGrader, layouts, async (grader, layout) => {
        const text = written(grader, layout);
        const multi = wrap(text);
        const before = checkGrader(read(text));
        const errors = checkGrader(read(multi)).filter(({ severity }) => severity === "error");
        expect(errors).toHaveLength(before.filter(({ severity }) => severity === "error").length);
        expect(commentsOf(multi)).toEqual(expect.arrayContaining([...commentsOf(text)]));
        for (const row of ROWS) {
          const old = await gradeRow(toPlain(read(text).root!), row);
          const now = await gradeRow(toPlain(read(multi).root!), row);
          expect(now.reward).toBe(old.reward);
          expect(now.metadata.errors).toEqual(old.metadata.errors);
          expect(now.diagnostics.passed).toBe(old.diagnostics.passed);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("says of itself what every snippet says of itself, and no more", () => {
    for (const { type, grader } of snippets.filter((snippet) => snippet.type !== "multi")) {
      for (const indent of ["", "  ", "\t"]) {
        const text = JSON.stringify(grader, null, indent);
        const multi = wrap(text);
        expect(codes(multi), type).toEqual([]);
        const { name, ...rest } = grader;
        expect(toPlain(read(multi).root!)).toMatchObject({ type: "multi", name });
        expect(Object.values((toPlain(read(multi).root!) as { graders: object }).graders)).toEqual([rest]);
      }
    }
  });

  test("keeps its comments and layout, and hands up what is the whole's", () => {
    const text = `// Ours
{
  "$schema": "./grader.schema.json",
  "type": "string_check", // the simplest

  "name": "exact answer", // shown
  /* both
     sides */
  "input": "{{sample.output_text}}", "reference": "{{item.answer}}",
  "operation": "eq",
  "pass_threshold": 1.0
}
`;
    expect(wrap(text)).toBe(`// Ours
{
  "$schema": "./grader.schema.json",
  "type": "multi",
  "name": "exact answer",
  "graders": {
    "exact_answer": {
      "type": "string_check", // the simplest

      // shown
      /* both
         sides */
      "input": "{{sample.output_text}}", "reference": "{{item.answer}}",
      "operation": "eq"
    }
  },
  "calculate_output": "exact_answer",
  "pass_threshold": 1.0
}
`);
  });

  test("stays on its one line", () => {
    const text = '{"type": "python", "name": "min", "source": "x", "pass_threshold": 0.5}';
    expect(wrap(text)).toBe(
      '{"type": "multi", "name": "min", "graders": {"python": {"type": "python", "source": "x"}}, "calculate_output": "python", "pass_threshold": 0.5}',
    );
  });

  test("may be a part of a bigger text, of which nothing else changes", () => {
    const text = `{
    "method": {"type": "reinforcement",
        "reinforcement": {
            "grader": {
                "name": "same",
                "type": "string_check", "input": "{{sample.output_text}}", "reference": "4", "operation": "eq"
            } // here
        }
    }
}`;
    const job = graderAt("x.job.json", read(text).json, ["method", "reinforcement", "grader"]);
    expect(changed(text, wrapInMulti(job))).toBe(`{
    "method": {"type": "reinforcement",
        "reinforcement": {
            "grader": {
                "type": "multi",
                "name": "same",
                "graders": {
                    "same": {
                        "type": "string_check", "input": "{{sample.output_text}}", "reference": "4", "operation": "eq"
                    }
                },
                "calculate_output": "same"
            } // here
        }
    }
}`);
  });
});

describe("is refused, with a reason,", () => {
  const reason = (change: ReturnType<typeof wrapInMulti>) =>
    change.kind === "refused" ? change.reason : undefined;
  const multi =
    '{"type": "multi", "graders": {"a": {"type": "python", "source": ""}}, "calculate_output": "a"}';

  test.each([
    ["a multi", multi, "is a multi already"],
    ["broken JSON", '{"type": "python", "source" "x"}', "has to be mended first. A colon"],
    ["what is no grader", '{"type": "module"}', "no known type"],
    ["an empty file", "", "A value is expected"],
  ])("%s", (_, text, words) => {
    expect(reason(wrapInMulti(read(text)))).toContain(words);
  });

  test("a sub-grader, and a criterion of an eval", () => {
    const sub = graderAt("x", read(multi).json, ["graders", "a"]);
    expect(reason(wrapInMulti(sub))).toContain("can't stand inside a multi");
    const evals = read('{"testing_criteria": [{"type": "python", "source": ""}]}').json;
    expect(reason(wrapInMulti(graderAt("x", evals, ["testing_criteria", 0])))).toContain(
      "An eval takes no multi",
    );
  });
});
