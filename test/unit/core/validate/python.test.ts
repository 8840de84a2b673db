import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PythonGradeFunction, PythonParse, PythonRunner, PythonSpan } from "../../../../src/core/ports";
import { pythonRange, sourceOffset } from "../../../../src/core/validate/pythonProblems";
import { JsonDocument } from "../../../../src/core/json/document";
import { validateGrader } from "../../../../src/core/validate/validateGrader";
import { literalOf, meaningOf, stringUnits } from "../json/jsonText";
import { grader, rangesOf, readMarks } from "./marked";

/** A runner whose parser has already answered; the real one is tested in test/unit/node/python. */
function answering(...answers: readonly PythonParse[]): PythonRunner {
  const rest = [...answers];
  return {
    parse: () => Promise.resolve(rest.shift() ?? { kind: "parsed", grade: undefined, runtime: "test" }),
    grade: () => Promise.reject(new Error("validation executes nothing")),
    dispose: () => Promise.resolve(),
  };
}

const signal = new AbortController().signal;

function validate(text: string, ...answers: readonly PythonParse[]) {
  return validateGrader(grader(text), { python: answering(...answers) }, signal);
}

const span = (line: number, column: number, endLine: number, endColumn: number): PythonSpan => ({
  line,
  column,
  endLine,
  endColumn,
});

const syntaxError = (at: PythonSpan): PythonParse => ({
  kind: "syntax_error",
  message: "invalid syntax",
  span: at,
});

const parsed = (grade: Partial<PythonGradeFunction>): PythonParse => ({
  kind: "parsed",
  runtime: "test",
  grade: {
    span: span(1, 5, 1, 10),
    takesTwo: true,
    parameters: ["sample", "item"],
    isAsync: false,
    ...grade,
  },
});

const python = (source: string, name = '"name": "mine", ') =>
  `{"type": "python", ${name}"source": ${source}}`;

