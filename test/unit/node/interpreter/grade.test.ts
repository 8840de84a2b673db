import { beforeAll, describe, expect, it } from "vitest";
import type { PythonGrader } from "../../../../src/node/interpreter/interpreterRunner";
import { expectKind, grade, gradeSource, interpreter, otherPythons, PYTHON } from "./support";

const PYTHONS = [PYTHON, ...otherPythons("3.8", "3.10", "3.12", "3.13")];

describe.each(PYTHONS)("graded by %s", (python) => {
  let grader: PythonGrader;
  beforeAll(async () => void (grader = await interpreter({ interpreter: python })));
  const score = async (source: string, row?: { sample?: string; item?: string }) =>
    expectKind(await grade(grader, source, row), "score");
  const failure = async (source: string, row?: { item?: string }) =>
    expectKind(await grade(grader, source, row), "runtime_error");

  it("gives what grade returned, and names the Python", async () => {
    const source = gradeSource("return len(sample['output_text']) + item['n']");
    const outcome = await score(source, { sample: '{"output_text": "é"}', item: '{"n": 0.25}' });
    expect(outcome).toMatchObject({ value: 1.25, returned: "float", notes: [], stdout: "", stderr: "" });
    expect(outcome.runtime).toMatch(
      /^interpreter \/.*python\S*, Python 3\.\d+\.\d+, network (not )?cut off$/,
    );
  });

  it("reads numbers as they were written", async () => {
    const source = gradeSource("print(repr(item['a']), item['b'])", "return 0");
    const { stdout } = await score(source, { item: '{"a": 1.0, "b": 123456789012345678901234567890}' });
    expect(stdout).toBe("1.0 123456789012345678901234567890\n");
  });

  it("keeps what is printed apart, and what goes past Python's streams too", async () => {
    const outcome = await score(
      `import os, sys\n${gradeSource(
        "print('out')",
        "print('err', file=sys.stderr)",
        "os.write(1, b'one\\n')",
        "os.system('echo two >&2')",
        "return 1",
      )}`,
    );
    expect([outcome.stdout, outcome.stderr]).toEqual(["out\none\n", "err\ntwo\n"]);
  });

  it("cuts endless output", async () => {
    const { stdout } = await score(gradeSource("print('x' * 10_000_000)", "return 1"));
    expect(stdout.length).toBeLessThan(70_000);
    expect(stdout).toMatch(/more characters cut$/);
    const past = await score(gradeSource("import os", "os.write(1, b'x' * 10_000_000)", "return 1"));
    expect(past.stdout.length).toBeLessThan(70_000);
    expect(past.stdout).toMatch(/more bytes cut$/);
  });

  it.each([
    ["NaN", "float('nan')", "grade returned NaN."],
    ["infinity", "float('-inf')", "grade returned -inf."],
    ["None", "None", "grade returned None."],
    ["a string", "'1'", "grade returned the string '1'."],
    ["a list", "[1]", "grade returned a value of type list, not a number."],
    ["a number too large", "10 ** 400", "grade returned a number too large for a float."],
  ])("%s is no reward", async (_what, value, message) => {
    expect((await failure(gradeSource(`return ${value}`))).message).toBe(message);
  });

  it("counts a bool, and says so", async () => {
    expect(await score(gradeSource("return True"))).toMatchObject({
      value: 1,
      returned: "bool",
      notes: ["grade returned True, counted as 1.0: return a float."],
    });
  });

  it.each([
    ["without grade", "x = 1\n", "The source defines no grade."],
    [
      "with one parameter",
      "def grade(sample):\n    return 1\n",
      /^TypeError: grade\(\) takes 1 positional argument/,
    ],
    [
      "that is async",
      "async def grade(sample, item):\n    return 1\n",
      "grade is async: it returned a coroutine.",
    ],
    ["that exits", gradeSource("raise SystemExit(3)"), "The grader called sys.exit(3)."],
    ["with a syntax error", "def grade(sample, item)\n    return 1\n", /^SyntaxError: /],
  ])("a source %s is errored", async (_what, source, message) => {
    expect((await failure(source)).message).toEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
  });

  it("shows only the grader's lines in a traceback", async () => {
    const source = `import json\n\n${gradeSource("return helper(item)")}\ndef helper(item):\n    return json.loads('{')\n`;
    const { traceback, frames, message } = await failure(source);
    expect(message).toMatch(/^json\.decoder\.JSONDecodeError: Expecting/);
    expect(frames.map(({ line, function: name }) => [line, name])).toEqual([
      [4, "grade"],
      [7, "helper"],
    ]);
    expect(traceback).toContain('File "grader.py", line 7, in helper\n    return json.loads');
    expect(traceback).not.toMatch(/harness|main\.py|json\/decoder/);
  });

  it("tells the keys that an item has", async () => {
    const { message, mend } = await failure(gradeSource("return item['gone']"), { item: '{"here": 1}' });
    expect([message, mend]).toEqual(["KeyError: 'gone'", "item has the keys 'here'."]);
  });

  it("is not run as __main__, and sees no argument", async () => {
    const source = `import sys\nNAME = __name__\n${gradeSource("print(NAME, sys.argv, sys.stdin.read() == '')", "return 1")}`;
    expect((await score(source)).stdout).toBe("grader [''] True\n");
  });

  it.skipIf(/3\.(8|9|10|11)\.|usr/.test(python))("tells what the code caught (Python 3.12)", async () => {
    const lines = ["try:", "    return 1 / 0", "except ArithmeticError:", "    return 0"];
    expect((await score(gradeSource(...lines))).swallowed).toEqual([
      { type: "ZeroDivisionError", line: 3, count: 1 },
    ]);
  });

  it("survives deep recursion and memory beyond the limit", async () => {
    const small = await interpreter({ interpreter: python, memoryMb: 512 });
    const deep = expectKind(await grade(small, gradeSource("return grade(sample, item)")), "runtime_error");
    expect(deep.message).toMatch(/^RecursionError/);
    const bomb = gradeSource("x = []", "while True: x.append(bytearray(1 << 23))");
    const { message, mend } = expectKind(await grade(small, bomb), "runtime_error");
    expect(message).toBe("The grader used more memory than its limit of 512 MB.");
    expect(mend).toContain("2 GB");
    expect(expectKind(await grade(small, gradeSource("return 1")), "score").value).toBe(1);
  });
});
