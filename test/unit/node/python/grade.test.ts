import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const score = async (source: string, data?: Parameters<typeof grade>[2]) =>
  expectKind(await grade(runner, source, data), "score");
const failure = async (source: string, data?: Parameters<typeof grade>[2]) =>
  expectKind(await grade(runner, source, data), "runtime_error");

describe("a grade that returns", () => {
  test.each([
    ["1.0", 1, "float", 0],
    ["-0.2", -0.2, "float", 0],
    ["5", 5, "int", 0],
    ["True", 1, "bool", 1],
    ["__import__('fractions').Fraction(1, 4)", 0.25, "Fraction", 1],
    ["__import__('decimal').Decimal('0.5')", 0.5, "Decimal", 1],
  ])("%s counts", async (expression, value, returned, notes) => {
    const outcome = await score(gradeSource(`return ${expression}`));
    expect(outcome).toMatchObject({ value, returned });
    expect(outcome.notes).toHaveLength(notes);
    expect(outcome.runtime).toMatch(/^Pyodide 314\.0\.7, Python 3\.14\.\d+$/);
  });

  test.each([
    ["None", "grade returned None."],
    ["float('nan')", "grade returned NaN."],
    ["float('inf')", "grade returned inf."],
    ["-float('inf')", "grade returned -inf."],
    ["'0.5'", "grade returned the string '0.5'."],
    ["[1.0]", "grade returned a value of type list, not a number."],
    ["{'reward': 1}", "grade returned a value of type dict, not a number."],
    ["1j", "grade returned a value of type complex, not a number."],
    ["10 ** 400", "grade returned a number too large for a float."],
    ["(yield 1)", "grade yields: it returned a generator."],
  ])("%s is errored", async (expression, message) => {
    expect(await failure(gradeSource(`return ${expression}`))).toMatchObject({ message, frames: [] });
  });

  test("a coroutine is told that async is the cause", async () => {
    const outcome = await failure("async def grade(sample, item):\n    return 1.0\n");
    expect(outcome).toMatchObject({
      message: "grade is async: it returned a coroutine.",
      mend: "Make it a plain def.",
      stderr: "",
    });
  });
});

describe("what grade is given", () => {
  test("is the JSON as it was written: digits, key order, lone surrogates", async () => {
    const item = '{"b": 1.0, "a": 12345678901234567890, "c": null, "d": "\\ud800é"}';
    const outcome = await score(
      gradeSource(
        "assert list(item) == ['b', 'a', 'c', 'd']",
        "assert type(item['b']) is float and item['a'] == 12345678901234567890",
        "assert item['d'] == '\\ud800é'",
        "return len(sample['output_text'])",
      ),
      { item, sample: '{"output_text":"🙂é"}' },
    );
    expect(outcome.value).toBe(2);
  });

  test("the module is executed whole, under a name that is not __main__", async () => {
    const source = [
      "import math, re",
      "LIMIT = math.sqrt(4)",
      "class Scorer:",
      "    def __call__(self, text): return LIMIT * len(re.findall('a', text))",
      "scorer = Scorer()",
      "def grade(sample, item): return scorer('banana')",
      "if __name__ == '__main__': raise SystemExit(3)",
    ].join("\n");
    expect((await score(source)).value).toBe(6);
  });
});

describe("errors", () => {
  test("a traceback has the grader's own lines and places in code points", async () => {
    const source =
      'def helper(row):\n    return "é🙂" + row["missing"]\n\ndef grade(sample, item):\n    return helper(item)\n';
    const outcome = await failure(source, { item: '{"answer": 1}' });
    expect(outcome.message).toBe("KeyError: 'missing'");
    expect(outcome.traceback).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "grader.py", line 5, in grade\n/,
    );
    expect(outcome.traceback).not.toContain("sandbox");
    expect(outcome.frames).toEqual([
      { line: 5, function: "grade", column: 12, endLine: 5, endColumn: 24 },
      { line: 2, function: "helper", column: 19, endLine: 2, endColumn: 33 },
    ]);
  });

  test.each([
    [gradeSource("return item['x']"), '{"y": 1}', "item has the keys 'y'."],
    [gradeSource("return item['x']"), "{}", "item is empty."],
    [
      gradeSource("return sample['output_json']['x']"),
      "{}",
      'sample["output_json"] is None when the output is not JSON: check it first.',
    ],
  ])("common ones come with a mend: %s", async (source, item, mend) => {
    expect(await failure(source, { item, sample: '{"output_json": null}' })).toMatchObject({ mend });
  });

  test("a chained exception keeps its cause", async () => {
    const source = gradeSource(
      "try:",
      "    1 / 0",
      "except ZeroDivisionError as error:",
      "    raise ValueError('bad') from error",
    );
    const { traceback, message } = await failure(source);
    expect(message).toBe("ValueError: bad");
    expect(traceback).toContain("ZeroDivisionError: division by zero");
    expect(traceback).toContain("The above exception was the direct cause");
  });

  test.each([
    ["def other(): pass\n", "The source defines no grade."],
    ["", "The source defines no grade."],
    ["grade = 3\n", "grade is a value of type int, not a function."],
    ["def grade(sample): return 1\n", "TypeError: grade() takes 1 positional argument but 2 were given"],
    [
      "def grade(sample, item, extra): return 1\n",
      "TypeError: grade() missing 1 required positional argument: 'extra'",
    ],
    ["raise ValueError('at load')\n", "ValueError: at load"],
    [gradeSource("import sys; sys.exit(2)"), "The grader called sys.exit(2)."],
    [gradeSource("raise KeyboardInterrupt"), "KeyboardInterrupt"],
    [gradeSource("return grade(sample, item)"), /^RecursionError: maximum recursion depth exceeded/],
    [gradeSource("return input()"), /^(EOFError|OSError)/],
  ])("%j", async (source, message) => {
    const outcome = await failure(source);
    if (typeof message === "string") expect(outcome.message).toBe(message);
    else expect(outcome.message).toMatch(message);
  });

  test.each([
    ["def grade(sample, item)\n    return 1\n", "SyntaxError: expected ':'", 1],
    ["  def grade(sample, item):\n    return 1\n", "IndentationError: unexpected indent", 1],
    ["x = 1\nreturn x\n", "SyntaxError: 'return' outside function", 2],
    ["x = '\0'\n", "SyntaxError: source code string cannot contain null bytes", 1],
  ])("a source that does not compile: %j", async (source, message, line) => {
    const outcome = await failure(source);
    expect(outcome).toMatchObject({ message, frames: [{ line, function: "<module>" }] });
  });

  test("a message as long as memory allows is cut", async () => {
    const outcome = await failure(gradeSource("raise ValueError('x' * 20_000_000)"));
    expect(outcome.message.length).toBeLessThanOrEqual(1000);
    expect(outcome.traceback.length).toBeLessThan(40_000);
    expect(outcome.traceback).toContain("characters cut");
  });
});

