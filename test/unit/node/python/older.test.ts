import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, never, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const RETURN = "return 1.0";
const value = async (source: string) => expectKind(await grade(runner, source), "score").value;
const failure = async (source: string) => expectKind(await grade(runner, source), "runtime_error");

describe("annotations are evaluated where they stand", () => {
  test.each([
    ["a parameter's", "def grade(sample: Dict, item):\n    return 1.0\n", "Dict", 1],
    ["a result's", `def grade(sample, item) -> Score:\n    return 1.0\n`, "Score", 1],
    ["a field's", `class Point:\n    "doc"\n    x: Float = 0\n${gradeSource(RETURN)}`, "Float", 3],
    ["a global's", `LIMIT: Final = 3\n${gradeSource(RETURN)}`, "Final", 1],
    ["a helper's", gradeSource("def helper(*words: Words): return 1", RETURN), "Words", 2],
    ["one before its class", `def f(x: Late): pass\nclass Late: pass\n${gradeSource(RETURN)}`, "Late", 1],
    ["one under a condition", `if True:\n    x: Any = 1\n${gradeSource(RETURN)}`, "Any", 2],
  ])("%s name that is not there", async (_which, source, name, line) => {
    const { message, frames } = await failure(source);
    expect(message).toContain(`NameError: name '${name}' is not defined`);
    expect(frames.at(-1)).toMatchObject({ line });
  });

  test.each([
    ["as texts", "def grade(sample: 'Dict', item: \"Any\") -> 'float':\n    return 1.0\n"],
    ["where they are put off", `from __future__ import annotations\nx: Any = 1\n${gradeSource(RETURN)}`],
    ["of local names", gradeSource("x: Nothing = 1", "return float(x)")],
    [
      "that are there",
      `from typing import Any\ndef grade(sample: dict[str, Any], item: Any) -> float:\n    return 1.0\n`,
    ],
    [
      "with a type's own parameter",
      `def first[T](xs: list[T]) -> T: return xs[0]\n${gradeSource("return first([1.0])")}`,
    ],
    [
      "of a dataclass",
      `from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1\n${gradeSource("return P().x")}`,
    ],
  ])("%s: no matter", async (_which, source) => {
    expect(await value(source)).toBe(1);
  });
});

describe("ast has the names that graders of formulas ask for", () => {
  test.each([
    ["isinstance(ast.parse('7').body[0].value, ast.Num)", 1],
    ["isinstance(ast.parse('True').body[0].value, ast.Num)", 0],
    ["isinstance(ast.parse('None').body[0].value, ast.NameConstant)", 1],
    ["isinstance(ast.parse('\"a\"').body[0].value, (ast.Num, ast.Str))", 1],
    ["isinstance(ast.parse('x').body[0].value, (ast.Num, ast.Str, ast.Bytes, ast.Ellipsis))", 0],
    ["ast.parse('7', mode='eval').body.n", 7],
    ["len(ast.parse('\"abc\"', mode='eval').body.s)", 3],
    ["ast.Num(5).value + ast.Num(n=2).n", 7],
    ["ast.literal_eval(ast.Num(3))", 3],
  ])("%s", async (expression, expected) => {
    expect(await value(`import ast\n${gradeSource(`return float(${expression})`)}`)).toBe(expected);
  });

  test("and calls a visitor's methods by them", async () => {
    const source = `import ast
class Sum(ast.NodeVisitor):
    total = 0
    def visit_Num(self, node): self.total += node.n
    def visit_Str(self, node): self.total += len(node.s)
${gradeSource("s = Sum()", "s.visit(ast.parse('f(2, True, 3.5, \"abc\")'))", "return s.total")}`;
    expect(await value(source)).toBe(8.5);
  });
});

test.each([
  ["except ValueError, TypeError:", "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n"],
  ["a template string", 'x = t"{1}"\n'],
])("%s is no syntax yet", async (_what, source) => {
  expect((await failure(source + gradeSource(RETURN))).message).toMatch(/^SyntaxError.*3\.14/);
  expect(await runner.parse(source + gradeSource(RETURN), never)).toMatchObject({ kind: "syntax_error" });
});

test("the first event loop that is asked for is made, in each grade anew", async () => {
  const source = `import asyncio
async def one(): return 1.0
${gradeSource("loop = asyncio.get_event_loop()", "x = loop.run_until_complete(one())", "loop.close()", "return x")}`;
  expect(await value(source)).toBe(1);
  expect(await value(source)).toBe(1);
});
