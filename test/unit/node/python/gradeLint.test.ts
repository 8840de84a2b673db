import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { validateGrader } from "../../../../src/core/validate/validateGrader";
import { edited, grader, rangesOf, readMarks } from "../../core/validate/marked";
import { grade, never, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const GRADE = "def grade(sample, item):\n";
const NEW_CODES = ["python-import-missing", "python-parameters-swapped", "python-returns-no-number"];

/** The new findings in a source whose expected places stand between « and », and the source after each first fix. */
async function look(marked: string, options: { hosted?: boolean } = {}) {
  const { text, ranges } = readMarks(
    `{"type": "python", "name": "mine", "source": ${JSON.stringify(marked)}}`,
  );
  const all = await validateGrader(grader(text), { python: runner, ...options }, never);
  const problems = all.filter(({ code }) => NEW_CODES.includes(code));
  const mended = problems.map(({ fixes }) => {
    const after = fixes?.[0] && (JSON.parse(edited(text, fixes[0].edits)) as { source: string });
    return after?.source;
  });
  return { problems, ranges, mended, all };
}

const unmarked = (source: string) => source.replaceAll(/[«»]/g, "");

describe("parameters in the wrong order", () => {
  test.each([
    [`def grade(«item, sample»):\n    return 1.0`, `def grade(sample, item):\n    return 1.0`],
    [
      `def grade(«row: dict, output: "Sample"») -> float:\n    return float(output["output_text"] == row["é"])`,
      `def grade(output: "Sample", row: dict) -> float:\n    return float(output["output_text"] == row["é"])`,
    ],
    [
      `def grade(«a, b»):\n    return len(b.get("output_text"))`,
      `def grade(b, a):\n    return len(b.get("output_text"))`,
    ],
    [
      `def grade(\n    «item: dict[str, str],  # 😀\n    sample,»\n):\n    return 1.0`.replace(",»", "»,"),
      `def grade(\n    sample,  # 😀\n    item: dict[str, str],\n):\n    return 1.0`,
    ],
    [`grade = lambda «item, sample»: 1.0`, `grade = lambda sample, item: 1.0`],
    [`def f(«item, sample»):\n    return 1.0\ngrade = f`, `def f(sample, item):\n    return 1.0\ngrade = f`],
    [`def grade(«item, sample»):\n    return 1.0\nprint(grade({}, {}))`, undefined],
  ])("%j", async (marked, after) => {
    const { problems, ranges, mended } = await look(marked);
    expect(problems).toMatchObject([{ code: "python-parameters-swapped", severity: "warning" }]);
    expect(rangesOf(problems)).toEqual(ranges);
    expect(mended).toEqual([after]);
    if (after !== undefined) expect((await look(after)).problems).toEqual([]);
  });

  test.each([
    `${GRADE}    return 1.0`,
    `def grade(sample, reference):\n    return float(sample["output_text"] == reference["a"])`,
    `def grade(item, sample):\n    return float(item["output_text"] == sample["a"])`,
    `def grade(item, sample):\n    item, sample = sample, item\n    return 1.0`,
    `def grade(s, item):\n    return len(item["output_text"])`,
    `def grade(a, b):\n    return 1.0`,
    `def score(item, sample):\n    return 1.0\n${GRADE}    return score(item, sample)`,
    `@decorated\ndef grade(item, sample):\n    return 1.0`,
    `if True:\n    def grade(item, sample):\n        return 1.0`,
  ])("is not said of %j", async (source) => {
    expect((await look(source)).problems).toEqual([]);
  });

  test("is said of generated names whenever the first is the row's and the second the output's, and mended once", async () => {
    const ours = ["sample", "model_sample", "output", "response", "completion", "model_output"];
    const rows = ["item", "row", "data_item", "example", "reference_item", "datapoint"];
    const note = fc.constantFrom("", ": dict", ": 'Any'", ": Dict[str, Any]");
    const source = (first: string, second: string, body: string) =>
      `def grade(${first}, ${second}):\n    ${body}\n`;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows),
        fc.constantFrom(...ours),
        note,
        note,
        fc.constantFrom("return 1.0", "x = 2\n    return x * 0.5", "raise ValueError"),
        async (row, output, noteA, noteB, body) => {
          const wrong = source(row + noteA, output + noteB, body);
          const right = source(output + noteB, row + noteA, body);
          const found = await look(wrong);
          expect(found.problems.map(({ code }) => code)).toEqual(["python-parameters-swapped"]);
          expect(found.mended).toEqual([right]);
          expect((await look(right)).problems).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("no number on any path", () => {
  test.each([
    [
      "a dict",
      `${GRADE}    return «{'score': 1.0, 'reason': 'ok'}»`,
      "returns dict",
      `${GRADE}    return 1.0`,
    ],
    [
      "a dict with a score worked out",
      `${GRADE}    return «{"reward": min(1.0, len(item) / 2)}»`,
      "dict",
      `${GRADE}    return min(1.0, len(item) / 2)`,
    ],
    ["a text", `${GRADE}    return «"1.0"»`, "returns str", `${GRADE}    return 1.0`],
    ["a text made", `${GRADE}    return «str(len(item))»`, "returns str", undefined],
    ["an f-string", `${GRADE}    return «f"{1}"»`, "returns str", undefined],
    ["a pair", `${GRADE}    return «1.0, "ok"»`, "returns tuple", undefined],
    ["a list", `${GRADE}    return «[1.0 for _ in item]»`, "returns list", undefined],
    ["None", `${GRADE}    return «None»`, "returns None", undefined],
    ["a bare return", `${GRADE}    if item:\n        «return»\n    «return»`, "returns None", undefined],
    ["no return", `def «grade»(sample, item):\n    print(1.0)`, "without returning", undefined],
    ["pass", `def «grade»(sample, item):\n    pass`, "without returning", undefined],
    [
      "a name",
      `${GRADE}    result = {"score": 1.0}\n    result["why"] = "x"\n    return «result»`,
      "returns dict",
      undefined,
    ],
    ["a parameter", `${GRADE}    return «sample»`, "returns dict", undefined],
    ["the output", `${GRADE}    return «sample["output_text"].strip()»`, "returns str", undefined],
    ["json.dumps", `import json\n${GRADE}    return «json.dumps({"score": 1})»`, "returns str", undefined],
    [
      "another function's",
      `def score(a):\n    return {"score": 1.0}\n${GRADE}    return «score(item)»`,
      "dict",
      undefined,
    ],
    [
      "a lambda's",
      `grade = lambda sample, item: «{"score": 0.5}»`,
      "returns dict",
      `grade = lambda sample, item: 0.5`,
    ],
    ["yield", `def «grade»(sample, item):\n    yield 1.0`, "returns generator", undefined],
    ["both branches", `${GRADE}    return «"yes"» if item else «None»`, "", undefined],
    [
      "a finally's return",
      `${GRADE}    try:\n        return 1.0\n    finally:\n        return «{}»`,
      "returns dict",
      undefined,
    ],
  ])("%s", async (_what, marked, says, after) => {
    const { problems, ranges, mended } = await look(marked);
    expect(rangesOf(problems)).toEqual(ranges);
    for (const problem of problems)
      expect(problem).toMatchObject({ code: "python-returns-no-number", severity: "warning" });
    expect(problems[0]?.message).toContain(says);
    expect(problems[0]?.message).toContain("every row is errored");
    expect(mended[0]).toBe(after);
    expect(await grade(runner, unmarked(marked), {})).toMatchObject({ kind: "runtime_error" });
  });

  test.each([
    [
      "warning",
      `${GRADE}    if item:\n        return 1.0\n    return «{"score": 0}»`,
      "a row that comes here is errored",
    ],
    ["warning", `${GRADE}    return 1.0 if item else «None»`, "a row that comes here"],
    ["information", `def «grade»(sample, item):\n    if item:\n        return 1.0`, "may come to its end"],
    [
      "information",
      `def «grade»(sample, item):\n    for x in item:\n        return 1.0`,
      "may come to its end",
    ],
    [
      "information",
      `def «grade»(sample, item):\n    try:\n        return 1.0\n    except KeyError:\n        print(1)`,
      "may come",
    ],
  ])("on one path is a %s: %j", async (severity, marked, says) => {
    const { problems, ranges } = await look(marked);
    expect(problems).toMatchObject([{ code: "python-returns-no-number", severity }]);
    expect(problems[0]?.message).toContain(says);
    expect(rangesOf(problems)).toEqual(ranges);
  });

  test.each([
    `${GRADE}    return 1`,
    `${GRADE}    return sample["output_text"] == item["a"]`,
    `${GRADE}    return not item or {} and 1.0`,
    `${GRADE}    return item["score"]`,
    `${GRADE}    return {"a": 1.0}.get("a")`,
    `${GRADE}    return (1.0, "x")[0]`,
    `${GRADE}    result = {}\n    result = 1.0\n    return result`,
    `${GRADE}    score = None\n    for x in item:\n        score = 1.0\n    return score`,
    `${GRADE}    text = ""\n    text += "1"\n    return float(text)`,
    `def str(x):\n    return 1.0\n${GRADE}    return str(item)`,
    `from helpers import *\n${GRADE}    return repr(item)`,
    `def score(a):\n    return 1.0\n${GRADE}    return score(item)`,
    `def score(a):\n    return score(a)\n${GRADE}    return score(item)`,
    `${GRADE}    while True:\n        if item:\n            return 1.0`,
    `${GRADE}    raise NotImplementedError`,
    `import sys\ndef fail(why):\n    raise ValueError(why)\n${GRADE}    if item:\n        return 1.0\n    fail("x")`,
    `${GRADE}    match item:\n        case {"a": a}:\n            return 1.0\n        case _:\n            return 0.0`,
    `${GRADE}    if item:\n        return 1.0\n    elif sample:\n        return 0.5\n    else:\n        return 0.0`,
    `${GRADE}    return 1.0\n    return {}`,
    `${GRADE}    def inner():\n        return {}\n    return len(inner())`,
    `${GRADE}    sample = 1.0\n    return sample`,
    `class Score:\n    def __float__(self):\n        return 1.0\n${GRADE}    return Score()`,
    `@wrapped\n${GRADE}    return {}`,
    `async def grade(sample, item):\n    return {}`,
    `grade = load("x")`,
    `import json\njson = None\n${GRADE}    return json.dumps(1)`,
  ])("is not said of %j", async (source) => {
    expect((await look(source)).problems).toEqual([]);
  });

  test("never runs long or breaks", async () => {
    const chain = Array.from({ length: 60 }, (_, at) => `    a${at + 1} = a${at} + a${at}`).join("\n");
    const calls = Array.from(
      { length: 50 },
      (_, at) => `def f${at}(x):\n    f${at + 1}(x); f${at + 1}(x)\n    return f${at + 1}(x) + f${at + 1}(x)`,
    ).join("\n");
    const branches = `${GRADE}    if item == 0:\n        return 1.0\n${Array.from({ length: 600 }, (_, at) => `    elif item == ${at}:\n        return 1.0`).join("\n")}\n    else:\n        return 0.0`;
    for (const source of [
      `${GRADE}    a0 = "x"\n${chain}\n    return a60`,
      `${calls}\ndef f50(x):\n    return {}\n${GRADE}    return f0(1)`,
      branches,
    ])
      expect((await look(source)).all.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("generated results", () => {
  const number = fc.constantFrom(
    "1.0",
    "0",
    "True",
    "len(item)",
    "float('0.5')",
    "max(0.1, 0.2)",
    "item['n']",
  );
  const other = fc.constantFrom(
    "{'score': 1.0}",
    "[1.0]",
    "(1.0, 'a')",
    "None",
    "'1'",
    "f'{1}'",
    "str(1)",
    "dict(a=1)",
    "sample",
    "{1}",
    "[x for x in 'ab']",
    "'a' + 'b'",
    "'%s' % 1",
    "','.join('ab')",
    "sorted('ba')",
    "sample['output_text']",
    "(lambda: 1)",
    "b'1'",
    "1j",
  );
  const { node: expression } = fc.letrec<{ node: [string, boolean]; leaf: [string, boolean] }>((tie) => ({
    leaf: fc.oneof(
      number.map((text): [string, boolean] => [text, true]),
      other.map((text): [string, boolean] => [text, false]),
    ),
    node: fc.oneof(
      { maxDepth: 2 },
      tie("leaf"),
      // Whether any of its branches may be a number.
      fc
        .tuple(tie("node"), tie("node"))
        .map(([[a, isA], [b, isB]]): [string, boolean] => [`(${a} if item['n'] else ${b})`, isA || isB]),
      tie("node").map(([a, is]): [string, boolean] => [`(x := ${a})`, is]),
    ),
  }));

  test("are said to be none exactly where none of their branches is, and then never score", async () => {
    await fc.assert(
      fc.asyncProperty(
        expression,
        fc.boolean(),
        fc.integer({ min: 0, max: 1 }),
        async ([text, isNumber], named, n) => {
          const source = named ? `${GRADE}    r = ${text}\n    return r` : `${GRADE}    return ${text}`;
          const { problems } = await look(source);
          const every = problems.some(({ message }) => message.includes("every row is errored"));
          expect(every).toBe(!isNumber);
          const outcome = await grade(runner, source, { item: JSON.stringify({ n }) });
          if (every) expect(outcome.kind).toBe("runtime_error");
          // What a name may hold is told only where it can hold nothing else.
          if (problems.length === 0 && !named) expect(outcome.kind).toBe("score");
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("imports that the sandbox lacks", () => {
  test.each([
    ["warning", `import «numpy as np»\n${GRADE}    return 1.0`, "numpy 2.2.4"],
    ["warning", `«from scipy.stats import norm»\n${GRADE}    return 1.0`, "scipy"],
    ["warning", `${GRADE}    import «pandas», json\n    return 1.0`, "pandas"],
    [
      "information",
      `try:\n    import «numpy»\nexcept ImportError:\n    numpy = None\n${GRADE}    return 1.0`,
      "numpy",
    ],
  ])("%s: %j", async (severity, marked, says) => {
    const { problems, ranges } = await look(marked);
    expect(problems).toMatchObject([{ code: "python-import-missing", severity }]);
    expect(problems[0]?.message).toContain(says);
    expect(problems[0]?.message).toContain('graders.python.runtime to "interpreter"');
    expect(rangesOf(problems)).toEqual(ranges);
    // As the run says it.
    expect(await grade(runner, unmarked(marked), {})).toMatchObject({ kind: "runtime_error" });
    expect((await look(marked, { hosted: true })).problems).toEqual([]);
  });

  test.each([
    `import re, json, rapidfuzz\nfrom rouge_score import rouge_scorer\n${GRADE}    return 1.0`,
    `${GRADE}    if item.get("never"):\n        import numpy\n    return 1.0`,
    `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\n${GRADE}    return 1.0`,
    `def unused():\n    import numpy\n${GRADE}    return 1.0`,
    `${GRADE}    return 1.0\n    import numpy`,
  ])("are none in %j, which scores", async (source) => {
    expect((await look(source)).problems).toEqual([]);
    expect(await grade(runner, source, {})).toMatchObject({ kind: "score" });
  });

  test("is one finding with what the hosted image lacks too", async () => {
    const { all } = await look(`import torch\n${GRADE}    return 1.0`);
    expect(all.map(({ code }) => code)).toEqual(["python-import-unknown"]);
  });
});