describe("Python in a grader", () => {
  const lines = (seventh: string) =>
    `"import re\\n\\n\\ndef grade(sample, item):\\n    text = sample[\\"output_text\\"]\\n    # \\u00e9\\ud83d\\ude00 \\\\d \\/\\n${seventh}\\n    return 1.0\\n"`;

  it("is underlined in line 7 of its escaped source, at those characters", async () => {
    const { text, ranges } = readMarks(
      python(lines('    if text == \\"\\u00e9😀\\ud83d\\ude00\\" «= \\"\\/\\"»:')),
    );
    // Line 7 as Python counts, in code points:     if text == "é😀😀" = "/":
    const problems = await validate(text, syntaxError(span(7, 22, 7, 27)));
    expect(rangesOf(problems)).toEqual(ranges);
    expect(problems).toEqual([
      expect.objectContaining({
        code: "python-syntax",
        severity: "error",
        path: ["source"],
        message: 'Python, grader "mine", line 7, column 22: invalid syntax',
      }),
    ]);
    expect(text.slice(ranges[0]?.start, ranges[0]?.end)).toBe('= \\"\\/\\"');
  });

  it.each([
    ['"a = 1\\r\\nb = «)»\\r\\n"', span(2, 5, 2, 6)],
    ['"a = 1\\rb = «)»"', span(2, 5, 2, 6)],
    ['"a = 1\\u000ab = «)»"', span(2, 5, 2, 6)],
    ['"a = (\\n«b = 1\\n\\n»"', span(2, 1, 4, 1)],
    ['"😀 = «é»"', span(1, 5, 1, 6)],
    ['"a = «\\t»1"', span(1, 5, 1, 6)],
    ['"a = («»"', span(1, 6, 1, 6)],
    ['"«x»"', span(1, 1, 1, 99)],
    ['"x\\ny«»"', span(99, 1, 99, 2)],
  ])("%s is underlined where Python says", async (source, at) => {
    const { text, ranges } = readMarks(python(source));
    // What is empty is shown with a character on both sides, so that it can be seen.
    const visible = ranges.map(({ start, end }) =>
      start < end ? { start, end } : { start: start - 1, end: start + 1 },
    );
    expect(rangesOf(await validate(text, syntaxError(at)))).toEqual(visible);
  });

  it("is found again for every span of every source", () => {
    fc.assert(
      fc.property(stringUnits, stringUnits, stringUnits, (before, inside, after) => {
        fc.pre(inside.length > 0);
        const source = meaningOf([...before, ...inside, ...after]);
        const from = meaningOf(before).length;
        const to = from + meaningOf(inside).length;
        // A place within a character or a line break is none that Python could name.
        fc.pre([from, to].every((at) => !splits(source, at)));
        const json = JsonDocument.read(literalOf([...before, ...inside, ...after]));
        const [start, end] = [placeOf(source, from), placeOf(source, to)];
        const range = pythonRange(json, [], source, span(start.line, start.column, end.line, end.column));
        expect(json.text.slice(range.start, range.end)).toBe(literalOf(inside).slice(1, -1));
      }),
      { numRuns: 500 },
    );
  });

  it("counts lines and code points as Python does", () => {
    const source = "a\n😀b\r\nc\rd";
    const places = [
      sourceOffset(source, 1, 1),
      sourceOffset(source, 2, 2),
      sourceOffset(source, 3, 1),
      sourceOffset(source, 4, 2),
    ];
    expect(places).toEqual([0, 4, 7, 10]);
    expect(sourceOffset(source, 2, 50)).toBe(5);
    expect(sourceOffset(source, 9, 1)).toBe(source.length);
  });

  it("names the sub-grader and the one at fault", async () => {
    const source = '"def grade(sample, item):\\n  return 1"';
    const text = `{"type": "multi", "graders": {"a": ${python(source)}, "b": ${python('"def grade(«)»: pass"', "")}}, "calculate_output": "(a + b) / 2"}`;
    const marked = readMarks(text);
    const problems = await validate(marked.text, parsed({}), syntaxError(span(1, 11, 1, 12)));
    expect(problems).toEqual([
      expect.objectContaining({
        message: 'Python, sub-grader "b", line 1, column 11: invalid syntax',
        path: ["graders", "b", "source"],
        range: marked.ranges[0],
      }),
    ]);
  });

  it("without grade is an error at the field", async () => {
    const { text, ranges } = readMarks(python('"x = 1"').replace('"source"', '«"source"»'));
    const problems = await validate(text, { kind: "parsed", grade: undefined, runtime: "test" });
    expect(rangesOf(problems)).toEqual(ranges);
    expect(problems[0]).toMatchObject({ code: "python-no-grade", severity: "error" });
    expect(problems[0]?.message).toContain("defines no grade(sample, item) at top level");
  });

  it.each([
    [{ takesTwo: false, parameters: [] }, "it takes none."],
    [{ takesTwo: false, parameters: ["sample"] }, "it takes (sample)."],
    [{ takesTwo: false, parameters: ["a", "b", "c"] }, "it takes (a, b, c)."],
    [{ isAsync: true }, "grade is async"],
  ])("with a grade that is %j is an error at its name", async (grade, says) => {
    const { text, ranges } = readMarks(python('"def «grade»(): pass"'));
    const problems = await validate(text, parsed(grade));
    expect(rangesOf(problems)).toEqual(ranges);
    expect(problems[0]).toMatchObject({ code: "python-grade-signature", severity: "error" });
    expect(problems[0]?.message).toContain(says);
  });

  it.each([[{}], [{ takesTwo: undefined, parameters: [] }]])(
    "with a grade that is %j is fine",
    async (grade) => {
      expect(await validate(python('"def grade(sample, item): pass"'), parsed(grade))).toEqual([]);
    },
  );

  it("that can't be parsed here is said, and blocks nothing", async () => {
    const problems = await validate(python('"x"'), {
      kind: "unavailable",
      type: "local_sandbox_error",
      message: "The sandbox did not start.",
      mend: "Choose another runtime.",
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: "python-unchecked",
        severity: "information",
        message:
          'The Python of grader "mine" could not be checked: The sandbox did not start. Choose another runtime.',
      }),
    ]);
  });

  it("is not parsed where there is no source to parse", async () => {
    const refusing: PythonRunner = {
      ...answering(),
      parse: () => Promise.reject(new Error("nothing to parse")),
    };
    const check = (text: string) => validateGrader(grader(text), { python: refusing }, signal);
    expect((await check('{"type": "python"}')).map(({ code }) => code)).toEqual(["schema-required"]);
    expect((await check('{"type": "python", "source": 1}')).map(({ code }) => code)).toEqual(["schema-type"]);
    expect(await check('{"type": "endpoint", "url": "http://127.0.0.1:1"}')).toEqual([]);
  });
});

function splits(text: string, at: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(at - 1, at + 1)) && at > 0;
}

/** One-based line and code point column of an offset: the other way round than the code under test. */
function placeOf(source: string, offset: number) {
  const before = source.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: Array.from(before.at(-1) ?? "").length + 1 };
}