describe("output", () => {
  test("is captured on both streams, also with an unfinished line", async () => {
    const source = gradeSource(
      "import sys, logging",
      "print('a', end='')",
      "print('b', file=sys.stderr)",
      "logging.warning('w')",
      "return 1",
    );
    expect(await score(source)).toMatchObject({ stdout: "a", stderr: "b\nWARNING:root:w\n" });
  });

  test("is captured on the descriptors too, and with an error", async () => {
    const outcome = await failure(
      gradeSource("import os", "os.write(1, b'raw')", "os.write(2, b'err')", "return None"),
    );
    expect(outcome).toMatchObject({ stdout: "raw", stderr: "err" });
  });

  test("is capped", async () => {
    const outcome = await score(gradeSource("for _ in range(1000): print('x' * 999)", "return 1"));
    expect(outcome.stdout.length).toBeLessThan(66_000);
    expect(outcome.stdout).toContain("934,464 more characters cut");
  });

  test("that looks like an answer is only output", async () => {
    const fake = '{"op":"graded","id":0,"outcome":{"kind":"score","value":9}}';
    const outcome = await score(
      gradeSource("import os", `os.write(1, b'${fake}\\n')`, `print('${fake}')`, "return 0.5"),
    );
    expect(outcome.value).toBe(0.5);
  });
});

describe("imports", () => {
  test.each([
    ["numpy", "numpy 2.2.4"],
    ["sklearn", "scikit-learn 1.6.1"],
    ["yaml", "pyyaml 6.0.2"],
    ["nltk", "nltk 3.9.1"],
  ])("%s, which the hosted image has, names the package", async (module, pinned) => {
    const outcome = await failure(`import ${module}\n${gradeSource("return 1")}`);
    expect(outcome.message).toBe(
      `The grader imports ${module}, which the sandbox does not have; the hosted image has ${pinned}.`,
    );
    expect(outcome.mend).toContain(`The hosted image has ${pinned}`);
    expect(outcome.frames).toMatchObject([{ line: 1, function: "<module>" }]);
  });

  test("a hosted package that is missed is errored even where the grader goes on without", async () => {
    const source = gradeSource("try:", "    import numpy", "except ImportError:", "    return 0.0");
    expect((await failure(source)).mend).toContain("numpy 2.2.4");
  });

  test("a package that the hosted image lacks too is told so", async () => {
    const outcome = await failure(gradeSource("import requests", "return 1"));
    expect(outcome.message).toBe("ModuleNotFoundError: No module named 'requests'");
    expect(outcome.mend).toMatch(/^The hosted image lacks it too/);
  });

  test("the standard library is there", async () => {
    const modules =
      "json re math difflib collections string statistics datetime decimal fractions itertools functools typing dataclasses random hashlib sqlite3 unicodedata textwrap html xml.etree.ElementTree csv ast uuid";
    const source = gradeSource(
      "import importlib",
      `for name in '${modules}'.split(): importlib.import_module(name)`,
      "return 1.0",
    );
    expect((await score(source)).value).toBe(1);
  });
});

describe("limits", () => {
  test("memory: a clean MemoryError, after which the same child goes on", async () => {
    const outcome = await failure(gradeSource("return len(bytearray(1 << 30))"));
    expect(outcome.message).toBe("The grader used more memory than the sandbox gives.");
    expect(outcome.traceback).toMatch(/MemoryError\n$/);
    expect(outcome.frames).toMatchObject([{ line: 2 }]);
    expect((await score(gradeSource("return 1"))).value).toBe(1);
  });

  test("memory in small pieces", async () => {
    const source = gradeSource("kept = []", "while True: kept.append('x' * 1_000_000 + str(len(kept)))");
    expect((await failure(source)).message).toBe("The grader used more memory than the sandbox gives.");
  });

  test("a random number differs from grade to grade", async () => {
    const source = `import random\n${gradeSource("return random.random()")}`;
    const values = new Set<number>();
    for (let index = 0; index < 4; index++) values.add((await score(source)).value);
    expect(values.size).toBe(4);
  });
});
